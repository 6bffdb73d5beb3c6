import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { audit } from '#kernel/audit/audit.ts';
import { auditLog } from '#kernel/audit/log.ts';
import { anchorNow, anchorSigner } from '#kernel/chain/anchor.ts';
import { checkChain } from '#kernel/chain/check.ts';
import { sealAll } from '#kernel/chain/run.ts';
import { seal } from '#kernel/chain/seal.ts';
import { softwareModule } from '#kernel/crypto/software-module.ts';
import { connect } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import { prepareDatabase } from '#kernel/start.ts';
import { systemClock } from '#kernel/time/clock.ts';
import type { BenchCase } from '../harness/case.ts';

const entries = { small: 20_000, city: 200_000 } as const;
const traceId = 'f'.repeat(32);

/** What it costs an act to be written down, and how fast the log is sealed and checked. */
const auditCase: BenchCase = {
  name: 'audit',
  what: 'an act of one row in a transaction with its audit entry, queued for the chain and sealed beside it, against the same act with a plain row in an unguarded table; sealing and checking of the chain',
  unit: 'acts',
  goals: { 'plain row': 0.8 },
  matches: async function* (ground) {
    const url = await ground.database();
    const db = connect(url, { max: ground.concurrency + 2 });
    ground.closing(() => db.end({ timeout: 5 }));
    await prepareDatabase(db, url, []);
    await db`create table bench_acts (id uuid primary key, words text not null)`;
    await db`create table bench_log (id uuid primary key, account_id uuid, act text not null, object text not null, object_id text, trace_id text not null, purpose text, detail jsonb not null)`;
    const account = randomUUID();
    let stopped = false;
    const sealing = (async () => {
      while (!stopped) if ((await seal(db, auditLog, new Date())) < 1000) await new Promise((go) => setTimeout(go, 1000));
    })();
    yield {
      label: 'act with entry',
      floors: [{ name: 'plain row', run: () => db.begin(async (tx) => {
        const id = newId();
        await tx`insert into bench_acts values (${id}, '办理')`;
        await tx`insert into bench_log values (${newId()}, ${account}, 'bench.act', 'bench', ${id}, ${traceId}, '核对', ${tx.json({ n: 1 })})`;
      }) as Promise<void> }],
      ours: { name: 'audited', run: () => db.begin(async (tx) => {
        const id = newId();
        await tx`insert into bench_acts values (${id}, '办理')`;
        await audit(tx, { accountId: account, act: 'bench.act', object: 'bench', objectId: id, traceId, purpose: '核对', detail: { n: 1 } });
      }) as Promise<void> },
    };
    stopped = true;
    await sealing;
  },
  figures: async (ground) => {
    const url = await ground.database();
    const db = connect(url, { max: 4 });
    const folder = mkdtempSync(join(tmpdir(), 'yiwang-bench-'));
    ground.closing(() => { rmSync(folder, { recursive: true }); return db.end({ timeout: 5 }); });
    await prepareDatabase(db, url, []);
    const house = { db, clock: systemClock, crypto: softwareModule(folder) };
    const count = entries[ground.scale];
    await db`insert into audit_entries (id, act, object, object_id, trace_id, purpose) select uuid_v7(), 'bench.act', 'bench', n::text, ${traceId}, '核对' from generate_series(1, ${count}) n`;
    const timed = async (work: () => Promise<unknown>) => {
      const from = performance.now();
      await work();
      return Math.round(count / ((performance.now() - from) / 1000));
    };
    const sealed = await timed(() => sealAll(house, auditLog));
    await anchorNow(house, auditLog);
    const { publicKey } = await anchorSigner(house.crypto);
    const checked = await timed(() => checkChain(db, auditLog, publicKey));
    return [{ label: 'sealed', value: sealed, unit: 'entries/s' }, { label: 'checked', value: checked, unit: 'entries/s' }];
  },
};

export default auditCase;

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { audit } from '#kernel/audit/audit.ts';
import { auditLog } from '#kernel/audit/log.ts';
import { anchorNow } from '#kernel/chain/anchor.ts';
import { checkChain } from '#kernel/chain/check.ts';
import { sealAll } from '#kernel/chain/run.ts';
import { softwareModule } from '#kernel/crypto/software-module.ts';
import { connect } from '#kernel/database/connect.ts';
import { couldChangeAudit, embeddedProgramUrl, grantProgram } from '#kernel/database/program-role.ts';
import { migrate } from '#kernel/database/migrate.ts';
import { addJob } from '#kernel/jobs/jobs.ts';
import { prepareDatabase } from '#kernel/start.ts';
import { systemClock } from '#kernel/time/clock.ts';
import { allFloors } from '../../server.ts';
import { freshDatabase } from '#test/kit/server.ts';

/** The program on a database it does not own, as it works on the embedded one. */
const database = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), 'yiwang-role-'));
const role = `program_${crypto.randomUUID().slice(0, 8)}`;
const owner = connect(database.url, { max: 2 });
await prepareDatabase(owner, database.url, allFloors);
const url = await embeddedProgramUrl(database.url, folder, role);
await grantProgram(owner, role);
const db = connect(url, { max: 4 });
const house = { db, clock: systemClock, crypto: softwareModule(join(folder, 'keys')) };
after(async () => {
  await db.end();
  await owner.unsafe(`drop owned by ${role} cascade; drop role ${role}`);
  await owner.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const entry = { accountId: null, act: 'person.reveal', object: 'person', traceId: 'e'.repeat(32), subjects: ['01900000-0000-7000-8000-000000000001'] };

test('The program writes the log, seals it and signs it', async () => {
  await audit(db, entry);
  const anchor = await anchorNow(house, auditLog);
  assert.equal(anchor?.size, 1);
  assert.deepEqual((await checkChain(db, auditLog, (await house.crypto.signer('anchor')).publicKey)).faults, []);
});

test('It can neither change nor remove anything of the log or its chain, nor take the fences away', async () => {
  assert.equal(await couldChangeAudit(db), false);
  assert.equal(await couldChangeAudit(owner), true);
  const month = `audit_entries_${new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7).replace('-', '_')}`;
  const tries = ['audit_entries', month, 'audit_subjects', 'chain_blocks', 'chain_leaves', 'chain_nodes', 'chain_anchors', 'chain_exports', 'audit_archives'].flatMap((table) => [
    `delete from ${table}`, `truncate ${table}`, `drop table ${table}`, `alter table ${table} disable trigger all`, `alter table ${table} rename to gone`,
  ]);
  tries.push(
    "update audit_entries set act = 'nothing'", `update ${month} set act = 'nothing'`, `delete from ${month}`, 'drop trigger audit_entries_append_only on audit_entries', 'drop trigger audit_entries_queued on audit_entries',
    'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return new; end $$', "select drop_partition('audit_entries_2026_01')", "select detach_audit_month('2026-01-01')",
    'set session_replication_role = replica', 'create table public.mine (n int)', "create function public.to_char(date, text) returns text language sql as $$ select 'x' $$", `alter role ${role} superuser`,
    "insert into audit_archives (month, entries) values ('2026-01-01', 0)", "delete from migrations",
  );
  for (const each of tries) await assert.rejects(db.unsafe(each), /permission denied|must be (owner|superuser)|is no partition that may be dropped|append-only/, each);
  const [name] = await db<{ name: string }[]>`select current_user as name`;
  assert.equal(name?.name, role);
  await assert.rejects(db.unsafe('set role postgres'), /permission denied|does not exist/);
});

test('Months and days are made ahead, and readings past their keeping dropped, without the program owning a table', async () => {
  await db`select ensure_months('audit_entries', now()::date, (now() + interval '5 months')::date)`;
  await db`select ensure_days('readings', current_date - 500, current_date - 500)`;
  await db`select drop_partition('readings_' || to_char(current_date - 500, 'YYYY_MM_DD'))`;
  await audit(db, entry);
  await sealAll(house, auditLog);
});

test('Jobs are ordered and seen by the program', async () => {
  await addJob(db, 'nothing', {});
  const rows = await db`select 1 from graphile_worker.jobs where task_identifier = 'nothing'`;
  assert.equal(rows.length, 1);
});

test('A process without the owner’s address starts where nothing is to be migrated, and says what is missing where something is', async () => {
  assert.deepEqual(await prepareDatabase(db, url, allFloors), []);
  const more = { number: 9999, name: '9999_more', sql: 'create table more (n int)', sum: 'x' };
  await assert.rejects(migrate(db, [more]), /9999_more failed: permission denied .* name the owner in MIGRATE_DATABASE_URL/);
});

test('Its password is in a file only the program’s user may read', () => {
  assert.equal(statSync(join(folder, 'keys', 'database-program.secret')).mode & 0o777, 0o600);
});

test('A month leaves the log only when it is six months old, anchored and in an export', async () => {
  await owner`insert into audit_entries (id, act, object, trace_id) select uuid_v7(now() - interval '10 months'), 'old.act', 'x', 'x' from generate_series(1, 3)`;
  const [{ month }] = (await owner<{ month: string }[]>`select to_char(now() - interval '10 months', 'YYYY-MM-15') as month`) as unknown as [{ month: string }];
  await assert.rejects(owner`select detach_audit_month(now()::date)`, /younger than 183 days/);
  await assert.rejects(owner`select detach_audit_month(${month}::date)`, /has 3 entries that are in no anchored export/);
  const anchor = await anchorNow(house, auditLog);
  await db`insert into chain_exports (id, log, first_seq, size) values (uuid_v7(), 'audit', 0, ${anchor!.size})`;
  const [gone] = await owner<{ entries: number }[]>`select detach_audit_month(${month}::date) as entries`;
  assert.equal(gone?.entries, 3);
  const archived = new Set((await owner<{ month: string }[]>`select month from audit_archives`).map((row) => row.month.slice(0, 7)));
  const { publicKey } = await house.crypto.signer('anchor');
  assert.equal((await checkChain(db, auditLog, publicKey)).faults.filter(({ kind }) => kind === 'entry-missing').length, 3);
  const checked = await checkChain(db, auditLog, publicKey, { isArchived: (ref) => archived.has(new Date(Number.parseInt(ref.replace('-', '').slice(0, 12), 16) + 8 * 3_600_000).toISOString().slice(0, 7)) });
  assert.deepEqual([checked.archived, checked.faults], [3, []]);
});

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { readConfig } from '#kernel/config/config.ts';
import { softwareModule } from '#kernel/crypto/software-module.ts';
import { connect } from '#kernel/database/connect.ts';
import { startEmbedded } from '#kernel/database/embedded.ts';
import { openFileStore } from '#kernel/files/open.ts';
import { Declared } from '#kernel/declare/declared.ts';
import { Live } from '#kernel/bus/live.ts';
import { createApp } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import { systemClock } from '#kernel/time/clock.ts';
import { addDays, dayOf } from '#kernel/time/day.ts';
import { sealedTablesIn } from '#kernel/vault/sealed-table.ts';
import { openAll } from '#kernel/vault/vault.ts';
import { inventCitizenId, seededPick } from '#domain/subject/identifiers/generate.ts';
import { findPersonByIdNumber } from '#domain/subject/persons.ts';
import '../../server.ts';
import { program } from '#test/kit/program.ts';
import { proveFresh } from '#test/kit/prove.ts';
import { clientFor, type Client } from '#test/kit/small-house.ts';
import { until } from '#test/kit/until.ts';

const { dataDir, start, end } = program('kill-rotation');

async function as(address: string, username: string): Promise<Client> {
  return clientFor(address, (await clientFor(address, null).post('/api/v1/session', { username, password: 'yiwang-demo' })).body.token as string);
}

type Rotation = { readonly toVersion: number; readonly endedAt: string | null; readonly total: number; readonly resealed: number };
const latest = async (client: Client): Promise<Rotation | undefined> => ((await client.get('/api/v1/keys')).body.rotations as Rotation[])[0];

const pause = (time: number) => new Promise((wake) => setTimeout(wake, time));
const kills = 3;
const loaded = 4000;

test('Killed again and again while keys change and people consent, the program loses no row, no consent and no audit entry, and the change comes to its end', { timeout: 600_000 }, async () => {
  const pick = seededPick('rotation');
  const numbers = [...new Set(Array.from({ length: loaded }, () => inventCitizenId(pick, { bornOn: `19${50 + pick(50)}-0${1 + pick(9)}-1${pick(10)}`, sex: pick(2) === 1 ? 'male' : 'female' })))];
  let address = await start();
  const data = await as(address, 'data');
  const fileId = (await data.upload('人口.csv', Buffer.from(['姓名,公民身份号码,行政区划代码', ...numbers.map((id, n) => `轮换${n},${id},440902001001`)].join('\n')))).body.id as string;
  const load = (await data.post('/api/v1/registry-imports', { kind: 'persons', fileId, batch: 'rotation' })).body.id as string;
  await until(async () => (await data.get(`/api/v1/registry-imports/${load}`)).body.state === 'ended', { what: 'the load', seconds: 120 });

  const consents = new Set<string>();
  const searches = new Set<string>();
  let unanswered = 0;
  let midway = 0;
  for (let round = 0; midway < kills; round += 1) {
    assert.ok(round < 12, 'the program could not be killed midway');
    const [security, citizen, clerk] = await Promise.all(['security', 'citizen', 'window'].map((name) => as(address, name))) as [Client, Client, Client];
    let going = true;
    const busy = [
      (async () => {
        for (let n = 0; going; n += 1) {
          const answer = await citizen.post('/api/v1/me/consents', { purpose: `第 ${round}-${n} 次`, toWhom: 'every-organ', untilDay: addDays(dayOf(new Date()), 90) });
          if (answer.status === 201) consents.add(answer.body.id as string);
          await pause(5);
        }
      })(),
      (async () => {
        for (let n = 0; going; n += 1) {
          const answer = await clerk.get(`/api/v1/persons?by=idNumber&q=${numbers[(round * 400 + n) % numbers.length]}`);
          if (answer.status === 200) searches.add(answer.headers.get('x-trace-id') ?? '');
          await pause(40);
        }
      })(),
    ].map((work) => work.catch(() => { unanswered += 1; }));
    const running = await latest(security);
    if (!running || running.endedAt !== null) {
      await proveFresh(security, await as(address, 'admin'));
      assert.equal((await security.post('/api/v1/keys', { why: `第 ${round} 次换钥` })).status, 201);
    }
    const seen = await until(async () => {
      const now = await latest(security);
      return now && (now.endedAt !== null || now.resealed > 0) && now;
    }, { what: 'the first rows sealed anew', seconds: 60 });
    await end('SIGKILL');
    going = false;
    await Promise.all(busy);
    if (seen.endedAt === null && seen.resealed < seen.total) midway += 1;
    address = await start();
  }
  assert.ok(unanswered > 0 && consents.size > 0, `killed in the middle of ${unanswered} requests, ${consents.size} consents acknowledged`);

  const security = await as(address, 'security');
  const done = await until(async () => {
    const now = await latest(security);
    return now?.endedAt ? now : null;
  }, { what: 'the end of the change', seconds: 120 });
  assert.ok(done.resealed >= 1, JSON.stringify(done));

  const kept = new Set(((await (await as(address, 'citizen')).get('/api/v1/me/consents')).body.items as { id: string }[]).map(({ id }) => id));
  for (const id of consents) assert.ok(kept.has(id), `the consent ${id} was acknowledged`);
  const auditor = await as(address, 'auditor');
  await until(async () => (await auditor.get('/api/v1/audit/chain')).body.waiting === 0, { what: 'the sealing of all entries', seconds: 60 });
  const { body: checked } = await auditor.post('/api/v1/audit/checks', {});
  assert.deepEqual(checked.faults, []);
  assert.ok(checked.to > consents.size, JSON.stringify(checked));

  const [asking, keeper] = await Promise.all(['citizen', 'privacy'].map((name) => as(address, name))) as [Client, Client];
  const papers = (await asking.upload('我的证件.txt', Buffer.from(numbers[0]!))).body.id as string;
  const asked = await asking.post('/api/v1/matters', { type: 'personal-deletion', form: { why: '不再使用' } });
  for (const act of ['check', 'delete']) assert.equal((await keeper.post(`/api/v1/matters/${asked.body.id}/acts`, { act, reason: '本人当面确认' })).status, 200);
  await end('SIGKILL');
  address = await start();
  const again = await as(address, 'citizen');
  const certificates = await until(async () => {
    const { body } = await again.get('/api/v1/me/deletion-certificates');
    return body.searching === false && (body.items as { statement: string }[]);
  }, { what: 'the end of the deletion', seconds: 60 });
  assert.deepEqual(certificates.map(({ statement }) => JSON.parse(statement).cause), ['copies', 'request'], 'killed right after the answer, the deletion comes to its end');
  assert.equal((await again.get(`/api/v1/files/${papers}`)).status, 404);
  await end('SIGTERM');

  const database = await startEmbedded({ dataDir });
  const db = connect(database.url, { max: 2 });
  try {
    const app = await createApp({ logLevel: 'error' });
    const config = readConfig({ DATA_DIR: dataDir });
    const house: House = { config, db, log: app.log, clock: systemClock, files: openFileStore(config), crypto: softwareModule(join(dataDir, 'keys')), declared: new Declared(), live: new Live() };
    const tables = await sealedTablesIn(db);
    let rows = 0;
    for (const { table, context } of tables) {
      const sealed = await db<{ id: string; sealed: Buffer; version: number }[]>`select id, sealed, sealed_version(sealed) as version from ${db(table)} where sealed is not null`;
      await openAll(house, db, sealed.map((row) => ({ sealed: row.sealed, context: context(row.id) })));
      assert.deepEqual(sealed.filter(({ version }) => version < done.toVersion).length, 0, `${table} is sealed with the new key`);
      rows += sealed.length;
    }
    assert.ok(rows > loaded + 2000, `${rows} rows`);
    for (const number of numbers) assert.equal((await findPersonByIdNumber(db, house, number))?.idNumber, number);
    assert.equal((await db`select 1 from file_removals where removed_at is null`).length, 0, 'no bytes are left behind');
    const [told] = await db<{ consents: number; searches: number }[]>`select count(*) filter (where act = 'consent.give' and object_id = any(${[...consents]})) as consents, count(distinct trace_id) filter (where act = 'person.search' and trace_id = any(${[...searches]})) as searches from audit_entries`;
    assert.deepEqual({ ...told }, { consents: consents.size, searches: searches.size }, 'every acknowledged act stands in the audit log');
    const [half] = await db<{ half: number }[]>`select count(*) as half from consents c where not exists (select 1 from audit_entries a where a.act = 'consent.give' and a.object_id = c.id::text) and c.channel = 'portal' and c.purpose like '第 %'`;
    assert.equal(half!.half, 0, 'no consent without its audit entry');
  } finally {
    await db.end();
    await database.stop();
  }
});

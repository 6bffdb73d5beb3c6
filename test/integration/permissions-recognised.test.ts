import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createApp } from '#kernel/http/app.ts';
import { connect } from '#kernel/database/connect.ts';
import { placeFloor } from '#domain/place/floor.ts';
import { defineRole } from '#domain/subject/define.ts';
import { subjectFloor } from '#domain/subject/floor.ts';
import { smallHouse } from '#test/kit/small-house.ts';

/** Two processes' worth of the program over one database: each has its own pool and its own memory of whom it has recognised. */
const reader = defineRole({ key: 'reader', title: '查看人', may: ['account.read'], reach: 'city', face: 'hub' });
const local = defineRole({ key: 'local', title: '本单位查看人', may: ['duty.read'], reach: 'organ', face: 'hub' });
const town = await smallHouse({ floors: [placeFloor, subjectFloor], jobs: false, declared: [reader, local] });
const otherDb = connect(town.databaseUrl, { max: 3 });
const other = await createApp({ logLevel: 'error' });
for (const floor of [placeFloor, subjectFloor]) await floor.routes?.(other, { ...town.house, db: otherDb });
await other.listen({ port: 0, host: '127.0.0.1' });
after(async () => { await other.close(); await otherDb.end(); await town.stop(); });

const { db } = town.house;
const both = [town.url, other.listeningOrigin];
const status = async (at: string, token: string | null, path = '/api/v1/session') => (await fetch(`${at}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
const idOf = async (username: string) => (await db<{ id: string }[]>`select id from accounts where username = ${username}`)[0]!.id;
let made = 0;
const somebody = async (roles: string[] = []) => {
  const username = `p${++made}`;
  return { username, token: (await town.as({ username, kind: 'official', name: username, organ: 'o', roles })).token, id: await idOf(username) };
};

test('Who signs out in one process is nobody in the other from that moment, a hundred times over and under load', async () => {
  const busy = await somebody();
  let going = true;
  const load = Promise.all(both.flatMap((at) => [1, 2, 3].map(async () => { while (going) assert.equal(await status(at, busy.token), 200); })));
  for (let turn = 0; turn < 100; turn += 1) {
    const { token } = await somebody();
    const [here = '', there = ''] = turn % 2 === 0 ? both : both.toReversed();
    assert.equal(await status(there, token), 200);
    assert.equal(await status(there, token), 200, 'recognised from memory');
    assert.equal((await fetch(`${here}/api/v1/session`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } })).status, 204);
    assert.equal(await status(there, token), 401, `turn ${turn}`);
  }
  going = false;
  await load;
});

test('A right given or taken away counts from the next call in every process', async () => {
  const { token, id } = await somebody();
  for (let turn = 0; turn < 5; turn += 1) {
    for (const at of both) assert.equal(await status(at, token, '/api/v1/accounts'), 403);
    await db`insert into appointments (id, account_id, role) values (gen_random_uuid(), ${id}, 'reader')`;
    for (const at of both) assert.equal(await status(at, token, '/api/v1/accounts'), 200);
    await db`delete from appointments where account_id = ${id}`;
  }
});

test('An appointment that ends, and one that begins, are kept to by the clock though nobody changes anything', async () => {
  const { token, id } = await somebody();
  await db`insert into appointments (id, account_id, role, from_at, until_at) values (gen_random_uuid(), ${id}, 'reader', now() + interval '0.4 s', now() + interval '0.8 s')`;
  const seen = new Set<number>();
  for (const end = performance.now() + 1100; performance.now() < end;) seen.add(await status(town.url, token, '/api/v1/accounts'));
  assert.deepEqual([...seen], [403, 200], 'first not yet, then allowed');
  assert.equal(await status(town.url, token, '/api/v1/accounts'), 403, 'and over again');
});

test('A change that is rolled back changes nothing; one of an account leaves the others recognised', async () => {
  const [a, b] = [await somebody(['reader']), await somebody(['reader'])];
  for (const { token } of [a, b]) assert.equal(await status(town.url, token), 200);
  await assert.rejects(db.begin(async (tx) => { await tx`delete from sessions`; throw new Error('undone'); }), /undone/);
  await db`update accounts set closed_at = now() where id = ${a.id}`;
  assert.deepEqual([await status(town.url, a.token), await status(town.url, b.token)], [401, 200]);
});

test('A session that is only seen, or swept away after its end, tells nobody of a change', async () => {
  const { id } = await somebody();
  await db`update sessions set expires_at = now() - interval '1 minute' where account_id = ${id}`;
  const count = async () => (await db<{ count: number }[]>`select count from reader_changes`)[0]!.count;
  const before = await count();
  await db`delete from sessions where expires_at < now()`;
  assert.equal(await count(), before);
});

test('Changes beyond what the log keeps are not missed: everybody is looked up anew', async () => {
  const [a, b] = [await somebody(), await somebody()];
  assert.equal(await status(town.url, a.token), 200);
  await db.begin(async (tx) => {
    await tx`delete from sessions where account_id = ${a.id}`;
    for (let i = 0; i < 1500; i += 1) await tx`update accounts set name = ${`n${i}`} where id = ${b.id}`;
  });
  assert.equal(await status(town.url, a.token), 401);
  assert.equal(await status(town.url, b.token), 200);
});

test('A role of an organ given for no organ holds nowhere, never everywhere', async () => {
  const { token, id } = await somebody();
  await db`insert into appointments (id, account_id, role) values (gen_random_uuid(), ${id}, 'local')`;
  assert.equal(await status(town.url, token, '/api/v1/duties'), 403);
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { verifyConsistency, verifyInclusion } from '#kernel/crypto/merkle.ts';
import { settableClock } from '#kernel/time/clock.ts';
import { testCity } from '#test/kit/city.ts';
import { until } from '#test/kit/until.ts';

/** 数据安全审计: who read what and for what, in a log that cannot be changed unseen, with rules over it that warn. */
const clock = settableClock(new Date());
const city = await testCity({ clock });
const [auditor, window, admin] = await Promise.all(['auditor', 'window', 'admin'].map(city.as));
const { db } = city.house;
const folder = mkdtempSync(join(tmpdir(), 'yiwang-audit-'));
after(() => rmSync(folder, { recursive: true }));
const verifier = new URL('../../deploy/verify-audit.mjs', import.meta.url).pathname;
const bytes = (hex: string) => Buffer.from(hex, 'hex');

test('Auditors search by account, act, object, time and trace; every search is itself in the log', async () => {
  const all = await auditor!.get('/api/v1/audit?username=window&act=session.');
  assert.equal(all.status, 200);
  const [opened] = all.body.items;
  assert.deepEqual([opened.act, opened.username, opened.object], ['session.opened', 'window', 'account']);
  for (const [name, value] of [['trace', opened.traceId], ['account', opened.accountId], ['object', opened.objectId], ['from', opened.at]]) {
    const { body } = await auditor!.get(`/api/v1/audit?act=session.opened&${name}=${encodeURIComponent(value)}`);
    assert.ok(body.items.some(({ id }: { id: string }) => id === opened.id), name);
  }
  assert.equal((await auditor!.get(`/api/v1/audit?username=window&to=2020-01-01T00:00:00%2B08:00`)).body.items.length, 0);
  const own = await auditor!.get('/api/v1/audit?username=auditor&act=audit.search');
  assert.ok(own.body.items.length >= 6, 'the auditor’s own searches');
  assert.equal(own.body.items.at(-1).detail.asked.username, 'window');
});

test('The audited cannot read the audit, and an auditor cannot change data', async () => {
  for (const reader of [window!, admin!, city.guest]) for (const path of ['/api/v1/audit', '/api/v1/audit/chain', '/api/v1/audit/export', '/api/v1/audit/entries/01900000-0000-7000-8000-000000000000']) {
    const answer = await reader.get(path);
    assert.ok([401, 403].includes(answer.status), `${path} ${answer.status}`);
  }
  const { body: { reader } } = await auditor!.get('/api/v1/session');
  assert.deepEqual(reader.rights.filter((right: string) => !right.endsWith('.read') && right !== 'house.watch'), []);
  for (const [method, path, body] of [['post', '/api/v1/datasets', {}], ['post', '/api/v1/proofs/x/changes', { change: 'withdraw', why: '试一试' }], ['post', '/api/v1/things', {}]] as const) {
    assert.ok([403, 404].includes((await auditor![method](path, body)).status), path);
  }
});

test('An entry gets its place within seconds, and proves it against a signed anchor', async () => {
  const { body: { items: [found] } } = await auditor!.get('/api/v1/audit?act=session.opened&limit=1');
  await until(async () => (await auditor!.get(`/api/v1/audit/entries/${found.id}`)).body.place !== null);
  assert.equal((await auditor!.post('/api/v1/audit/anchors')).status, 201);
  const { body } = await auditor!.get(`/api/v1/audit/entries/${found.id}`);
  const { place, proof } = body;
  assert.equal(verifyInclusion(bytes(place.leaf), place.seq, proof.anchor.size, proof.path.map(bytes), bytes(proof.anchor.root)), true);
});

test('Anchors are public, and each is shown to be the beginning of the next', async () => {
  await window!.get('/api/v1/session');
  await auditor!.get('/api/v1/audit');
  await auditor!.post('/api/v1/audit/anchors');
  const { body: { items: [newer, older] } } = await city.guest.get('/api/v1/audit/anchors');
  assert.deepEqual((await city.guest.get('/.well-known/yiwang-audit-anchors')).body.items[0], newer);
  const { body: { path } } = await city.guest.get(`/api/v1/audit/consistency?from=${older.size}&to=${newer.size}`);
  assert.equal(verifyConsistency(older.size, bytes(older.root), newer.size, bytes(newer.root), path.map(bytes)), true);
  const refused = await city.guest.get(`/api/v1/audit/consistency?from=${newer.size}&to=${older.size}`);
  assert.deepEqual([refused.status, refused.body.code, refused.body.title], [422, 'AUDIT_RANGE', '锚点范围不对']);
  assert.match((await city.guest.get('/api/v1/audit/anchor-key')).body, /BEGIN PUBLIC KEY/);
});

test('The export verifies with the file alone; whoever changes the log past all fences is found, by the file and by the check', async () => {
  const [exported, key, anchors] = ['export.ndjson', 'key.pem', 'anchors.json'].map((name) => join(folder, name));
  const run = () => spawnSync(process.execPath, [verifier, exported!, '--key', key!, '--anchors', anchors!], { encoding: 'utf8' });
  writeFileSync(key!, (await city.guest.get('/api/v1/audit/anchor-key')).body);
  writeFileSync(anchors!, JSON.stringify((await city.guest.get('/api/v1/audit/anchors')).body));
  const take = async () => writeFileSync(exported!, await (await fetch(`${city.url}/api/v1/audit/export`, { headers: { authorization: `Bearer ${auditor!.token}` } })).text());
  await take();
  assert.match(run().stdout, /^✓ \d+ entries, nothing changed, removed or moved/);
  assert.deepEqual((await auditor!.post('/api/v1/audit/checks')).body.faults, []);

  const [victim] = await db<{ id: string; seq: number }[]>`select e.id, l.seq from audit_entries e join chain_leaves l on l.ref = e.id where e.act = 'session.opened' order by l.seq limit 1`;
  await db.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update audit_entries set account_id = null where id = ${victim!.id}`;
  });
  await take();
  const found = run();
  assert.equal(found.status, 1);
  assert.match(found.stdout, new RegExp(`entry ${victim!.seq} \\(${victim!.id}\\) was changed`));
  const check = (await auditor!.post('/api/v1/audit/checks')).body;
  assert.deepEqual(check.faults.map(({ kind, at, ref }: { kind: string; at: number; ref: string }) => [kind, at, ref]), [['entry-changed', victim!.seq, victim!.id]]);
});

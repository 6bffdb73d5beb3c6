import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { guards, type UseRule } from '#domain/record/define-guard.ts';
import { tendIdle } from '#domain/record/guard/idle.ts';
import { measureUse } from '#domain/record/guard/measure.ts';
import { watchUse } from '#domain/record/guard/watch.ts';
import { openAccounts } from '#domain/subject/accounts.ts';
import { openSession } from '#domain/subject/sign-in/sessions.ts';
import { verifyConsistency, verifyInclusion } from '#kernel/crypto/merkle.ts';
import { settableClock } from '#kernel/time/clock.ts';
import type { Job } from '#kernel/house.ts';
import { testCity } from '#test/kit/city.ts';
import { ended, fullEntry, importTable, inventedId } from '#test/kit/data-town.ts';
import { clientFor } from '#test/kit/small-house.ts';
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

/** A job as it runs now: ids carry the machine's time, so the city's clock is brought along. */
const run = (job: Job) => {
  clock.set(new Date(Date.now() + 1000));
  return job(null as never, city.house, null as never);
};
const [owner, other, security] = await Promise.all(['airdata', 'data', 'security'].map(city.as));
const rows = 1500;
const register = `姓名,身份证号,补贴金额\n${Array.from({ length: rows }, (_, n) => `王小明,${inventedId(n)},${1000 + n}`).join('\n')}\n`;
const imported = await importTable(owner!, { '补贴.csv': register });
const dataset = `/api/v1/datasets/${imported.datasetId}`;
await ended(owner!, (await owner!.post(`${dataset}/mapping`, (await owner!.get(`${dataset}/mapping/suggested`)).body)).body.id);
await owner!.patch(dataset, { ...fullEntry, summary: '补贴明细', sharingCondition: '用于核验资格', opening: 'closed' });
assert.equal((await owner!.post(`${dataset}/publish`)).status, 200);
const until30 = new Date(Date.now() + 30 * 86_400_000).toISOString();
const granted = async (callsPerDay = 1000) => {
  const request = await other!.post('/api/v1/data-requests', { datasetId: imported.datasetId, columns: ['姓名', '身份证号', '补贴金额'], purpose: '核对重复补贴', scenario: '社会救助审核', basis: '社会救助暂行办法第五条', frequency: '每日', until: until30, undertaking: true });
  return (await owner!.post(`/api/v1/data-requests/${request.body.id}/grant`, { until: until30, callsPerDay, rowsPerCall: 1000 })).body.id as string;
};
const warnings = async () => (await security!.get('/api/v1/guard/warnings?state=open')).body.items as { id: string; rule: string; username: string; grantId: string | null; measured: number; exceeded: number; stopped: boolean; traceId: string; case: { id: string; number: string } | null }[];

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
  const verify = () => spawnSync(process.execPath, [verifier, exported!, '--key', key!, '--anchors', anchors!], { encoding: 'utf8' });
  writeFileSync(key!, (await city.guest.get('/api/v1/audit/anchor-key')).body);
  writeFileSync(anchors!, JSON.stringify((await city.guest.get('/api/v1/audit/anchors')).body));
  const take = async () => writeFileSync(exported!, await (await fetch(`${city.url}/api/v1/audit/export`, { headers: { authorization: `Bearer ${auditor!.token}` } })).text());
  await take();
  assert.match(verify().stdout, /^✓ \d+ entries, nothing changed, removed or moved/);
  assert.deepEqual((await auditor!.post('/api/v1/audit/checks')).body.faults, []);

  const [victim] = await db<{ id: string; seq: number }[]>`select e.id, l.seq from audit_entries e join chain_leaves l on l.ref = e.id where e.act = 'session.opened' order by l.seq limit 1`;
  await db.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update audit_entries set account_id = null where id = ${victim!.id}`;
  });
  await take();
  const found = verify();
  assert.equal(found.status, 1);
  assert.match(found.stdout, new RegExp(`entry ${victim!.seq} \\(${victim!.id}\\) was changed`));
  const check = (await auditor!.post('/api/v1/audit/checks')).body;
  assert.deepEqual(check.faults.map(({ kind, at, ref }: { kind: string; at: number; ref: string }) => [kind, at, ref]), [['entry-changed', victim!.seq, victim!.id]]);
});

test('A read of protected data leaves who, for what, which fields and when, in the log', async () => {
  const grant = await granted();
  const answer = await other!.get(`/api/v1/shared/${grant}/rows?limit=2`);
  const { body: { items: [entry] } } = await auditor!.get(`/api/v1/audit?act=data.read&object=${grant}`);
  assert.deepEqual([entry.username, entry.purpose, entry.fields, entry.detail.rows, entry.detail.call], ['data', '核对重复补贴', ['姓名', '身份证号', '补贴金额'], 2, answer.body.callId]);
});

test('A bulk read beyond the rule warns the security administrator and stops the grant at once', async () => {
  const grant = await granted();
  for (let taken = 0; taken <= 20_000; taken += 1000) assert.equal((await other!.get(`/api/v1/shared/${grant}/rows?limit=1000`)).body.items.length, 1000);
  await run(watchUse);
  await run(watchUse);
  const mine = (await warnings()).filter(({ grantId }) => grantId === grant);
  assert.deepEqual(mine.map(({ rule, username, measured, stopped }) => [rule, username, measured, stopped]), [['bulk-shared-rows', 'data', 21_000, true]], 'one warning, however often the rule is reckoned');
  const refused = await other!.get(`/api/v1/shared/${grant}/rows?limit=1`);
  assert.deepEqual([refused.status, refused.body.code], [403, 'GRANT_OVER']);
  assert.match(refused.body.detail, /异常使用：共享数据批量读取/);
  assert.equal((await window!.get('/api/v1/guard/warnings')).status, 403);
});

test('Who was granted so many calls that their share of an hour is more than the rule’s limit is warned about beyond that share only', async () => {
  const grant = await granted(1_000_000);
  const take = async (calls: number) => { for (let call = 0; call < calls; call += 1) await other!.get(`/api/v1/shared/${grant}/rows?limit=1000`); };
  const mine = async () => (await warnings()).filter(({ grantId }) => grantId === grant).map(({ measured, exceeded, stopped }) => [measured, exceeded, stopped]);
  await take(41);
  await run(watchUse);
  assert.deepEqual(await mine(), [], '41,000 of 1,000,000 ÷ 24 = 41,666');
  await take(1);
  await run(watchUse);
  assert.deepEqual(await mine(), [[42_000, 41_666, true]]);
});

test('A warning no case looks into is closed where it is read, once, with what was found', async () => {
  const [{ id }] = (await db<{ id: string }[]>`insert into usage_warnings (id, rule, account_id, measured, exceeded, from_at, to_at, trace_id) select uuid_v7(), 'many-subjects', id, 2, 1, now(), now(), 'no-case' from accounts where username = 'window' returning id`) as unknown as [{ id: string }];
  assert.equal((await warnings()).find((each) => each.id === id)?.case, null);
  assert.equal((await security!.post(`/api/v1/guard/warnings/${id}/close`, { why: '已与单位核实，属测试' })).status, 200);
  assert.equal((await security!.post(`/api/v1/guard/warnings/${id}/close`, { why: '再次' })).body.code, 'USE_WARNING_NOT_FOUND');
});

test('A warning opens a case at the security administrator’s organ that names account, rule and records, and no person; it is settled there, and when the case ends, so does the warning', async () => {
  const grant = await granted();
  for (let taken = 0; taken <= 20_000; taken += 1000) await other!.get(`/api/v1/shared/${grant}/rows?limit=1000`);
  await run(watchUse);
  const warning = (await warnings()).find(({ grantId }) => grantId === grant)!;
  type Listed = { id: string; number: string; title: string };
  // The warning of the story before opened a case of its own: one's own is under the trace of its warning.
  const mine = async () => (await db<{ id: string }[]>`select id from matters where trace_id = ${warning.traceId}`)[0]?.id;
  const id = await until(mine, { what: 'the case', seconds: 30 });
  const listed = ((await security!.get('/api/v1/matters?type=unusual-use&limit=50')).body.items as Listed[]).find((each) => each.id === id)!;
  assert.equal(listed.title, '共享数据批量读取：data');
  const { body: opened, headers } = await security!.get(`/api/v1/matters/${listed.id}`);
  assert.equal(opened.organ, '440900-政务服务数据管理局');
  assert.equal(opened.traceId, warning.traceId);
  const { rule, account, measured, limit, records, stopped } = opened.form as Record<string, unknown>;
  assert.deepEqual({ rule, account, measured, limit, stopped }, { rule: '共享数据批量读取', account: 'data', measured: 21_000, limit: 20_000, stopped: 'yes' });
  const entries = (await auditor!.get(`/api/v1/audit?${String(records).split('?')[1]!}&act=data.read`)).body.items as { username: string }[];
  assert.ok(entries.length > 0 && entries.every(({ username }) => username === 'data'), 'the records are those of the account in that span');
  const [person] = await db<{ name: string }[]>`select name from accounts where username = 'data'`;
  assert.ok(!JSON.stringify(opened.form).includes(person!.name), 'the person is not named');
  assert.equal((await window!.get(`/api/v1/matters/${listed.id}`)).status, 404, 'not for others');
  assert.deepEqual((await warnings()).find((each) => each.id === warning.id)?.case, { id, number: listed.number });
  const besides = await security!.post(`/api/v1/guard/warnings/${warning.id}/close`, { why: '在另一处处置' });
  assert.deepEqual([besides.status, besides.body.code, besides.body.detail.includes(listed.number)], [409, 'USE_WARNING_HAS_CASE', true]);
  assert.ok((await warnings()).some((each) => each.id === warning.id), 'it stays open, and so does its case');
  const done = await security!.post(`/api/v1/matters/${listed.id}/acts`, { act: 'improper', data: { measure: 'stopped' }, reason: '超出办理业务所需，已与单位核实' }, { 'if-match': headers.get('etag')! });
  assert.equal(done.status, 200, JSON.stringify(done.body));
  for (const [language, called] of [['zh-CN', ['确认使用不当', '提交']], ['en', ['Found improper', 'Submitted']]] as const) {
    const { body: { items } } = await auditor!.get(`/api/v1/audit?act=matter.&object=${listed.id}`, { 'accept-language': language });
    assert.deepEqual(items.map((entry: { called: string }) => entry.called), called, 'acts in the words of the case');
  }
  const { body: timeline } = await security!.get(`/api/v1/matters/${listed.id}/timeline`, { 'accept-language': 'en' });
  assert.deepEqual([timeline[0].title, timeline[0].actor, timeline[1].title], ['Submitted', 'System', 'Found improper']);
  await until(async () => !(await warnings()).some(({ id }) => id === warning.id), { what: 'the end of the warning', seconds: 30 });
  const [closed] = await db<{ why: string }[]>`select why from usage_warnings where id = ${warning.id}`;
  assert.equal(closed?.why, `事项 ${listed.number} 已办结`);
});

test('Many refusals in a short time warn, by the acts of the account alone', async () => {
  for (let tries = 0; tries < 21; tries += 1) assert.equal((await window!.get('/api/v1/accounts')).status, 403);
  await until(async () => (await db`select 1 from audit_entries where act = 'request.refused'`).length >= 21);
  await run(watchUse);
  const found = (await warnings()).find(({ rule }) => rule === 'many-refusals');
  assert.equal(found?.username, 'window');
});

test('Work at night and on days off warns past the limit; the same work by day does not', async () => {
  const [account] = await db<{ id: string }[]>`select id from accounts where username = 'reviewer'`;
  const act = (at: string, count: number) => db`insert into audit_entries (id, account_id, act, object, trace_id) select uuid_v7(${at}::timestamptz + n * interval '1 second'), ${account!.id}, 'matter.read', 'matter', 'x' from generate_series(1, ${count}) n`;
  const rule = city.house.declared.get(guards, 'odd-hours') as UseRule;
  const measured = (from: string, to: string) => measureUse(db, rule, new Date(from), new Date(to));
  await act('2026-11-18T10:00:00+08:00', 40);
  await act('2026-11-18T23:30:00+08:00', 40);
  await act('2026-11-14T10:00:00+08:00', 40);
  assert.deepEqual(await measured('2026-11-18T09:00:00+08:00', '2026-11-18T11:00:00+08:00'), []);
  assert.equal((await measured('2026-11-18T23:00:00+08:00', '2026-11-19T00:30:00+08:00'))[0]?.count, 40);
  assert.equal((await measured('2026-11-14T09:00:00+08:00', '2026-11-14T11:00:00+08:00'))[0]?.accountId, account!.id, 'a Saturday');
});

test('An interface with no call for the set days is listed, told to both sides, and closed', async () => {
  const grant = await granted();
  await db`update grants set granted_at = now() - interval '130 days 1 hour' where id = ${grant}`;
  const listed = (await security!.get('/api/v1/guard/interfaces')).body;
  assert.deepEqual([listed.tellAfterDays, listed.items.find(({ id }: { id: string }) => id === grant)?.days], [90, 130]);
  await run(tendIdle);
  const told = await db<{ organ: string }[]>`select organ from events where topic = 'grant.idle' and about = ${grant}`;
  assert.equal(new Set(told.map(({ organ }) => organ)).size, 2);
  assert.equal((await other!.get(`/api/v1/grants/${grant}`)).body.state, 'living', 'told first');
  await run(tendIdle);
  const closed = (await other!.get(`/api/v1/grants/${grant}`)).body;
  assert.deepEqual([closed.state, /连续 130 天没有调用/.test(closed.endedReason)], ['ended', true]);
});

test('A caller without a real name is refused, until somebody of its organ answers for it', async () => {
  const grant = await granted();
  const [{ organ }] = (await db<{ organ: string }[]>`select organ from accounts where username = 'data'`) as unknown as [{ organ: string }];
  await openAccounts(db, [{ username: 'welfare-system', kind: 'service', name: '救助系统', organ, roles: ['data-manager'] }]);
  const [account] = await db<{ id: string }[]>`select id from accounts where username = 'welfare-system'`;
  const system = clientFor(city.url, (await openSession(db, account!.id, { address: '127.0.0.1', agent: 'test' })).token);
  const refused = await system.get(`/api/v1/shared/${grant}/rows?limit=1`);
  assert.deepEqual([refused.status, refused.body.code, refused.body.title], [403, 'GRANT_CALLER_NOT_NAMED', '调用方没有实名']);
  assert.equal((await security!.post(`/api/v1/guard/callers/${account!.id}`, { answeredBy: 'airdata' })).body.code, 'CALLER_PERSON_UNKNOWN', 'of another organ');
  assert.equal((await security!.post(`/api/v1/guard/callers/${account!.id}`, { answeredBy: 'data' })).status, 200);
  assert.equal((await system.get(`/api/v1/shared/${grant}/rows?limit=1`)).status, 200);
  const answeredBy = async () => (await security!.get('/api/v1/guard/callers')).body.find(({ id }: { id: string }) => id === account!.id).answeredBy as string | null;
  assert.equal(await answeredBy(), 'data');
  await city.newOfficial({ username: 'leaving', name: '离职者', organ });
  assert.equal((await security!.post(`/api/v1/guard/callers/${account!.id}`, { answeredBy: 'leaving' })).status, 200);
  await db`update accounts set closed_at = now() where username = 'leaving'`;
  assert.equal(await answeredBy(), null, 'nobody answers by a closed account');
});

test('Indicators of protection are numbers with the rows they are reckoned from', async () => {
  const { body } = await security!.get('/api/v1/guard/indicators');
  assert.ok(body.length >= 6);
  const open = body.find(({ key }: { key: string }) => key === 'warnings');
  assert.equal(open.value, (await security!.get(open.records)).body.items.length);
  for (const { key, value, of, records } of body) {
    assert.ok(of === null || value <= of, key);
    assert.equal((await (records.startsWith('/api/v1/audit') ? auditor! : security!).get(records)).status, 200, records);
  }
});

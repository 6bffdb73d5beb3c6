import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#kernel/database/id.ts';
import { settableClock } from '#kernel/time/clock.ts';
import { addDays, dayOf } from '#kernel/time/day.ts';
import { watchDeadlines } from '#domain/matter/timeouts.ts';
import { openAccounts } from '#domain/subject/accounts.ts';
import { openSession } from '#domain/subject/sign-in/sessions.ts';
import { testCity } from '#test/kit/city.ts';
import { clientFor, type Client } from '#test/kit/small-house.ts';

const city = await testCity({ clock: settableClock(new Date()) });
const admin = await city.as('admin');
const [bureau] = await city.house.db<{ organ: string }[]>`select organ from accounts where username = 'data'`;
const organ = bureau?.organ ?? '';
const today = dayOf(new Date());
const supplier = { supplier: '演示运维有限公司', uscc: '91350100M000100Y43', title: '一网平台运维', organ };

/** Somebody new, whose account nobody has acknowledged anything for. */
async function newcomer(username: string): Promise<{ id: string; client: Client }> {
  await openAccounts(city.house.db, [{ username, name: '驻场工程师', kind: 'official', organ, roles: ['data-manager'] }]);
  const [row] = await city.house.db<{ id: string }[]>`select id from accounts where username = ${username}`;
  const { token } = await openSession(city.house.db, row?.id ?? '', { address: '127.0.0.1', agent: 'test' });
  return { id: row?.id ?? '', client: clientFor(city.url, token) };
}
const rules = async (client: Client) => (await client.get('/api/v1/rules')).body[0] as { key: string; version: string; points: string[]; acknowledgedAt: string | null };
const acknowledge = async (client: Client) => client.post(`/api/v1/rules/${(await rules(client)).key}/acknowledgement`, { version: (await rules(client)).version });

test('Acknowledging the security rules is needed before anything is opened; what was acknowledged is written down', async () => {
  const { client, id } = await newcomer('newcomer');
  const refused = await client.get('/api/v1/things');
  assert.equal(refused.body.code, 'RULES_NOT_ACKNOWLEDGED');
  assert.match(refused.body.detail, /政务信息系统使用规定/);
  assert.equal((await client.get('/api/v1/session')).body.reader.heldBack, 'rules');
  assert.ok((await rules(client)).points.length >= 3);
  assert.equal((await client.post('/api/v1/rules/use-of-city-systems/acknowledgement', { version: '1999-01' })).body.code, 'RULES_CHANGED');
  assert.equal((await acknowledge(client)).status, 204);
  assert.equal((await client.get('/api/v1/things')).status, 200);
  assert.equal((await client.get('/api/v1/session')).body.reader.heldBack, null);
  const [line] = await city.house.db<{ count: number }[]>`select count(*)::int as count from audit_entries where account_id = ${id} and act = 'rules.acknowledged'`;
  assert.equal(line?.count, 1);
});

test('A supplier’s people work by contract and time: before it, after it and once it is ended they are refused', async () => {
  const { client } = await newcomer('supplier-engineer');
  const draft = newId();
  await city.house.db`insert into datasets (id, title, organ, status, words) values (${draft}, '未发布的草稿', ${organ}, 'draft', '')`;
  assert.equal((await acknowledge(client)).status, 204);
  const contract = async (fromOn: string, untilOn: string) => {
    const made = await admin.post('/api/v1/contracts', { ...supplier, fromOn, untilOn });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.equal((await admin.post(`/api/v1/contracts/${made.body.id}/accounts`, { username: 'supplier-engineer' })).status, 204);
    return made.body.id as string;
  };
  await contract(addDays(today, 5), addDays(today, 30));
  assert.equal((await client.get('/api/v1/things')).body.code, 'CONTRACT_OVER');
  await contract(addDays(today, -30), addDays(today, -1));
  const over = await client.get('/api/v1/things');
  assert.equal(over.body.code, 'CONTRACT_OVER');
  assert.match(over.body.detail, new RegExp(addDays(today, -1)));
  assert.equal((await client.get(`/api/v1/datasets/${draft}`)).status, 404, 'what is open to everybody shows them no more than anybody');
  const running = await contract(addDays(today, -30), today);
  assert.equal((await client.get('/api/v1/things')).status, 200, 'the last day counts');
  assert.equal((await client.get(`/api/v1/datasets/${draft}`)).status, 200);
  assert.equal((await admin.post(`/api/v1/contracts/${running}/end`, { why: '单位违反保密约定' })).status, 204);
  assert.equal((await client.get('/api/v1/things')).body.code, 'SIGN_IN_NEEDED', 'the session has ended with the contract');
  assert.equal((await admin.post(`/api/v1/contracts/${running}/end`, { why: '再次终止' })).body.code, 'CONTRACT_UNKNOWN');
});

test('A contract that cannot be right is refused and nothing is kept', async () => {
  const before = (await admin.get('/api/v1/contracts')).body.length;
  const wrong = await admin.post('/api/v1/contracts', { ...supplier, uscc: '91350100M000100Y44', fromOn: today, untilOn: today });
  assert.equal(wrong.body.code, 'CONTRACT_INVALID');
  assert.match(wrong.body.detail, /校验位/);
  assert.equal((await admin.post('/api/v1/contracts', { ...supplier, fromOn: today, untilOn: addDays(today, -1) })).body.code, 'CONTRACT_INVALID');
  assert.equal((await admin.post('/api/v1/contracts/019d0000-0000-7000-8000-000000000000/accounts', { username: 'data' })).body.code, 'CONTRACT_UNKNOWN');
  assert.equal((await (await city.as('data')).get('/api/v1/contracts')).status, 403);
  assert.equal((await admin.get('/api/v1/contracts')).body.length, before);
});

/** Somebody of the bureau who keeps its systems, and two inspectors, one of whom keeps them too. */
const keeper = await city.newOfficial({ username: 'keeper', name: '林守一', organ, roles: ['system-keeper'], posts: [] });
const both = await city.newOfficial({ username: 'keeper-and-inspector', name: '邓双岗', organ, roles: ['system-keeper', 'system-inspector'], posts: ['网络安全检查员'] });
const inspector = await city.as('inspector');
const paper = async (client: Client) => (await client.upload('测评报告.pdf', Buffer.from('%PDF-1.4\n%%EOF\n'))).body.id as string;
const act = (client: Client, id: string, body: object) => client.post(`/api/v1/matters/${id}/acts`, body);
const opened = async (client: Client, type: string, form: object) => {
  const answer = await client.post('/api/v1/matters', { type, form });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body.id as string;
};
const finding = (due = addDays(today, 20)) => opened(inspector, 'security-finding', { system: '不动产登记系统', unit: organ, from: 'grading', weight: 'high', what: '管理后台可从互联网直接访问', due });

test('A system past its assessment date is listed as late and its unit told; the next day is set by another than who reported', async () => {
  const system = (name: string, next: string) => opened(keeper, 'city-system', { name, unit: organ, grade: 'three', critical: false, learns: false, assessed: addDays(today, -364), next });
  const id = await system('政务服务平台', addDays(today, -1));
  await system('公文交换平台', addDays(today, 1));
  const late = async () => ((await keeper.get('/api/v1/matters?queue=late&limit=100')).body as { items: { title: string }[] }).items.map(({ title }) => title);
  assert.deepEqual(await late(), ['政务服务平台']);
  await watchDeadlines(null, city.house);
  const told = ((await keeper.get('/api/v1/notices')).body.items as { title: string }[]).filter(({ title }) => title === '已超期：政务服务平台');
  assert.equal(told.length, 1);
  await watchDeadlines(null, city.house);
  assert.equal(((await keeper.get('/api/v1/notices')).body.items as { title: string }[]).filter(({ title }) => title.startsWith('已超期')).length, 1, 'told once');
  assert.equal((await act(keeper, id, { act: 'assess', reason: '已测评', data: { result: 'met' } })).body.code, 'EVIDENCE_NEEDED');
  assert.equal((await act(both, id, { act: 'assess', reason: '已测评', data: { result: 'met' }, files: [await paper(both)] })).status, 200);
  const days = { assessed: today, next: addDays(today, 365) };
  const own = await act(both, id, { act: 'accept', data: days });
  assert.deepEqual([own.status, own.body.code], [403, 'ACT_NEEDS_ANOTHER']);
  assert.match(own.body.detail, /“上报测评结果”是您办的/);
  assert.equal((await act(inspector, id, { act: 'accept', data: days })).status, 200);
  assert.deepEqual(await late(), []);
  assert.equal((await inspector.get(`/api/v1/matters/${id}`)).body.form.next, addDays(today, 365));
});

test('A finding closes only with proof, checked by another than who mended it', async () => {
  assert.equal((await keeper.post('/api/v1/matters', { type: 'security-finding', form: {} })).body.code, 'MATTER_NOT_OPEN_TO_YOU');
  const id = await finding();
  assert.equal((await act(keeper, id, { act: 'close', reason: '好了' })).body.code, 'ACT_NOT_POSSIBLE');
  assert.equal((await act(keeper, id, { act: 'mend', reason: '已关闭外网端口' })).body.code, 'EVIDENCE_NEEDED');
  assert.equal((await act(both, id, { act: 'mend', reason: '已关闭外网端口', files: [await paper(both)] })).status, 200);
  assert.equal((await act(both, id, { act: 'close', reason: '属实' })).body.code, 'ACT_NEEDS_ANOTHER');
  assert.equal((await act(keeper, id, { act: 'close', reason: '属实' })).body.code, 'ACT_NOT_YOURS');
  assert.equal((await act(inspector, id, { act: 'again', reason: '截图看不出端口' })).status, 200);
  assert.equal((await act(keeper, id, { act: 'mend', reason: '补充扫描结果', files: [await paper(keeper)] })).status, 200);
  assert.equal((await act(both, id, { act: 'close', reason: '扫描无开放端口' })).body.code, 'ACT_NEEDS_ANOTHER', 'they had a hand in it');
  assert.equal((await act(inspector, id, { act: 'close', reason: '扫描无开放端口' })).body.outcome, 'done');
});

test('A check list with an item left out is not finished, and every such item is named', async () => {
  const id = await opened(inspector, 'security-check', { unit: organ, period: '2026年下半年', due: addDays(today, 10) });
  const answers = { boundary: 'yes', patched: 'yes', accounts: 'no', suppliers: 'yes', secret: 'yes', crypto: 'none', masked: 'yes' };
  const short = await act(keeper, id, { act: 'finish', data: answers });
  assert.deepEqual([short.status, short.body.code], [400, 'INPUT_INVALID']);
  assert.deepEqual((short.body.errors as { pointer: string }[]).map(({ pointer }) => pointer), ['/data/backup', '/data/trained']);
  assert.equal((await keeper.get(`/api/v1/matters/${id}`)).body.state, 'asked', 'nothing moved');
  assert.equal((await act(keeper, id, { act: 'finish', data: { ...answers, backup: 'yes', trained: 'no', notes: '培训安排在下月' } })).status, 200);
  assert.equal((await act(inspector, id, { act: 'close' })).body.outcome, 'done');
});

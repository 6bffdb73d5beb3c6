import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findUnmasked } from '#domain/subject/identifiers/unmasked.ts';
import { urgeRequests } from '#domain/record/tend.ts';
import { personOf, testCity } from '#test/kit/city.ts';
import { ended, fullEntry, importTable, inventedId } from '#test/kit/data-town.ts';
import { until } from '#test/kit/until.ts';

const city = await testCity();
const [owner, other, citizen] = [await city.as('airdata'), await city.as('data'), await city.as('citizen')];
const { db } = city.house;
const me = await personOf(city, 'citizen');
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const people = 1500;
const column = (name: string, value: string) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;

/** A register of persons, with the citizen of the story in it. */
const register = `姓名,身份证号,手机,补贴金额,街道\n${Array.from({ length: people }, (_, n) => `王小${'明华强'[n % 3]},${n === 7 ? me.idNumber : inventedId(n)},138${String(10_000_000 + n)},${1000 + n},河东街道`).join('\n')}\n`;
const read = await importTable(owner, { '清洁取暖补贴.csv': register });
const path = `/api/v1/datasets/${read.datasetId}`;
await ended(owner, (await owner.post(`${path}/mapping`, (await owner.get(`${path}/mapping/suggested`)).body)).body.id);
await owner.patch(path, { ...fullEntry, summary: '清洁取暖补贴发放明细', sharingCondition: '用于核验补贴资格', opening: 'closed' });
assert.equal((await owner.post(`${path}/publish`)).status, 200);

const asking = { datasetId: read.datasetId, columns: ['姓名', '身份证号', '补贴金额'], purpose: '核对困难群众重复补贴', scenario: '社会救助审核', basis: '社会救助暂行办法第五条', frequency: '每日', until: inDays(60), undertaking: true };
const terms = { until: inDays(30), callsPerDay: 1000, rowsPerCall: 50 };
const ask = async (more: object = {}) => (await other.post('/api/v1/data-requests', { ...asking, ...more })).body;
/** Lookups are answered by a copy out of the lake, made in the background after the first grant. */
const copied = () => until(async () => (await db`select 1 from served_versions where dataset_id = ${read.datasetId} and ready_at is not null`).length > 0, { seconds: 30, what: 'the copy for lookups' });
const granted = async (more: object = {}, request: object = {}) => {
  const answer = await owner.post(`/api/v1/data-requests/${(await ask(request)).id}/grant`, { ...terms, ...more });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body as { id: string };
};

test('A request names purpose, columns, period and basis; the grant gives exactly the columns granted, masked, until it ends', async () => {
  const request = await ask();
  assert.deepEqual([request.state, request.overdue, request.ownerOrganName], ['open', false, '茂名市生态环境局']);
  assert.ok((await owner.get('/api/v1/data-requests?box=received&state=open')).body.items.some((each: { id: string }) => each.id === request.id));
  assert.equal((await other.post(`/api/v1/data-requests/${request.id}/grant`, terms)).body.code, 'NOT_ALLOWED', 'nobody grants to themselves');
  const wide = await owner.post(`/api/v1/data-requests/${request.id}/grant`, { ...terms, columns: ['姓名', '手机'] });
  assert.equal(wide.body.code, 'GRANT_TOO_WIDE');
  assert.equal((await owner.post(`/api/v1/data-requests/${request.id}/grant`, { ...terms, until: inDays(90) })).body.code, 'GRANT_TOO_WIDE');
  const grant = (await owner.post(`/api/v1/data-requests/${request.id}/grant`, { ...terms, reveal: { columns: ['补贴金额'], basis: '核对金额所必需' } })).body;
  const answer = await other.get(`/api/v1/shared/${grant.id}/rows?limit=3`);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.deepEqual(answer.body.columns.map((each: { name: string }) => each.name), ['姓名', '身份证号', '补贴金额']);
  assert.deepEqual(answer.body.masked, ['姓名', '身份证号']);
  assert.deepEqual(answer.body.items[0], { 姓名: '王*明', 身份证号: `9${'*'.repeat(16)}${inventedId(0).at(-1)}`, 补贴金额: 1000 });
  assert.deepEqual(findUnmasked(JSON.stringify(answer.body), '2100-01-01'), []);
  assert.deepEqual([answer.headers.get('x-quota-limit'), answer.headers.get('x-quota-remaining')], ['1000', '999']);
  assert.equal((await owner.post(`/api/v1/data-requests/${request.id}/grant`, terms)).body.code, 'REQUEST_DECIDED');
});

test('A row is found by its identity number, in the lake at once and in the copy for lookups when it is there, alike', async () => {
  const grant = await granted();
  const one = () => other.get(`/api/v1/shared/${grant.id}/rows?${column('身份证号', inventedId(3))}`);
  const first = await one();
  assert.deepEqual(first.body.items, [{ 姓名: '王*明', 身份证号: `9${'*'.repeat(16)}${inventedId(3).at(-1)}`, 补贴金额: 1003 }]);
  await copied();
  await until(async () => (await one()).body.version === first.body.version, { what: 'the copy in use' });
  assert.deepEqual((await one()).body.items, first.body.items);
  const seen: number[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { items: { 补贴金额: number }[]; next: string | null } = (await other.get(`/api/v1/shared/${grant.id}/rows?limit=500${cursor ? `&cursor=${cursor}` : ''}`)).body;
    seen.push(...page.items.map((row) => row.补贴金额));
    assert.ok(page.items.length <= 50, 'the grant bounds the rows of one call');
    cursor = page.next;
  }
  assert.deepEqual(seen, Array.from({ length: people }, (_, n) => 1000 + n), 'page by page every row comes once');
  const [table] = await db<{ id: number }[]>`select id from served_versions where dataset_id = ${read.datasetId} and ready_at is not null order by id desc`;
  const [stored] = await db.unsafe(`select * from served.rows_${table!.id} limit 1`);
  assert.equal(stored!['plain'], null);
  assert.ok(!JSON.stringify(stored).includes('王小'), 'the copy names nobody to those who read the disk');
});

test('A column that is masked can be asked by its value, never searched by range, and columns not granted not at all', async () => {
  const grant = await granted({ columns: ['姓名', '身份证号'] });
  const rows = (query: string) => other.get(`/api/v1/shared/${grant.id}/rows?${query}`);
  assert.equal((await rows(column('补贴金额', '1000'))).body.code, 'FILTER_INVALID');
  assert.equal((await rows(column('手机', '13810000000'))).body.code, 'FILTER_INVALID');
  assert.equal((await rows(`${encodeURIComponent('姓名')}.from=a`)).body.code, 'FILTER_INVALID');
  assert.equal((await rows('cursor=bm90IG91cnM')).body.code, 'CURSOR_INVALID');
  assert.equal((await rows('limit=100000')).body.code, 'INPUT_INVALID');
});

test('The quota of a day is exact however many call at once; what is refused is written down and gives nothing', async () => {
  const grant = await granted({ callsPerDay: 120 });
  await copied();
  const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => other.get(`/api/v1/shared/${grant.id}/rows?${column('身份证号', inventedId(n + 10))}`)));
  assert.equal(answers.filter((answer) => answer.status === 200).length, 120);
  assert.equal(answers.filter((answer) => answer.status === 429 && answer.body.code === 'QUOTA_SPENT').length, 80);
  const outcomes = await db<{ outcome: string; calls: number; rows: number }[]>`select outcome, count(*) as calls, sum(rows)::int as rows from shared_calls where grant_id = ${grant.id} group by 1 order by 1`;
  assert.deepEqual(outcomes.map((row) => [row.outcome, row.calls, row.rows]), [['answered', 120, 120], ['quota', 80, 0]]);
  assert.deepEqual((await owner.get(`/api/v1/grants/${grant.id}`)).body.used.today, 120);
  const [reads] = await db<{ reads: number }[]>`select count(*) as reads from data_reads r join shared_calls c on c.id = r.call_id where c.grant_id = ${grant.id}`;
  assert.equal(reads!.reads, 120, 'each answered call, and none that was refused, is in somebody’s log');
});

test('A call without a key, by another organ, after the end, or after the grant was taken back is refused and written down', async () => {
  const grant = await granted();
  const rows = (client: typeof other) => client.get(`/api/v1/shared/${grant.id}/rows`);
  assert.equal((await rows(city.guest)).body.code, 'GRANT_KEY_MISSING');
  assert.equal((await rows(owner)).body.code, 'GRANT_NOT_YOURS');
  assert.equal((await rows(citizen)).body.code, 'GRANT_NOT_YOURS');
  assert.equal((await rows(other)).status, 200);
  assert.equal((await other.get('/api/v1/shared/nothing/rows')).body.code, 'GRANT_NOT_FOUND');
  await db`update grants set until = now() - interval '1 second' where id = ${grant.id}`;
  assert.equal((await rows(other)).body.code, 'GRANT_OVER');
  await db`update grants set until = now() + interval '1 day' where id = ${grant.id}`;
  assert.equal((await citizen.post(`/api/v1/grants/${grant.id}/end`, { reason: '不相干的人' })).body.code, 'GRANT_NOT_FOUND');
  assert.equal((await owner.post(`/api/v1/grants/${grant.id}/end`, { reason: '用途已经完成' })).body.state, 'ended');
  const over = await rows(other);
  assert.deepEqual([over.status, over.body.code, over.body.detail.includes('用途已经完成')], [403, 'GRANT_OVER', true]);
  const { items } = (await owner.get(`/api/v1/grants/${grant.id}/calls`)).body;
  assert.deepEqual(items.map((call: { outcome: string; rows: number }) => [call.outcome, call.rows]), [['over', 0], ['over', 0], ['answered', 50], ['not-yours', 0], ['not-yours', 0], ['no-key', 0]]);
});

test('The citizen whose row was read sees who read it, when, for what and which columns; nobody else’s readings', async () => {
  const grant = await granted({}, { purpose: '核对本人补贴' });
  const mine = async () => (await citizen.get('/api/v1/me/data-reads')).body.items as { callId: string; purpose: string; organName: string; columns: string[]; basis: string; dataset: string }[];
  const before = await mine();
  await other.get(`/api/v1/shared/${grant.id}/rows?${column('身份证号', inventedId(9))}`);
  assert.equal((await mine()).length, before.length, 'a row about somebody else is not mine');
  const { callId } = (await other.get(`/api/v1/shared/${grant.id}/rows?${column('身份证号', me.idNumber)}`)).body;
  const [latest] = await mine();
  assert.deepEqual([latest?.callId, latest?.purpose, latest?.organName, latest?.basis, latest?.dataset, latest?.columns], [callId, '核对本人补贴', '茂名市政务服务数据管理局', asking.basis, '清洁取暖补贴', ['姓名', '身份证号', '补贴金额']]);
  assert.equal((await city.guest.get('/api/v1/me/data-reads')).body.code, 'SIGN_IN_NEEDED');
});

test('A refusal must cite the law; what is shared without condition cannot be refused and is granted at once; what is not shared says why', async () => {
  const request = await ask();
  assert.equal((await owner.post(`/api/v1/data-requests/${request.id}/refuse`, { reason: '不方便提供' })).body.code, 'REFUSAL_NEEDS_LAW');
  const refused = await owner.post(`/api/v1/data-requests/${request.id}/refuse`, { reason: '用途超出法定职责', law: '某条例第十二条' });
  assert.deepEqual([refused.body.state, refused.body.law], ['refused', '某条例第十二条']);
  assert.equal((await owner.post(`/api/v1/data-requests/${request.id}/grant`, terms)).body.code, 'REQUEST_DECIDED');
  const open = await importTable(owner, { '站点名录.csv': '站点,地址\n河东站,河东路\n' });
  await owner.patch(`/api/v1/datasets/${open.datasetId}`, { ...fullEntry, sharing: 'unconditional' });
  await owner.post(`/api/v1/datasets/${open.datasetId}/publish`);
  const at = await other.post('/api/v1/data-requests', { ...asking, datasetId: open.datasetId, columns: ['站点'] });
  assert.equal(at.body.state, 'granted');
  assert.deepEqual((await other.get(`/api/v1/shared/${at.body.grantId}/rows`)).body.items, [{ 站点: '河东站' }]);
  await owner.patch(`/api/v1/datasets/${open.datasetId}`, { sharing: 'none', sharingBasis: '某法第三条' });
  const none = await other.post('/api/v1/data-requests', { ...asking, datasetId: open.datasetId, columns: ['站点'] });
  assert.deepEqual([none.body.code, none.body.detail], ['SHARING_NONE', '依据：某法第三条']);
});

test('Requests with faults are refused, sent twice make one, and one not answered in time is told to its owner', async () => {
  const wrong = [[{ columns: ['没有'] }, 'REQUEST_COLUMNS_UNKNOWN'], [{ until: inDays(-1) }, 'UNTIL_INVALID'], [{ until: inDays(4000) }, 'UNTIL_INVALID'], [{ undertaking: false }, 'INPUT_INVALID'], [{ purpose: '' }, 'INPUT_INVALID'], [{ columns: [] }, 'INPUT_INVALID']] as const;
  for (const [change, code] of wrong) assert.equal((await other.post('/api/v1/data-requests', { ...asking, ...change })).body.code, code);
  assert.equal((await owner.post('/api/v1/data-requests', asking)).body.code, 'REQUEST_OWN');
  assert.equal((await citizen.post('/api/v1/data-requests', asking)).body.code, 'NOT_ALLOWED');
  const key = { 'idempotency-key': 'one-request' };
  const [once, twice] = [await other.post('/api/v1/data-requests', asking, key), await other.post('/api/v1/data-requests', asking, key)];
  assert.equal(once.body.id, twice.body.id);
  await db`update data_requests set due_on = '2026-01-05' where id = ${once.body.id}`;
  await urgeRequests(city.house);
  await urgeRequests(city.house);
  assert.equal((await db`select 1 from events where topic = 'dataset.request-overdue' and about = ${once.body.id}`).length, 1);
  assert.equal((await other.post(`/api/v1/data-requests/${once.body.id}/withdraw`)).body.state, 'withdrawn');
});

test('A mask the owner raises holds for the next call', async () => {
  const grant = await granted({ columns: ['补贴金额'] });
  assert.equal(typeof (await other.get(`/api/v1/shared/${grant.id}/rows?limit=1`)).body.items[0].补贴金额, 'number');
  const { columns } = (await owner.get(path)).body;
  const raised = columns.map((each: { name: string }) => (each.name === '补贴金额' ? { ...each, class: 'personal', mask: 'hide' } : each));
  assert.equal((await owner.patch(path, { columns: raised })).status, 200);
  await until(async () => (await other.get(`/api/v1/shared/${grant.id}/rows?limit=1`)).body.items[0].补贴金额 === '***', { seconds: 3, what: 'the raised mask' });
  const bare = await owner.patch(path, { columns: raised.map((each: { name: string }) => (each.name === '补贴金额' ? { ...each, mask: 'none' } : each)) });
  assert.equal(bare.body.code, 'COLUMNS_INVALID');
});

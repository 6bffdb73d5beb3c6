import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCity } from '#test/kit/city.ts';
import { until } from '#test/kit/until.ts';

const city = await testCity();
const office = await city.as('supervise');
const unit = await city.as('environment');
const other = await city.newOfficial({ username: 'city-water', name: '市水务局', organ: '440900-水务局', region: '440900000000', roles: ['duty-officer'] });

const plan = `海澜市绿色城市行动方案
海政发〔2026〕12号

为建设绿色城市，制定本方案。

一、重点任务

1.完善空气监测站网。2027年6月底前，新增空气监测站不少于12个。（牵头单位：市生态环境局，责任单位：市财政局、市自然资源局）

2.推进河道清淤。每年清淤河道不少于30公里。（牵头单位：市水务局）

海澜市人民政府
2026年3月5日
`;

/** Imports the plan, releases it, and answers the number of the environment bureau's supervised task. */
async function released(): Promise<string> {
  const imported = await office.post('/api/v1/plans', { text: plan, name: '绿色城市行动方案' });
  assert.equal(imported.status, 201, JSON.stringify(imported.body));
  assert.equal((await office.post(`/api/v1/plans/${imported.body.id}/release`)).body.released, 2);
  return until(async () => {
    const { body } = await office.get(`/api/v1/plans/${imported.body.id}`);
    return body.tasks.every((task: { matter: string | null }) => task.matter) ? (body.tasks[0].matter as string) : null;
  });
}

test('A released task goes to its lead organ with its deadline, and only that organ reports on it', async () => {
  const number = await released();
  const seen = await unit.get(`/api/v1/matters/${number}`);
  assert.equal(seen.body.title, '完善空气监测站网');
  assert.equal(seen.body.organName, '茂名市生态环境局');
  assert.equal(seen.body.form.due, '2027-06-30');
  assert.match(seen.body.form.joint, /财政局.*自然资源局/);
  assert.equal((await other.get(`/api/v1/matters/${number}`)).status, 404);
});

test('Progress is reported in each cycle, an extension is asked and granted, the end is verified by the supervisor', async () => {
  const number = await released();
  const act = (client: typeof unit, body: object) => client.post(`/api/v1/matters/${number}/acts`, body);
  assert.equal((await act(unit, { act: 'sign', data: { contact: '值班联络员' } })).status, 200);
  const wrong = await act(unit, { act: 'feedback', data: { progress: 120 }, reason: '超额完成' });
  assert.equal(wrong.body.errors[0].pointer, '/data/progress');
  assert.equal((await act(unit, { act: 'feedback', data: { progress: 40 }, reason: '已选定 5 个站址' })).status, 200);
  assert.equal((await unit.get(`/api/v1/matters/${number}`)).body.form.progress, 40);
  assert.equal((await act(unit, { act: 'extend', data: { wished: '2027-09-30' }, reason: '设备到货推迟' })).status, 200);
  assert.equal((await act(unit, { act: 'allow', data: { due: '2027-08-31' } })).body.code, 'ACT_NOT_YOURS');
  assert.equal((await act(office, { act: 'allow', data: { due: '2027-08-31' } })).status, 200);
  assert.equal((await unit.get(`/api/v1/matters/${number}`)).body.form.due, '2027-08-31');
  assert.equal((await act(unit, { act: 'finish', data: { progress: 100 }, reason: '12 个站全部建成联网' })).status, 200);
  assert.equal((await act(office, { act: 'close' })).body.outcome, 'done');
  const timeline = (await office.get(`/api/v1/matters/${number}/timeline`)).body;
  assert.deepEqual(timeline.map((entry: { act: string }) => entry.act), ['open', 'sign', 'feedback', 'extend', 'allow', 'finish', 'close']);
});

test('A task that is contested is moved to another organ with a reason, and its light turns red when it is late', async () => {
  const number = await released();
  const act = (client: typeof unit, body: object) => client.post(`/api/v1/matters/${number}/acts`, body);
  assert.equal((await act(unit, { act: 'contest' })).body.code, 'REASON_NEEDED');
  assert.equal((await act(unit, { act: 'contest', reason: '站网建设由水务局统一负责' })).status, 200);
  assert.equal((await act(office, { act: 'move', data: { lead: '440900-水务局' }, reason: '按三定方案改派' })).status, 200);
  const moved = await other.get(`/api/v1/matters/${number}`);
  assert.equal(moved.body.organName, '茂名市水务局');
  assert.equal(moved.body.light, 'yellow', 'two working days are left to sign');
  await city.house.db`update matters set due_at = now() - interval '1 day' where number = ${number}`;
  assert.equal((await other.get(`/api/v1/matters/${number}`)).body.light, 'red');
});

test('The ledger shows every task with its light, progress and last report; numbers and lists agree', async () => {
  const number = await released();
  const { traceId } = (await office.get(`/api/v1/matters/${number}`)).body;
  const act = (body: object) => unit.post(`/api/v1/matters/${number}/acts`, body);
  await act({ act: 'sign', data: { contact: '值班联络员' } });
  await act({ act: 'feedback', data: { progress: 35 }, reason: '站址已定' });
  const ledger = (query: string, client = office) => client.get(`/api/v1/ledgers/supervised-task?trace=${traceId}&${query}`);
  const lights = async (query = '') => (await office.get(`/api/v1/ledgers/supervised-task/lights?trace=${traceId}&${query}`)).body;

  const [first, second] = (await ledger('fields=progress,lead,cycle&latest=feedback,finish')).body.items;
  assert.deepEqual([second.number, second.fields, second.latest.reason, second.light], [number, { progress: 35, lead: '440900-生态环境局', cycle: 'month' }, '站址已定', 'green']);
  assert.deepEqual([first.fields.progress, first.latest, first.light], [0, null, 'yellow'], 'nearest deadline first');
  assert.deepEqual(await lights(), { red: 0, yellow: 1, green: 1, grey: 0, ended: 0 });
  assert.deepEqual((await ledger('form={"lead":"440900-水务局"}')).body.items.map((task: { number: string }) => task.number), [first.number]);

  await city.house.db`update matters set due_at = now() - interval '1 day' where number = ${number}`;
  assert.deepEqual((await ledger('light=red')).body.items.map((task: { number: string }) => task.number), [number]);
  const page = (await ledger('limit=1')).body;
  assert.equal(page.items[0].number, number);
  assert.equal((await ledger(`limit=1&cursor=${page.next}`)).body.items[0].number, first.number);
  await city.house.db`update matters set due_at = null where number = ${first.number}`;
  assert.deepEqual(await lights(), { red: 1, yellow: 0, green: 0, grey: 1, ended: 0 });

  assert.equal((await ledger('', other)).body.items.length, 1, 'an organ sees its own tasks');
  assert.equal((await ledger('form=[]')).body.errors[0].pointer, '/form');
  assert.equal((await office.get('/api/v1/ledgers/no-such-type')).status, 404);
  assert.equal((await ledger('', await city.as('citizen'))).status, 403);
});

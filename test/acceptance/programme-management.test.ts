import assert from 'node:assert/strict';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import { testCity } from '#test/kit/city.ts';
import { until } from '#test/kit/until.ts';

const city = await testCity();
const office = await city.as('supervise');
const takeAway = (id: string) => fetch(`${city.url}/api/v1/plans/${id}`, { method: 'DELETE', headers: { authorization: `Bearer ${office.token}` } });

const plan = `海澜市数字社区三年行动计划

一、夯实基础

（一）建设社区数据底座。2027年年底前，覆盖全部社区，数据更新不超过7天。（市民政局牵头，市财政局、市统计局配合）

（二）推进智慧养老服务。（责任单位：市民政局、各区人民政府）

二、提升服务

（一）打造十五分钟便民圈。到2028年建成不少于20个。（市飞船局牵头）

海澜市人民政府办公室
2026年9月1日
`;

test('A plan document becomes tasks with units, deadlines and figures, each pointing to its place in the source', async () => {
  const imported = await office.post('/api/v1/plans', { text: plan, name: '数字社区' });
  assert.equal(imported.status, 201, JSON.stringify(imported.body));
  const { body } = await office.get(`/api/v1/plans/${imported.body.id}`);
  assert.equal(body.title, '海澜市数字社区三年行动计划');
  assert.deepEqual(body.tasks.map((task: { title: string }) => task.title), ['建设社区数据底座', '推进智慧养老服务', '打造十五分钟便民圈']);
  const [base, , circle] = body.tasks;
  assert.equal(base.due, '2027-12-31');
  assert.equal(base.leadName, '茂名市民政局');
  assert.ok(base.responsible.some((unit: string) => unit.includes('财政局')));
  assert.ok(circle.figures.some((figure: { value: number; bound: string }) => figure.value === 20 && figure.bound === '>='));
  const { body: source } = await office.get(`/api/v1/plans/${imported.body.id}/source`);
  assert.ok(source.slice(base.from, base.until).includes('建设社区数据底座'));
  assert.equal((await office.get(`/api/v1/files/${body.fileId}`)).body, plan, 'the text is kept as it was handed in');
});

test('A task whose lead unit the city does not have stops the release with its name, and nothing is released', async () => {
  const { body: made } = await office.post('/api/v1/plans', { text: plan, name: '数字社区' });
  const refused = await office.post(`/api/v1/plans/${made.id}/release`);
  assert.equal(refused.body.code, 'PLAN_NOT_READY');
  assert.ok(refused.body.errors.some((fault: { message: string }) => fault.message.includes('飞船局')));
  const before = (await office.get(`/api/v1/plans/${made.id}`)).body;
  assert.ok(before.tasks.every((task: { releasedAt: string | null }) => task.releasedAt === null));
  for (const task of before.tasks.filter((each: { lead: string | null }) => each.lead === null)) {
    const corrected = await office.patch(`/api/v1/plans/${made.id}/tasks/${task.ordinal}`, { lead: '440900-民政局', version: task.version });
    assert.equal(corrected.status, 200, JSON.stringify(corrected.body));
    assert.equal((await office.patch(`/api/v1/plans/${made.id}/tasks/${task.ordinal}`, { due: '2027-02-30' })).status, 400);
    assert.equal((await office.patch(`/api/v1/plans/${made.id}/tasks/${task.ordinal}`, { title: '旧版本', version: task.version })).body.code, 'STALE');
  }
  assert.equal((await office.post(`/api/v1/plans/${made.id}/release`, { tasks: [before.tasks[0].ordinal] })).body.released, 1, 'what is ready may go first');
  assert.equal((await takeAway(made.id)).status, 409);
  assert.equal((await office.post(`/api/v1/plans/${made.id}/release`)).body.released, 2);
});

test('The same plan in GB18030 as an uploaded file gives the same tasks', async () => {
  const uploaded = await office.upload('计划.txt', iconv.encode(plan, 'gb18030'));
  assert.equal(uploaded.status, 201, JSON.stringify(uploaded.body));
  const imported = await office.post('/api/v1/plans', { file: uploaded.body.id });
  assert.equal(imported.body.tasks, 3);
});

/** As many towns as make the plan too long to be read while the sender waits. */
const longPlan = (towns: number) => `海澜市镇村道路提升方案\n\n一、重点任务\n\n${Array.from({ length: towns }, (_, at) => `${at + 1}.提升第${at + 1}片区道路。2027年年底前，改造镇村道路不少于${at + 10}公里，补齐路灯、标线、护栏。（市交通运输局牵头，市财政局配合）`).join('\n\n')}\n`;

test('A long plan stands in the list at once, is read in the background while the city goes on answering, and says when it is ready', async () => {
  const imported = await office.post('/api/v1/plans', { text: longPlan(400), name: '道路提升' });
  assert.equal(imported.status, 202);
  assert.equal(imported.body.state, 'reading');
  assert.equal(imported.body.title, '道路提升');
  assert.equal((await office.get('/api/v1/plans')).body[0].id, imported.body.id);
  const ready = await until(async () => {
    const asked = performance.now();
    const { body } = await office.get(`/api/v1/plans/${imported.body.id}`);
    assert.ok(performance.now() - asked < 15_000, 'reading holds nobody up');
    return body.state === 'ready' ? body : null;
  }, { seconds: 60, what: 'the plan' });
  assert.equal(ready.title, '海澜市镇村道路提升方案');
  assert.equal(ready.tasks.length, 400);
  const [event] = await city.house.db`select payload from events where topic = 'plan.ready' and about = ${imported.body.id}`;
  assert.deepEqual(event?.['payload'], { tasks: 400 });
});

test('A long document that is no plan is refused in the words of its reader, and can be taken away', async () => {
  const { body: imported } = await office.post('/api/v1/plans', { text: '今天天气很好，我们去公园散步，看见了许多花。'.repeat(900), name: '游记' });
  assert.equal(imported.state, 'reading');
  const refused = await until(async () => {
    const { body } = await office.get(`/api/v1/plans/${imported.id}`, { 'accept-language': 'en' });
    return body.state === 'refused' ? body : null;
  }, { seconds: 60, what: 'the refusal' });
  assert.equal(refused.refusal.code, 'PLAN_NO_TASKS');
  assert.equal(refused.refusal.title, 'No tasks were found');
  assert.equal((await takeAway(imported.id)).status, 204);
  assert.equal((await office.get(`/api/v1/plans/${imported.id}`)).body.code, 'PLAN_NOT_FOUND');
});

test('Said once which organ a name means, all tasks that name it have their lead, and so has the next plan', async () => {
  const { body: made } = await office.post('/api/v1/plans', { text: plan.replace('市民政局牵头', '市飞船局牵头') });
  const said = await office.post(`/api/v1/plans/${made.id}/units`, { named: '海澜市飞船局', organ: '440900-水务局' });
  assert.deepEqual(said.body.tasks.map((task: { leadName: string }) => task.leadName), ['茂名市水务局', '茂名市水务局']);
  assert.equal((await office.post(`/api/v1/plans/${made.id}/units`, { named: '海澜市飞船局', organ: '440900-造船局' })).body.errors[0].pointer, '/organ');
  const { body: next } = await office.post('/api/v1/plans', { text: plan });
  assert.deepEqual([made.unled, next.unled], [3, 1], "the task that only lists responsible units still has no lead");
  await city.house.db`delete from plan_unit_names`;
});

test('Two people correcting one task do not overwrite each other, and no organ is invented', async () => {
  const { body: made } = await office.post('/api/v1/plans', { text: plan });
  const path = `/api/v1/plans/${made.id}/tasks/1`;
  const first = await office.patch(path, { title: '第一人的更正' }, { 'if-match': '"1"' });
  assert.equal(first.headers.get('etag'), '"2"');
  const second = await office.patch(path, { title: '第二人的更正' }, { 'if-match': '"1"' });
  assert.equal(second.status, 412);
  assert.equal((await office.patch(path, { lead: '440900-飞船局' })).body.errors[0].message, '本市没有“440900-飞船局”这个单位');
  assert.equal((await office.patch(path, { targets: [] })).body.figures.every((figure: { role: string }) => figure.role === 'mention'), true);
});

test('What is no plan is refused in words, and nothing is stored', async () => {
  const count = async () => (await office.get('/api/v1/plans')).body.length;
  const before = await count();
  assert.equal((await office.post('/api/v1/plans', { text: '' })).body.code, 'PLAN_EMPTY');
  assert.equal((await office.post('/api/v1/plans', { text: '今天天气很好，我们去公园散步，看见了许多花。'.repeat(6) })).body.code, 'PLAN_NO_TASKS');
  assert.equal((await office.post('/api/v1/plans', {})).status, 400);
  assert.equal((await (await city.as('citizen')).post('/api/v1/plans', { text: plan })).status, 403);
  assert.equal(await count(), before);
});

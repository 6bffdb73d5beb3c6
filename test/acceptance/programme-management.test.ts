import assert from 'node:assert/strict';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import { testCity } from '#test/kit/city.ts';

const city = await testCity();
const office = await city.as('supervise');

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
  assert.ok(body.source.slice(base.from, base.until).includes('建设社区数据底座'));
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
  assert.equal((await office.post(`/api/v1/plans/${made.id}/release`)).body.released, 3);
});

test('The same plan in GB18030 as an uploaded file gives the same tasks', async () => {
  const uploaded = await office.upload('计划.txt', iconv.encode(plan, 'gb18030'));
  assert.equal(uploaded.status, 201, JSON.stringify(uploaded.body));
  const imported = await office.post('/api/v1/plans', { file: uploaded.body.id });
  assert.equal(imported.body.tasks, 3);
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

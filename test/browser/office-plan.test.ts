import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible, assertFitsWidth, assertQuiet, openBrowser, shot, troublesOf, type PageOptions } from '#test/kit/browser.ts';
import { testCity } from '#test/kit/city.ts';
import { until } from '#test/kit/until.ts';
import { enter } from './sign-in.ts';

const [city, browser] = await Promise.all([testCity({ faces: true }), openBrowser()]);
const office = await city.as('supervise');
const folder = mkdtempSync(join(tmpdir(), 'yiwang-plan-'));
after(() => browser.close());
after(() => rmSync(folder, { recursive: true, force: true }));

/** An invented plan: two names this city does not know, one list without a lead, one with everything. */
const plan = `海澜市智慧码头三年行动计划

一、夯实基础

（一）建设码头数据底座。2027年年底前，接入泊位不少于30个。（市飞船局牵头，市财政局配合）

（二）完善码头视频监控。2027年6月底前，新增摄像机不少于80台。（市公安局牵头，市飞船局配合）

二、提升服务

（一）推行一次靠泊办理。（市飞船局牵头，市商务局配合）

（二）开展船员便民服务。（责任单位：市民政局、市财政局）

海澜市人民政府办公室
2026年9月1日
`;
const open = async (options: PageOptions = {}): Promise<Page> => enter(await browser.newPage({ origin: city.url, ...options }), 'office', 'supervise');
const imported = async (text = plan): Promise<string> => {
  const answer = await office.post('/api/v1/plans', { text });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body.id as string;
};
const taskOf = async (id: string, ordinal: number) => (await office.get(`/api/v1/plans/${id}`)).body.tasks.find((task: { ordinal: number }) => task.ordinal === ordinal);
const openPlan = async (id: string, options: PageOptions = {}): Promise<Page> => {
  const page = await open(options);
  await page.goto(`/office/plans/${id}`);
  await page.getByRole('table', { name: '任务' }).waitFor();
  return page;
};
/** Types part of a name and takes the first organ found by it. */
async function chooseLead(page: Page, typed: string, organ: string): Promise<void> {
  await page.getByRole('combobox', { name: '牵头单位' }).fill(typed);
  await page.locator('.ant-select-item-option', { hasText: organ }).first().waitFor();
  await page.keyboard.press('Enter');
}
const rowOf = (page: Page, title: string) => page.getByRole('row').filter({ hasText: title });

test('A file becomes a table of tasks beside its text; what cannot be read is said before it is sent', async () => {
  const page = await open();
  await page.getByRole('link', { name: '方案导入' }).click();
  await page.getByText('还没有方案').waitFor();
  await assertAccessible(page);
  const wrong = join(folder, '计划.pdf');
  writeFileSync(wrong, '%PDF-1.7');
  await page.getByLabel('上传文件').setInputFiles(wrong);
  await page.getByRole('alert').getByText('不是 docx、txt 或 html').waitFor();
  assert.equal(await page.getByRole('button', { name: '读出任务' }).isDisabled(), true);

  const right = join(folder, '计划.txt');
  writeFileSync(right, plan);
  await page.getByLabel('上传文件').setInputFiles(right);
  await page.getByRole('button', { name: '读出任务' }).click();
  await page.getByRole('heading', { name: '海澜市智慧码头三年行动计划' }).waitFor({ timeout: 30_000 });
  await rowOf(page, '建设码头数据底座').getByText('海澜市飞船局').waitFor();
  await page.getByRole('button', { name: '缺牵头 3' }).waitFor();
  await assertAccessible(page);
  await assertFitsWidth(page);
  await shot(page, 'office/plan');
  await page.getByRole('link', { name: '方案导入' }).first().click();
  await rowOf(page, '海澜市智慧码头').getByText('3', { exact: true }).waitFor();
  await assertAccessible(page);
  assertQuiet(page);
});

test('A pasted text that is no plan is refused in words and stays in its place', async () => {
  const page = await open();
  await page.goto('/office/plans');
  const opener = page.getByRole('button', { name: '导入方案' });
  await page.getByRole('heading', { name: '方案导入' }).waitFor();
  if (await opener.isVisible()) await opener.click();
  const words = '今天天气很好，我们去公园散步，看见了许多花。'.repeat(6);
  await page.getByLabel('或粘贴正文').fill(words);
  await page.getByRole('button', { name: '读出任务' }).click();
  await page.getByRole('alert').getByText('没有找到任务').waitFor();
  assert.equal(await page.getByLabel('或粘贴正文').inputValue(), words);
  assert.deepEqual(troublesOf(page).filter((each) => !each.includes('422')), []);
});

test('A large document is read in the background: the page says how far it is and turns into the table', async () => {
  const page = await open();
  await page.goto('/office/plans');
  await page.getByRole('button', { name: '导入方案' }).click();
  const towns = Array.from({ length: 300 }, (_, at) => `${at + 1}.整修第${at + 1}号泊位。2027年年底前，整修护舷不少于${at + 10}处，补齐灯标、缆桩、爬梯。（市交通运输局牵头，市财政局配合）`).join('\n\n');
  await page.getByLabel('或粘贴正文').fill(`海澜市泊位整修方案\n\n一、重点任务\n\n${towns}\n`);
  await page.getByRole('button', { name: '读出任务' }).click();
  await page.getByRole('button', { name: '全部 300' }).waitFor({ timeout: 60_000 });
  await rowOf(page, '整修第300号泊位').waitFor();
  assertQuiet(page);
});

test('With the keyboard: next without a lead, choose, and everything that says the same name follows', async () => {
  const id = await imported();
  const page = await openPlan(id);
  await page.keyboard.press('n');
  const marked = page.getByRole('region', { name: '原文' }).locator('mark');
  await marked.first().waitFor();
  assert.match((await marked.allTextContents()).join(''), /建设码头数据底座/, 'the passage of the task is marked');
  await chooseLead(page, '水务', '茂名市水务局');
  await page.getByText('另有 1 项也写作“海澜市飞船局”').waitFor();
  await assertAccessible(page);
  await shot(page, 'office/plan-task');
  await page.getByRole('button', { name: '一并选定为茂名市水务局' }).click();
  await page.getByRole('button', { name: '缺牵头 1' }).waitFor();
  const tasks = (await office.get(`/api/v1/plans/${id}`)).body.tasks as { leadName: string | null; jointNames: string[] }[];
  assert.deepEqual(tasks.map(({ leadName }) => leadName), ['茂名市水务局', '茂名市公安局', '茂名市水务局', null]);
  assert.ok(tasks[1]?.jointNames.includes('茂名市水务局'), 'named as responsible, it is joint');
  await page.keyboard.press('n');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '由排第一的茂名市民政局牵头' }).click();
  await page.getByRole('button', { name: '缺牵头 1' }).waitFor({ state: 'detached' });
  assertQuiet(page);
  await city.house.db`delete from plan_unit_names`;
});

test('Every field of a task is stored when one leaves it', async () => {
  const id = await imported();
  const page = await openPlan(id);
  await page.getByRole('button', { name: '完善码头视频监控' }).click();
  await page.getByRole('textbox', { name: '任务' }).fill('完善泊位视频监控');
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: '每周' }).check();
  await page.getByRole('checkbox', { name: /80台/ }).uncheck();
  await page.getByRole('checkbox', { name: '不下达这一项' }).check();
  await page.getByRole('button', { name: '不下达 1' }).waitFor();
  await page.getByRole('cell', { name: '正在保存…' }).waitFor({ state: 'detached' });
  const [ordinal] = ((await office.get(`/api/v1/plans/${id}`)).body.tasks as { ordinal: number; title: string }[]).filter(({ title }) => title === '完善泊位视频监控').map((task) => task.ordinal);
  const task = await taskOf(id, ordinal ?? -1);
  assert.deepEqual([task.cycle, task.leftOut, task.figures.every((figure: { role: string }) => figure.role === 'mention')], ['week', true, true]);
  assertQuiet(page);
});

test('What somebody else has changed meanwhile is not overwritten: it is said, and can be repeated', async () => {
  const id = await imported();
  const page = await open();
  // Without live notices the page still shows the version it was opened with.
  await page.route('**/api/v1/live', () => undefined);
  await page.goto(`/office/plans/${id}`);
  await page.getByRole('button', { name: '完善码头视频监控' }).click();
  const tasks = (await office.get(`/api/v1/plans/${id}`)).body.tasks as { ordinal: number; title: string }[];
  const { ordinal } = tasks.find(({ title }) => title === '完善码头视频监控')!;
  assert.equal((await office.patch(`/api/v1/plans/${id}/tasks/${ordinal}`, { due: '2027-03-31' })).status, 200);
  await page.getByRole('radio', { name: '每季度' }).check();
  const refusal = page.getByRole('alert').filter({ hasText: '内容已被他人更新' });
  await refusal.getByText('您填的是：反馈周期 每季度').waitFor();
  await assertAccessible(page);
  assert.equal((await taskOf(id, ordinal)).cycle, 'month');
  await refusal.getByRole('button', { name: '改为我填的' }).click();
  await refusal.waitFor({ state: 'detached' });
  const task = await until(async () => { const now = await taskOf(id, ordinal); return now.cycle === 'quarter' && now; }, { what: 'the repeated correction' });
  assert.equal(task.due, '2027-03-31', 'both changes are kept');
  assert.deepEqual(troublesOf(page).filter((each) => !each.includes('412')), []);
});

test('What is ready is released first; a task that lost its lead meanwhile is named and linked; then every row leads to its matter and the ledger shows its light', async () => {
  const id = await imported();
  const page = await open();
  await page.route('**/api/v1/live', () => undefined);
  await page.goto(`/office/plans/${id}`);
  await page.getByRole('button', { name: '下达', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('3 项缺牵头单位，这次不下达').waitFor();
  await assertAccessible(page);
  await shot(page, 'office/plan-release');
  const tasks = (await office.get(`/api/v1/plans/${id}`)).body.tasks as { ordinal: number; title: string; lead: string | null }[];
  const ready = tasks.find(({ lead }) => lead !== null)!;
  await office.patch(`/api/v1/plans/${id}/tasks/${ready.ordinal}`, { lead: null });
  await dialog.getByRole('button', { name: '下达 1 项' }).click();
  const refusal = page.getByRole('alert').filter({ hasText: '还有任务没有核定' });
  await refusal.getByRole('button', { name: /完善码头视频监控/ }).click();
  await chooseLead(page, '茂名市公安', '茂名市公安局');
  await until(async () => (await taskOf(id, ready.ordinal)).leadName === '茂名市公安局', { what: 'the lead' });
  await page.unroute('**/api/v1/live');
  await page.reload();
  await page.getByRole('button', { name: '下达', exact: true }).click();
  await dialog.getByRole('button', { name: '下达 1 项' }).click();
  const link = rowOf(page, '完善码头视频监控').getByRole('link', { name: /^\d{8}-/ });
  await link.waitFor({ timeout: 20_000 });
  await link.click();
  await page.getByRole('heading', { name: '完善码头视频监控' }).waitFor();

  await page.goto('/office/tasks');
  await rowOf(page, '完善码头视频监控').getByText('临期').waitFor();
  await assertAccessible(page);
  await assertFitsWidth(page);
  await shot(page, 'office/ledger');
  await city.house.db`update matters set due_at = now() - interval '9 days' where type = 'supervised-task' and title = '完善码头视频监控'`;
  await page.reload();
  await page.getByRole('button', { name: '1 逾期' }).click();
  await rowOf(page, '完善码头视频监控').waitFor();
  assert.match(page.url(), /light=red/);
  await page.getByRole('button', { name: '0 正常' }).click();
  await page.getByText('没有符合条件的任务').waitFor();
});

test('Doubts are said in words and lead to their place in the text', async () => {
  const id = await imported(plan.replace('（二）开展船员便民服务', '（四）开展船员便民服务'));
  const page = await openPlan(id);
  await page.keyboard.press('d');
  const said = page.getByRole('region', { name: '疑问' }).getByRole('status');
  await said.waitFor();
  await page.getByRole('button', { name: '全部疑问' }).click();
  await page.getByRole('button', { name: /编号“（四）”前不连续/ }).click();
  assert.equal(await page.locator('mark.doubted').textContent(), '（四）');
  await assertAccessible(page);
});

test('On a phone the open task stands alone with its passage, and nothing scrolls sideways', async () => {
  const page = await openPlan(await imported(), { device: 'phone' });
  await page.getByRole('button', { name: '海澜市飞船局' }).first().click();
  await page.keyboard.press('Escape');
  assert.match(await page.getByLabel('这一项在原文中的位置').innerText(), /接入泊位不少于30个/);
  await page.getByLabel('时限').waitFor();
  await assertAccessible(page);
  await assertFitsWidth(page);
  await shot(page, 'office/plan-phone');
});

test('The same screens in English', async () => {
  const page = await openPlanIn('en', await imported());
  await page.getByRole('button', { name: /Next without lead/ }).click();
  await page.keyboard.press('Escape');
  await assertAccessible(page);
  assert.equal(await page.getByRole('button', { name: 'Leave this out' }).count() + await page.getByRole('checkbox', { name: 'Leave this out' }).count(), 1);
});

async function openPlanIn(locale: 'en', id: string): Promise<Page> {
  const page = await open({ locale });
  await page.goto(`/office/plans/${id}`);
  await page.getByRole('table', { name: 'Tasks' }).waitFor();
  return page;
}

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible, assertFitsWidth, assertQuiet, openBrowser, shot, troublesOf, type PageOptions } from '#test/kit/browser.ts';
import { testCity } from '#test/kit/city.ts';
import { enter } from './sign-in.ts';

const [city, browser] = await Promise.all([testCity({ faces: true }), openBrowser()]);
after(() => browser.close());

const spot: [number, number] = [110.9255, 21.6627];
/** One by one, so that two reports of a test are never taken for the same. */
let reports = 0;
async function report(where: string): Promise<{ id: string; number: string }> {
  const citizen = await city.as('citizen');
  reports += 1;
  const answer = await citizen.post('/api/v1/matters', { type: 'city-report', form: { class: 'road', description: '路面有一个半米宽的坑，积水看不见', where, spot }, point: [spot[0] + reports * 0.02, spot[1]] });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body as { id: string; number: string };
}
const open = async (username: string, options: PageOptions = {}): Promise<Page> => enter(await browser.newPage({ origin: city.url, ...options }), 'office', username);
const repairOrgan = '440902-城市管理和综合执法局';
async function dispatched(where: string): Promise<{ id: string; number: string }> {
  const matter = await report(where);
  const answer = await (await city.as('dispatch')).post(`/api/v1/matters/${matter.id}/acts`, { act: 'dispatch', data: { organ: repairOrgan } });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return matter;
}

test('Nobody sees a queue before signing in, and a citizen’s account does not open the office', async () => {
  const page = await browser.newPage({ origin: city.url });
  await page.goto('/office');
  await page.getByRole('heading', { name: '登录' }).waitFor();
  await assertAccessible(page);
  await page.getByLabel('用户名').fill('window');
  await page.getByLabel('密码').fill('wrong');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('alert').getByText('用户名或密码不对').waitFor();
  assert.deepEqual(troublesOf(page).filter((each) => !each.includes('401')), []);
  const citizen = await enter(await browser.newPage({ origin: city.url }), 'office', 'citizen');
  await citizen.getByText('这个帐号不是工作人员帐号').waitFor();
});

test('The desk walks its queue by keyboard, dispatches a report, and the timeline says who did it', async () => {
  const { number } = await report('光华南路银行门口');
  const page = await open('dispatch');
  const row = page.getByRole('row').filter({ hasText: number });
  await row.waitFor();
  await assertAccessible(page);
  await assertFitsWidth(page);
  await shot(page, 'office/queue');
  while ((await row.getAttribute('aria-current')) === null) await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /道路破损、坑洼：光华南路银行门口/ }).waitFor();
  await page.getByRole('combobox', { name: '承办单位' }).fill('茂南区城市管理');
  await page.keyboard.press('Enter');
  await assertAccessible(page);
  await shot(page, 'office/matter');
  await page.getByRole('button', { name: '立案并派遣' }).click();
  await page.getByText('立案并派遣：已办理').waitFor();
  await page.locator('.timeline').getByText('立案并派遣').waitFor();
  await page.locator('.timeline').getByText('城市管理和综合执法局').waitFor();
  await page.getByText('现在不需要您办理').waitFor();
  assertQuiet(page);
});

test('What is missing is named at its field before anything is sent', async () => {
  const { id } = await report('迎宾三路');
  const page = await open('dispatch');
  await page.goto(`/office/matters/${id}`);
  await page.getByRole('button', { name: '立案并派遣' }).click();
  await page.locator('#act-organ-fault').waitFor();
  assert.equal(await page.evaluate<string>('document.activeElement?.id ?? ""'), 'act-organ');
  await page.getByRole('button', { name: '不予立案' }).click();
  await page.getByRole('button', { name: '不予立案' }).first().click();
  await page.getByText('请写明理由').waitFor();
  assertQuiet(page);
});

test('Two people act on one matter: the second is told that it has changed, and nothing is done twice', async () => {
  const { id } = await report('油城五路');
  const page = await open('dispatch');
  await page.goto(`/office/matters/${id}`);
  await page.getByRole('button', { name: '不予立案' }).click();
  await page.getByLabel('理由').fill('不在本市辖区');
  // The live notice would bring the page up to date by itself: without it the page stands on the version it has read.
  await page.route('**/api/v1/live', (route) => route.abort());
  await page.route(`**/api/v1/matters/${id}`, (route) => route.abort());
  const other = await (await city.as('dispatch')).post(`/api/v1/matters/${id}/acts`, { act: 'dispatch', data: { organ: repairOrgan } });
  assert.equal(other.status, 200);
  await page.locator('.act-form').getByRole('button', { name: '不予立案' }).click();
  await page.getByRole('alert').getByText('内容已被他人更新').waitFor();
  const timeline = await (await city.as('dispatch')).get(`/api/v1/matters/${id}/timeline`);
  assert.deepEqual((timeline.body as { act: string }[]).map(({ act }) => act), ['open', 'dispatch']);
});

test('Several reports are dismissed at once with one reason', async () => {
  const [first, second] = [await report('测试路甲'), await report('测试路乙')];
  const page = await open('dispatch');
  for (const { number } of [first, second]) await page.getByRole('row').filter({ hasText: number }).getByRole('checkbox').check();
  const bar = page.getByRole('region', { name: '批量办理' });
  await bar.getByLabel('理由').fill('重复反映，已并案处理');
  await bar.getByRole('button', { name: '不予立案' }).click();
  await bar.waitFor({ state: 'detached' });
  const dispatcher = await city.as('dispatch');
  for (const { id } of [first, second]) assert.equal(((await dispatcher.get(`/api/v1/matters/${id}`)).body as { outcome: string }).outcome, 'void');
  assertQuiet(page);
});

test('A search by number leads to the matter; keyboard help is never typed into a field', async () => {
  const { number } = await report('双山四路');
  const page = await open('dispatch');
  await page.keyboard.press('/');
  await page.keyboard.type(number);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `找到“${number}”的事项` }).waitFor();
  await page.getByRole('row').filter({ hasText: number }).waitFor();
  assert.equal(await page.getByRole('row').count(), 2, 'the head and the one found');
});

test('What is sent while a photo is still on its way waits for the photo', async () => {
  const { id, number } = await dispatched('站南路');
  const page = await open('repair', { device: 'phone', position: [110.93, 21.66] });
  await page.getByRole('button', { name: new RegExp(number) }).click();
  await page.getByLabel('理由').fill('已填补');
  await page.getByRole('button', { name: '取当前位置' }).click();
  const held = Promise.withResolvers<void>();
  await page.route('**/api/v1/files', async (route) => { await held.promise; await route.continue(); });
  await page.locator('input[type=file]').setInputFiles({ name: '修好.jpg', mimeType: 'image/jpeg', buffer: photo });
  await page.getByText('正在上传 修好.jpg').waitFor();
  const done = page.getByRole('button', { name: '处理完成' });
  assert.equal(await done.isDisabled(), true);
  held.resolve();
  await done.click();
  await page.getByText('处理完成：已办理').waitFor();
  const timeline = (await (await city.as('dispatch')).get(`/api/v1/matters/${id}/timeline`)).body as { act: string; files: string[] }[];
  assert.deepEqual(timeline.filter(({ act }) => act === 'handle').map(({ files }) => files.length), [1]);
});

test('On a phone without a network the work is kept, and sent once when the network is back', async () => {
  const { id, number } = await dispatched('站前路');
  const page = await open('repair', { device: 'phone', position: [110.93, 21.66] });
  await page.getByRole('button', { name: new RegExp(number) }).click();
  await page.getByRole('heading', { name: /站前路/ }).waitFor();
  await assertAccessible(page);
  await assertFitsWidth(page);
  await shot(page, 'office/phone-matter');
  await page.context().setOffline(true);
  await page.getByLabel('理由').fill('已填补并压实，恢复通行');
  await page.getByRole('button', { name: '取当前位置' }).click();
  await page.locator('input[type=file]').setInputFiles({ name: '修好.jpg', mimeType: 'image/jpeg', buffer: photo });
  await page.getByText('修好.jpg').waitFor();
  await page.getByRole('button', { name: '处理完成' }).click();
  await page.getByText('没有网络，已存入“待发送”').waitFor();
  await page.getByRole('link', { name: /待发送/ }).click();
  await page.getByText(number).waitFor();
  await shot(page, 'office/phone-outbox');
  await page.context().setOffline(false);
  await page.getByText('没有待发送的内容').waitFor({ timeout: 45_000 });
  const timeline = (await (await city.as('dispatch')).get(`/api/v1/matters/${id}/timeline`)).body as { act: string; files: string[]; data: { position?: unknown } }[];
  const handled = timeline.filter(({ act }) => act === 'handle');
  assert.equal(handled.length, 1);
  assert.equal(handled[0]?.files.length, 1);
  assert.deepEqual(handled[0]?.data.position, [110.93, 21.66]);
});

test('An official’s desk is complete in English', async () => {
  const page = await open('dispatch', { locale: 'en' });
  await page.getByRole('heading', { name: 'My queues' }).waitFor();
  await page.getByRole('link', { name: 'New matter' }).click();
  await page.getByRole('heading', { name: 'New matter' }).waitFor();
  assert.equal(await page.evaluate<string>('document.documentElement.lang'), 'en');
  assertQuiet(page);
});

test('The page runs only its own scripts and styles, and is cached only by name', async () => {
  const answer = await fetch(`${city.url}/office/matters/any`);
  const policy = answer.headers.get('content-security-policy') ?? '';
  assert.match(policy, /script-src 'self' 'nonce-[^']+'/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const page = await answer.text();
  const nonce = /nonce-([^']+)'/.exec(policy)?.[1] ?? '';
  assert.ok(page.includes(`nonce="${nonce}"`), 'the page carries the nonce of its own answer');
  const script = /src="(\/faces\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? '';
  const asset = await fetch(`${city.url}${script}`, { headers: { 'accept-encoding': 'br' } });
  assert.equal(asset.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  assert.equal(asset.headers.get('content-encoding'), 'br');
  assert.equal((await fetch(`${city.url}/faces/assets/none.js`)).status, 404);
  const outside = (await fetch(`${city.url}/faces/assets/..%2Fmanifest.json`)).status;
  assert.ok(outside >= 400 && outside < 500, `nothing outside the folder is given: ${outside}`);
});

/** The smallest picture that is one: a white JPEG of one pixel. */
const photo = Buffer.from('/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/2wBDAQMDAwQDBAgEBAgQCwkLEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBD/wAARCAABAAEDASIAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAUAQEAAAAAAAAAAAAAAAAAAAAA/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AVMD/2Q==', 'base64');

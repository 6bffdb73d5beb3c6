import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible, assertFitsWidth, assertQuiet, openBrowser, shot, type PageOptions } from '#test/kit/browser.ts';
import { testCity } from '#test/kit/city.ts';
import { clientFor } from '#test/kit/small-house.ts';
import { enter } from './sign-in.ts';

const [city, browser] = await Promise.all([testCity({ faces: true }), openBrowser()]);
after(() => browser.close());

const open = async (options: PageOptions = { device: 'wide' }): Promise<Page> => enter(await browser.newPage({ origin: city.url, ...options }), 'command', 'leader');
const mapDrawn = (page: Page) => page.locator('.map-ground[data-idle]').waitFor({ timeout: 60_000 });

type County = { readonly name: string; readonly centre: [number, number] };
const counties = ((await city.guest.get('/api/v1/regions?level=county&limit=20')).body as { items: County[] }).items;

/** Registers a river gauge of the city's own water bureau; answers how to report as it. */
async function gauge(code: string, county: County): Promise<(level: number) => Promise<void>> {
  const duty = await city.as('water');
  const me = (await duty.get('/api/v1/session')).body as { reader: { organ: string } };
  const made = await duty.post('/api/v1/things', { type: 'river-gauge', code, name: `${county.name}测试站`, point: county.centre, organ: me.reader.organ, properties: { river: '鉴江', warning: 10, guarantee: 12, highest: 14 } });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const device = clientFor(city.url, null);
  return async (level) => {
    const answer = await device.post(`/api/v1/things/${code}/readings`, { at: new Date().toISOString(), level }, { 'x-device-key': (made.body as { key: string }).key });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  };
}

test('The screen draws its map from our own tiles alone, with five key numbers and what is going on', async () => {
  const page = await browser.newPage({ origin: city.url, device: 'wide' });
  // Heard by the browser itself: the map's worker asks for its tiles, and the page does not see that.
  const asked: URL[] = [];
  page.on('request', (request) => { if (request.url().startsWith('http')) asked.push(new URL(request.url())); });
  await enter(page, 'command', 'leader');
  await mapDrawn(page);
  await page.locator('.sign').nth(4).waitFor();
  assert.equal(await page.locator('.sign').count(), 5);
  await page.locator('.happening').first().waitFor();
  assert.ok(asked.some(({ pathname }) => pathname.startsWith('/tiles/regions/')), 'the divisions are drawn from our tiles');
  assert.deepEqual(asked.filter(({ origin }) => origin !== city.url).map(String), []);
  await assertAccessible(page);
  await shot(page, 'command/hall', { fullPage: false });
  assertQuiet(page);
});

test('A river over its mark appears on the screen by itself, and leads to its whole trace', async () => {
  const [county] = counties;
  assert.ok(county);
  const report = await gauge('TEST-RIVER-1', county);
  const page = await open();
  await page.locator('.happening').first().waitFor();
  await page.getByText('实时', { exact: true }).waitFor();
  const sent = Date.now();
  await report(12.6);
  const line = page.locator('.happening').filter({ hasText: `${county.name}测试站` });
  await line.waitFor({ timeout: 30_000 });
  console.log(`# from reading to screen ${Date.now() - sent} ms`);
  assert.match((await line.textContent()) ?? '', /Ⅱ级/);
  await line.click();
  await page.getByRole('heading', { name: new RegExp(`${county.name}测试站`) }).waitFor();
  await mapDrawn(page);
  await shot(page, 'command/event', { fullPage: false });
  await page.getByRole('link', { name: '全程追踪' }).first().click();
  await page.getByRole('heading', { name: '从感知到办结' }).waitFor();
  for (const kind of ['reading', 'value', 'event', 'act']) await page.locator(`.net .kind[data-kind=${kind}]`).first().waitFor();
  await assertAccessible(page);
  await shot(page, 'command/trace');
  assertQuiet(page);
});

test('A number opens down to the rows it came from, and back by the same way', async () => {
  const [, county] = counties;
  assert.ok(county);
  await (await gauge('TEST-RIVER-2', county))(9.1);
  const page = await open();
  const sign = page.locator('.sign').filter({ hasText: '河道水情' });
  await sign.locator('.value:not(.none)').waitFor({ timeout: 30_000 });
  await sign.click();
  await page.getByRole('heading', { name: '河道水情' }).waitFor();
  await page.locator('.divisions').getByRole('button', { name: new RegExp(county.name) }).click();
  await page.getByRole('navigation', { name: '地点' }).getByText(county.name).waitFor();
  await page.getByRole('button', { name: '数据来源' }).click();
  await page.locator('.source-row').getByText('TEST-RIVER-2').first().waitFor();
  await assertAccessible(page);
  await mapDrawn(page);
  await shot(page, 'command/rows', { fullPage: false });
  await page.locator('.source-row').getByRole('button').first().click();
  await page.getByRole('heading', { name: `${county.name}测试站` }).waitFor();
  await page.goBack();
  await page.goBack();
  await page.locator('.source-row').first().waitFor({ state: 'detached' });
  await page.goBack();
  await page.locator('.divisions').waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: '城市体征' }).waitFor();
  assertQuiet(page);
});

test('Looking back in time says so, and one press leads back to now', async () => {
  const page = await open();
  const slider = page.getByRole('slider', { name: '时间' });
  await slider.focus();
  for (let hour = 0; hour < 6; hour += 1) await page.keyboard.press('ArrowLeft');
  await page.getByText(/^回看/).waitFor();
  await page.getByRole('button', { name: '回到现在' }).click();
  await page.locator('output').getByText('现在').waitFor();
});

test('A trace nobody knows, and one that may not be seen, are told in words', async () => {
  const page = await open();
  await page.goto(`/command/trace/${'0'.repeat(32)}`);
  await page.getByRole('alert').getByText('没有找到这条链路').waitFor();
});

test('The screen also serves a laptop and a phone', async () => {
  const laptop = await open({ device: 'desktop' });
  await laptop.setViewportSize({ width: 1280, height: 720 });
  await mapDrawn(laptop);
  await assertFitsWidth(laptop);
  await shot(laptop, 'command/laptop', { fullPage: false });
  const phone = await open({ device: 'phone' });
  await phone.locator('.sign').first().waitFor();
  await assertFitsWidth(phone);
  await assertAccessible(phone);
  await shot(phone, 'command/phone', { fullPage: false });
});

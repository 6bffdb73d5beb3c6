import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { addDays, dayOf, partsOf } from '#kernel/time/day.ts';
import { assertAccessible, assertFitsWidth, openBrowser, shot, troublesOf } from '#test/kit/browser.ts';
import { testCity } from '#test/kit/city.ts';
import { fillDay, press, signIn } from './portal-steps.ts';

const [city, browser] = await Promise.all([testCity(), openBrowser()]);
after(() => browser.close());
const inDays = (count: number) => partsOf(addDays(dayOf(new Date()), count)).map(String) as [string, string, string];

test('On a phone without script a citizen agrees that an organ sees their data, is told what is wrong first, finds it in the list at once, and takes it back', async () => {
  const page = await browser.newPage({ origin: city.url, device: 'phone', javaScript: false });
  await signIn(page, 'citizen');
  await page.goto('/my-data');
  await page.locator('#consents summary').click();
  await assertAccessible(page, { strict: true });
  await shot(page, 'portal/consent-form-phone');
  assert.equal(await page.getByRole('group', { name: '为谁同意' }).count(), 0, 'who is nobody’s guardian is not asked for whom');

  await fillDay(page, '同意到哪一天', inDays(-1));
  await press(page, '我同意');
  assert.equal(await page.title().then((title) => title.startsWith('需要改正')), true);
  assert.match(await page.locator('.summary').innerText(), /有 3 处需要改正[^]*请填写“同意用来做什么”[^]*请填写“同意哪个部门”[^]*“同意到哪一天”不能早于今天/);
  await page.getByRole('link', { name: '请填写“同意哪个部门”' }).click();
  assert.equal(new URL(page.url()).hash, '#f-toWhom');
  await assertAccessible(page, { strict: true });
  await assertFitsWidth(page);
  await shot(page, 'portal/consent-faults-phone');

  await page.getByLabel('同意用来做什么').fill('核对婚检补贴材料');
  await page.getByLabel('同意哪个部门').selectOption({ label: '茂名市茂南区卫生健康局' });
  await fillDay(page, '同意到哪一天', inDays(30));
  await press(page, '我同意');
  assert.equal(new URL(page.url()).hash, '#consents');
  const line = page.locator('#consents li', { hasText: '核对婚检补贴材料' });
  assert.match(await line.innerText(), /茂名市茂南区卫生健康局\s+到 \d{4}年\d{1,2}月\d{1,2}日 · 同意时间：今天/);
  await assertAccessible(page, { strict: true });
  await shot(page, 'portal/consent-given-phone');
  await page.getByRole('button', { name: '撤回 核对婚检补贴材料' }).click();
  assert.match(await line.innerText(), /已撤回/);
  assert.equal(await line.getByRole('button').count(), 0);
  await shot(page, 'portal/consent-withdrawn-phone');
  assert.deepEqual(troublesOf(page).filter((trouble) => !/status of 422/.test(trouble)), []);
});

test('In large letters, and in English at a desk, the same form keeps to its width and speaks to its reader', async () => {
  const elder = await browser.newPage({ origin: city.url, device: 'phone', elder: true });
  await signIn(elder, 'citizen');
  await elder.goto('/my-data');
  await elder.locator('#consents summary').click();
  await assertFitsWidth(elder);
  await assertAccessible(elder, { strict: true });
  await shot(elder, 'portal/consent-form-elder');
  const desk = await browser.newPage({ origin: city.url, locale: 'en' });
  await desk.goto('/sign-in?back=/my-data');
  await desk.getByLabel('User name').fill('citizen');
  await desk.getByLabel('Password').fill('yiwang-demo');
  await desk.getByRole('button', { name: 'Sign in', exact: true }).click();
  await desk.locator('#consents summary').click();
  await shot(desk, 'portal/consent-form-desk-en');
  await press(desk, 'I agree');
  assert.match(await desk.locator('.summary').innerText(), /2 things to put right[^]*“What for” is required[^]*“Which organ” is required/);
  await desk.getByLabel('What for').fill('Checking papers for the subsidy');
  await desk.getByLabel('Which organ').selectOption({ label: 'Every organ of the city' });
  await desk.getByRole('button', { name: 'I agree' }).dblclick();
  await desk.getByRole('button', { name: 'Withdraw Checking papers for the subsidy' }).waitFor();
  assert.equal(await desk.locator('#consents li', { hasText: 'Checking papers for the subsidy' }).count(), 1, 'a double press gives one');
  await shot(desk, 'portal/consent-given-desk-en');
});

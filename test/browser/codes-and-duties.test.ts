import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible, assertFitsWidth, assertQuiet, openBrowser, shot, type PageOptions } from '#test/kit/browser.ts';
import { testCity } from '#test/kit/city.ts';
import { enter } from './sign-in.ts';

const [city, browser] = await Promise.all([testCity({ faces: true }), openBrowser()]);
after(() => browser.close());
const open = async (face: 'office' | 'hub', username: string, options: PageOptions = {}): Promise<Page> => enter(await browser.newPage({ origin: city.url, ...options }), face, username);

test('A head registers a window, a citizen without script shows a code on the phone, the clerk reads it, and the citizen sees where it was used', async () => {
  const head = await open('hub', 'head');
  await head.goto('/hub/code-points');
  await head.getByRole('combobox', { name: '场景' }).click();
  await head.getByTitle('政务窗口').click();
  await head.getByLabel('名称').fill('卫健窗口 1');
  await head.getByRole('button', { name: '登记扫码点' }).click();
  await head.locator('.key-once code').waitFor();
  await head.getByRole('cell', { name: '卫健窗口 1' }).waitFor();
  await assertAccessible(head);
  await shot(head, 'codes/points');

  const citizen = await city.as('citizen');
  const phone = await browser.newPage({ origin: city.url, device: 'phone', javaScript: false });
  await phone.context().addCookies([{ name: 'yiwang_session', value: citizen.token ?? '', url: city.url }]);
  await phone.goto('/code');
  await phone.getByLabel('用在哪里').selectOption({ label: '政务窗口' });
  await phone.getByRole('button', { name: '出示码' }).click();
  await phone.getByRole('img', { name: /居民码/ }).waitFor();
  const [drawing, timer] = [await phone.locator('.code-shown svg').boundingBox(), await phone.getByRole('timer').boundingBox()];
  assert.ok(drawing && timer && drawing.width > 250 && drawing.y + drawing.height <= timer.y, 'nothing lies over what is to be scanned');
  await assertAccessible(phone);
  await assertFitsWidth(phone);
  await shot(phone, 'codes/shown');
  const code = (await phone.locator('.code-shown .identifier').textContent()) ?? '';

  const clerk = await open('office', 'window');
  await clerk.goto('/office/scan');
  await clerk.getByPlaceholder('光标停在这里即可扫描').fill(code);
  await clerk.keyboard.press('Enter');
  await clerk.getByRole('term').filter({ hasText: '姓名' }).waitFor();
  assert.deepEqual(await clerk.getByRole('term').allTextContents(), ['姓名', '证件号码']);
  await assertAccessible(clerk);
  await shot(clerk, 'codes/scanned');
  await clerk.getByPlaceholder('光标停在这里即可扫描').fill(code);
  await clerk.keyboard.press('Enter');
  await clerk.getByRole('alert').getByText('码已用过').waitFor();

  await phone.goto('/code/uses');
  await phone.getByRole('rowheader', { name: /卫健窗口 1/ }).waitFor();
  await phone.getByRole('button', { name: '停用 政务窗口' }).click();
  await phone.getByText('已停用').waitFor();
  await assertAccessible(phone);
  await assertFitsWidth(phone);
  await shot(phone, 'codes/uses');
});

test('Who lacks a representative stands first; naming somebody shows at once, and the named are told', async () => {
  const head = await open('hub', 'head');
  await head.goto('/hub/duties');
  await head.getByText('1 个单位尚未落实').waitFor();
  await head.getByRole('button', { name: '查看' }).click();
  const line = head.getByRole('listitem').filter({ hasText: '首席数据代表' });
  await line.getByRole('textbox').fill('window2');
  await line.getByRole('button', { name: '指定' }).click();
  await line.getByText('不是本单位人员').waitFor();
  await line.getByRole('textbox').fill('window');
  await line.getByRole('button', { name: '指定' }).click();
  await line.getByText('温若荔').waitFor();
  await assertAccessible(head);
  await shot(head, 'duties/named');
  assertQuiet(await phoneOf('window'));
});

async function phoneOf(username: string): Promise<Page> {
  const page = await open('office', username, { device: 'phone' });
  await page.goto('/office/notices');
  await page.getByText(/您已担任/).waitFor();
  await assertAccessible(page);
  await assertFitsWidth(page);
  await shot(page, 'duties/told');
  return page;
}

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { assertAccessible, assertFitsWidth, assertQuiet, openBrowser, shot, type Device } from '#test/kit/browser.ts';
import { testCity } from '#test/kit/city.ts';
import { enter } from './sign-in.ts';

const [city, browser] = await Promise.all([testCity({ faces: true }), openBrowser()]);
after(() => browser.close());

/** Every page on who may do what, with somebody who may open it, and its name. */
const rooms: readonly (readonly [who: string, pages: Readonly<Record<string, string>>])[] = [
  ['admin', { '/hub/accounts': '帐号与任职', '/hub/applications': '应用接入', '/hub/messages': '短信发件箱', '/hub/contracts': '合作单位' }],
  ['security', { '/hub/roles': '角色与权限', '/hub/guard': '使用监测' }],
  ['auditor', { '/hub/audit': '审计日志' }],
  ['head', { '/hub/duties': '数据责任', '/hub/code-points': '扫码点' }],
];

for (const device of ['phone', 'desktop', 'wide'] as const satisfies readonly Device[]) {
  test(`The pages on identity and rights fit, are accessible and quiet: ${device}`, async () => {
    for (const [who, pages] of rooms) {
      const page = await enter(await browser.newPage({ origin: city.url, device }), 'hub', who);
      for (const [path, name] of Object.entries(pages)) {
        await page.goto(path);
        await page.getByRole('heading', { level: 1, name }).waitFor();
        await page.locator('.rows tbody tr, .empty, .indicators').first().waitFor();
        await assertFitsWidth(page);
        await assertAccessible(page);
        await shot(page, `rights/${device}${path.replaceAll('/', '-')}`, { fullPage: false });
      }
      assertQuiet(page);
      await page.context().close();
    }
  });
}

test('On a phone everything the rail holds is one press away: pages, language, signing out; by keyboard too', async () => {
  const page = await enter(await browser.newPage({ origin: city.url, device: 'phone' }), 'hub', 'auditor');
  const all = page.getByRole('button', { name: '全部' });
  await all.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '退出', exact: true }).waitFor();
  await assertAccessible(page);
  await assertFitsWidth(page);
  await shot(page, 'rights/phone-menu', { fullPage: false });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '退出', exact: true }).waitFor({ state: 'hidden' });
  await all.click();
  await page.getByRole('link', { name: '审计日志' }).click();
  await page.getByRole('heading', { level: 1, name: '审计日志' }).waitFor();
  assert.equal(await page.getByRole('button', { name: '退出', exact: true }).isVisible(), false, 'the page is seen, not the menu');
  await all.click();
  await page.getByRole('button', { name: '退出', exact: true }).click();
  await page.getByLabel('用户名').waitFor();
});

test('A contract with a supplier is entered by keyboard alone, and its days stand beside it', async () => {
  const page = await enter(await browser.newPage({ origin: city.url }), 'hub', 'admin');
  await page.goto('/hub/contracts');
  await page.getByLabel('合作单位').focus();
  for (const words of ['演示运维有限公司', '91350100M000100Y43', '一网平台运维']) {
    await page.keyboard.type(words);
    await page.keyboard.press('Tab');
  }
  await page.getByLabel('起始日').fill('2026-01-01');
  await page.getByLabel('截止日').fill('2036-12-31');
  await page.getByRole('combobox', { name: '主管单位' }).focus();
  await page.keyboard.type('茂名市政务服务数据管理局');
  await page.locator('.ant-select-item-option', { hasText: '茂名市政务服务数据管理局' }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('button.primary:enabled').waitFor();
  // A list that is still closing takes the focus back, which fingers never notice.
  await page.locator('.ant-select-dropdown').waitFor({ state: 'hidden' });
  await page.keyboard.press('Tab');
  await page.locator('button.primary:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /演示运维有限公司/ }).getByText('2026-01-01 – 2036-12-31').waitFor();
  await assertAccessible(page);
  await shot(page, 'rights/contract');
  assertQuiet(page);
});

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openAccounts } from '#domain/subject/accounts.ts';
import { Authenticator } from '#test/kit/authenticator.ts';
import { assertAccessible, assertFitsWidth, openBrowser, shot } from '#test/kit/browser.ts';
import { acknowledgeAll, testCity } from '#test/kit/city.ts';

/** A city in service, not in demonstration: who administers it signs in with two factors. */
const [city, browser] = await Promise.all([testCity({ faces: true, demo: false }), openBrowser()]);
after(() => browser.close());
const password = '榕树下的老茶馆 1987';
await openAccounts(city.house.db, [{ username: 'chief', password, kind: 'official', name: '林管理', organ: '440900-政务服务数据管理局', region: '440900000000', roles: ['system-administrator'] }]);
const [chief] = await city.house.db<{ id: string }[]>`select id from accounts where username = 'chief'`;
await acknowledgeAll(city.house, chief!.id);

for (const device of ['phone', 'desktop'] as const) test(`On a ${device} an administrator with a password alone is led to setting up a second factor, in both languages`, async () => {
  for (const locale of ['zh-CN', 'en'] as const) {
    const page = await browser.newPage({ origin: city.url, device, locale });
    const words = { 'zh-CN': { name: '用户名', secret: '密码', enter: '登录', head: '请先设置二次验证' }, en: { name: 'User name', secret: 'Password', enter: 'Sign in', head: 'Set up a second factor first' } }[locale];
    await page.goto(`${city.url}/hub`);
    await page.getByLabel(words.name).fill('chief');
    await page.getByLabel(words.secret, { exact: true }).fill(password);
    await page.getByRole('button', { name: words.enter, exact: true }).click();
    await page.getByRole('heading', { name: words.head }).waitFor();
    await assertFitsWidth(page);
    await assertAccessible(page);
    await shot(page, `hub/factor-${device}-${locale}`);
  }
});

test('Once an app is set up the hub opens; the next sign-in asks for its code', async () => {
  const page = await browser.newPage({ origin: city.url });
  await page.goto(`${city.url}/hub`);
  await page.getByLabel('用户名').fill('chief');
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('link', { name: '设置验证器应用' }).click();
  await page.getByRole('button', { name: '开始设置' }).click();
  await page.getByText('扫不了时').click();
  const secret = (await page.locator('.digits').textContent())?.replaceAll(/\s/g, '') ?? '';
  const app = new Authenticator(secret);
  await page.getByLabel('验证码').fill(app.next());
  await page.getByRole('button', { name: '验证', exact: true }).click();
  await page.locator('.codes li').first().waitFor();
  await page.goto(`${city.url}/hub/accounts`);
  await page.getByRole('heading', { name: '帐号与任职' }).waitFor();
  await page.context().clearCookies();
  await page.goto(`${city.url}/hub`);
  await page.getByLabel('用户名').fill('chief');
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByLabel('验证码').fill(app.next());
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('link', { name: '帐号与任职' }).first().waitFor();
  assert.equal(await page.getByRole('heading', { name: '请先设置二次验证' }).count(), 0);
});

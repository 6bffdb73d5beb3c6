import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { assertAccessible, assertFitsWidth, assertQuiet, openBrowser, shot } from '#test/kit/browser.ts';
import { testCity } from '#test/kit/city.ts';
import { enter } from './sign-in.ts';

const [city, browser] = await Promise.all([testCity({ faces: true }), openBrowser()]);
after(() => browser.close());

test('The security administrator composes a role, sees what its holder would see, shows a second factor without losing the design, and retires it', async () => {
  const page = await enter(await browser.newPage({ origin: city.url }), 'hub', 'security');
  await page.goto(`${city.url}/hub/roles`);
  await page.getByRole('cell', { name: /窗口受理人员/ }).waitFor();
  await assertAccessible(page);
  await shot(page, 'hub/roles');
  await page.getByRole('button', { name: '新建本市角色' }).click();
  await page.getByLabel('名称', { exact: true }).fill('热线回访员');
  await page.getByLabel('依据').fill('演示用的决定');
  await page.getByLabel(/^查看设备与读数/).check();
  await page.getByRole('combobox', { name: '在哪个单位' }).fill('茂名市生态环境局');
  await page.getByTitle('茂名市生态环境局', { exact: true }).click();
  await page.getByRole('button', { name: '预览', exact: true }).click();
  await page.locator('.previewed li').first().waitFor();
  await page.getByRole('radio', { name: '全市' }).check();
  await page.getByRole('button', { name: '预览', exact: true }).click();
  await page.getByText('查看事项').last().waitFor();
  await page.locator('.previewed li').first().waitFor();
  await assertAccessible(page);
  await shot(page, 'hub/role-design');
  assertQuiet(page);
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('请再验证一次身份').waitFor();
  await assertAccessible(page);
  await shot(page, 'hub/role-step-up');
  await page.getByRole('link', { name: '去验证' }).click();
  await page.getByRole('button', { name: /发送验证码到/ }).click();
  await page.getByText('演示环境不真的发短信').waitFor();
  await page.getByLabel('验证码').fill(/验证码 (\d{6})/.exec((await page.locator('main').textContent()) ?? '')?.[1] ?? '');
  await page.getByRole('button', { name: '验证', exact: true }).click();
  await page.waitForURL(/\/hub\/roles/);
  assert.equal(await page.getByLabel('名称', { exact: true }).inputValue(), '热线回访员', 'what was composed is still there');
  await page.getByRole('button', { name: '保存' }).click();
  const row = page.getByRole('row', { name: /热线回访员/ });
  await row.getByText('本市').waitFor();
  await row.getByRole('button', { name: '停用' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
  await row.getByText('已停用').waitFor();
});

test('On a phone the roles fit, and who may not design is offered nothing to design', async () => {
  const page = await enter(await browser.newPage({ origin: city.url, device: 'phone' }), 'hub', 'admin');
  await page.goto(`${city.url}/hub/roles`);
  await page.getByRole('cell', { name: /窗口受理人员/ }).waitFor();
  await assertFitsWidth(page);
  assert.equal(await page.getByRole('button', { name: '新建本市角色' }).count(), 0);
  await shot(page, 'hub/roles-phone');
});

test('Who is refused a case asks why, and is told by the page in words', async () => {
  const [foreign] = await city.house.db<{ id: string }[]>`select id from matters m where organ like '%水务局' and not exists (select 1 from matter_acts where matter_id = m.id and organ like '%卫生健康局') limit 1`;
  const page = await enter(await browser.newPage({ origin: city.url }), 'office', 'window');
  await page.goto(`${city.url}/office/matters/${foreign?.id}`);
  await page.getByRole('button', { name: '为什么？' }).click();
  await page.getByText(/不可以：没有用在这里的“查看事项（matter\.read）”.*窗口受理人员/).waitFor();
  await assertAccessible(page);
  await shot(page, 'office/why');
});

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { emit } from '#kernel/bus/outbox.ts';
import { openAccounts } from '#domain/subject/accounts.ts';
import { assertAccessible, assertFitsWidth, openBrowser, shot } from '#test/kit/browser.ts';
import { testCity } from '#test/kit/city.ts';
import { until } from '#test/kit/until.ts';
import { enter } from './sign-in.ts';

/** What administrators do in the hub with applications, stand-ins and calling systems. */
const [city, browser] = await Promise.all([testCity({ faces: true }), openBrowser()]);
after(() => browser.close());
const { db } = city.house;
const prove = () => db`update sessions set proven_at = now()`;
const organ = '440900-政务服务数据管理局';
const hub = async (who: string, path: string, options: Parameters<typeof browser.newPage>[0] = {}): Promise<Page> => {
  const page = await enter(await browser.newPage({ origin: city.url, ...options }), 'hub', who);
  await page.goto(`${city.url}${path}`);
  return page;
};
const looked = async (page: Page, name: string) => {
  await assertFitsWidth(page);
  await assertAccessible(page);
  await shot(page, `hub/${name}`);
};

test('A registered application is changed after a second factor without losing what was typed, gets a new secret, and is retired', async () => {
  const admin = await city.as('admin');
  await prove();
  const made = await admin.post('/api/v1/applications', { kind: 'web', name: '市图书馆', purpose: '办借书证、预约座位', organ, contact: '服务台', returnAddresses: ['https://library.example.org/back'] });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const page = await hub('admin', '/hub/applications');
  await page.getByRole('button', { name: '修改 市图书馆' }).click();
  const returns = page.getByLabel('登录返回地址，每行一个，须一字不差');
  assert.equal(await returns.inputValue(), 'https://library.example.org/back');
  await returns.fill('https://library.example.org/back\nhttps://library.example.org/kiosk');
  await looked(page, 'application-change');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('请再验证一次身份').waitFor();
  await prove();
  await page.reload();
  await page.getByRole('heading', { name: '修改“市图书馆”' }).waitFor();
  assert.match(await returns.inputValue(), /kiosk$/, 'what was typed is still there');
  await page.getByRole('combobox', { name: '认证等级' }).click();
  await page.getByTitle('二级：两种方式').click();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('row', { name: /市图书馆.*二级：两种方式/ }).waitFor();
  const [stored] = await db<{ returns: string[]; level: number; version: number }[]>`select return_addresses as returns, level, version from applications where id = ${made.body.id}`;
  assert.deepEqual(stored, { returns: ['https://library.example.org/back', 'https://library.example.org/kiosk'], level: 2, version: 2 });
  await page.getByRole('button', { name: '换新密钥 市图书馆' }).click();
  await page.getByText('密钥只显示这一次').waitFor();
  await page.getByRole('button', { name: '停用 市图书馆' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
  await page.getByRole('row', { name: /市图书馆.*已停用/ }).waitFor();
  assert.equal(await page.getByRole('button', { name: '修改 市图书馆' }).count(), 0);
});

test('A leave is arranged: somebody of the same organ stands in for a time; who cannot is refused in words; it ends early', async () => {
  await openAccounts(db, [{ username: 'on-leave', name: '林休假', kind: 'official', organ, roles: ['reviewer'] }, { username: 'colleague', name: '陈代理', kind: 'official', organ }, { username: 'stranger', name: '外单位', kind: 'official', organ: '440900-生态环境局' }]);
  const page = await hub('admin', '/hub/accounts?q=on-leave');
  await prove();
  await page.getByRole('button', { name: '职务代理 on-leave' }).click();
  await page.getByRole('heading', { name: '林休假的职务代理' }).waitFor();
  await page.getByText('没有代理记录').waitFor();
  const local = (days: number) => new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 16);
  const fill = async (username: string) => {
    await page.getByLabel('代理人用户名').fill(username);
    await page.getByLabel('原因').fill('年休假');
    await page.getByLabel('开始').fill(local(0));
    await page.getByLabel('结束').fill(local(7));
    await page.getByRole('button', { name: '设置代理' }).click();
  };
  await fill('stranger');
  await page.getByText('代理人应在同一单位').waitFor();
  await fill('colleague');
  await page.getByText('陈代理 代理 林休假').waitFor();
  await looked(page, 'stand-ins');
  const [held] = await db`select 1 from appointments p join accounts a on a.id = p.account_id where a.username = 'colleague' and role = 'reviewer' and until_at > now()`;
  assert.ok(held, 'the rights came with it');
  await page.getByRole('button', { name: '提前结束 陈代理' }).click();
  await page.getByText('已结束').waitFor();
});

test('An official is moved to another organ: what is filled in outlasts the second factor, what ended is said, and the history stays', async () => {
  await openAccounts(db, [{ username: 'to-move', name: '周调任', kind: 'official', organ, posts: ['审批'], roles: ['reviewer'] }]);
  const page = await hub('admin', '/hub/accounts?q=to-move');
  await page.getByRole('button', { name: '调动 to-move' }).click();
  await page.getByText('没有调动过').waitFor();
  await page.getByRole('combobox', { name: '调到' }).fill('茂名市生态环境局');
  await page.getByTitle('茂名市生态环境局', { exact: true }).click();
  await page.getByLabel('岗位，用顿号隔开').fill('值班、窗口');
  await page.getByLabel('依据（文号或决定）').fill('组织部调令 12 号');
  await page.getByRole('button', { name: '登记调动' }).click();
  await page.getByText('请再验证一次身份').waitFor();
  await prove();
  await page.reload();
  await page.getByRole('heading', { name: '周调任的调动' }).waitFor();
  await page.getByRole('button', { name: '登记调动' }).click();
  await page.getByText('结束了 1 项角色').waitFor();
  await page.getByText(/审批 → 茂名市生态环境局 值班、窗口 组织部调令 12 号/).waitFor();
  await page.getByRole('row', { name: /to-move 周调任 工作人员 茂名市生态环境局 值班、窗口/ }).waitFor();
  await looked(page, 'moves');
});

test('The security administrator names who answers for a calling system; somebody of another organ is refused', async () => {
  await openAccounts(db, [{ username: 'welfare-system', name: '救助系统', kind: 'service', organ }]);
  const page = await hub('security', '/hub/guard');
  const row = page.getByRole('row', { name: /救助系统/ });
  await row.getByText('没有实名，不能取共享数据').waitFor();
  await row.getByRole('button', { name: '指定责任人 救助系统' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('责任人用户名').fill('airdata');
  await dialog.getByRole('button', { name: '指定责任人' }).click();
  await dialog.getByRole('alert').waitFor();
  await assertAccessible(page);
  await shot(page, 'hub/caller-refused');
  await dialog.getByLabel('责任人用户名').fill('data');
  await dialog.getByRole('button', { name: '指定责任人' }).click();
  await row.getByText('data', { exact: true }).waitFor();
  await looked(page, 'guard-callers');
  await db`update accounts set answered_by = null where username = 'welfare-system'`;
  await page.reload();
  await row.getByText('无人负责，请指定').waitFor();
  const phone = await hub('security', '/hub/guard', { device: 'phone', locale: 'en' });
  await phone.getByRole('heading', { name: 'Calling systems' }).waitFor();
  await looked(phone, 'guard-callers-phone');
});

test('A warning of use leads to the case that looks into it; one without a case is settled on the spot', async () => {
  await db`insert into usage_warnings (id, rule, account_id, measured, exceeded, from_at, to_at, trace_id)
    select uuid_v7(), rule, id, 120, 100, now(), now(), trace from accounts, (values ('many-subjects', 'looked-into'), ('bulk-reveals', 'not-looked-into')) as given(rule, trace) where username = 'window'`;
  const span = { from: new Date().toISOString(), to: new Date().toISOString() };
  await emit(db, { topic: 'usage.warned', traceId: 'looked-into', payload: { rule: 'many-subjects', title: '短时间查看大量主体', idea: '核实是否办件', count: 120, limit: 100, grantId: null, stopped: false, account: 'window', organ: '440902-卫生健康局', ...span, records: '/hub/audit' } });
  await until(async () => (await db`select 1 from matters where trace_id = 'looked-into'`).length === 1, { what: 'the case' });
  const page = await hub('security', '/hub/guard');
  await page.getByRole('row', { name: /频繁显示脱敏内容/ }).getByRole('button', { name: '处置' }).click();
  await page.getByLabel('核实情况').fill('窗口补录旧件');
  await page.locator('form').getByRole('button', { name: '处置' }).click();
  await page.getByRole('row', { name: /频繁显示脱敏内容/ }).waitFor({ state: 'detached' });
  await looked(page, 'guard-case');
  await page.getByRole('row', { name: /短时间查看大量主体/ }).getByRole('link', { name: /去办核查事项/ }).click();
  await page.getByRole('heading', { name: '短时间查看大量主体：window' }).waitFor();
});

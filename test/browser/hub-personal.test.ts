import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { inventCitizenId, seededPick } from '#domain/subject/identifiers/generate.ts';
import { assertAccessible, assertFitsWidth, assertQuiet, openBrowser, shot } from '#test/kit/browser.ts';
import { testCity } from '#test/kit/city.ts';
import { fullEntry, importTable } from '#test/kit/data-town.ts';
import { enter } from './sign-in.ts';

const [city, browser] = await Promise.all([testCity({ faces: true }), openBrowser()]);
after(() => browser.close());

test('The security administrator shows a second factor, turns the key over, sees it end, and stops the old one with a reason', async () => {
  const page = await enter(await browser.newPage({ origin: city.url }), 'hub', 'security');
  await page.goto(`${city.url}/hub/keys`);
  await page.getByRole('cell', { name: '第 1 版' }).first().waitFor();
  await page.getByRole('button', { name: '现在换钥' }).click();
  const dialog = page.getByRole('dialog');
  assert.ok(await dialog.getByRole('button', { name: '现在换钥' }).isDisabled(), 'not without a reason');
  await dialog.getByLabel('理由').fill('季度换钥');
  await assertAccessible(page);
  await shot(page, 'hub/keys-ask');
  assertQuiet(page);
  await dialog.getByRole('button', { name: '现在换钥' }).click();
  await dialog.getByText('请再验证一次身份').waitFor();
  assert.match(await dialog.getByRole('link', { name: '去验证' }).getAttribute('href') ?? '', /^\/prove\?back=/);
  await assertAccessible(page);
  await city.house.db`update sessions set proven_at = now()`;
  await dialog.getByRole('button', { name: '现在换钥' }).click();
  const turns = page.getByRole('table', { name: '换钥记录' });
  await turns.getByRole('cell', { name: '第 2 版' }).waitFor();
  await turns.locator('time').nth(1).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: '停用 第 1 版' }).click();
  await dialog.getByLabel('理由').fill('已经不用');
  await dialog.getByRole('button', { name: '停用' }).click();
  await page.getByText('已停用').waitFor();
  await assertAccessible(page);
  await shot(page, 'hub/keys');
});

test('The data administrator loads a registry, follows it, and takes the report of refused lines along', async () => {
  const page = await enter(await browser.newPage({ origin: city.url }), 'hub', 'data');
  await page.goto(`${city.url}/hub/registry`);
  await page.getByText('还没有导入过').waitFor();
  await assertAccessible(page);
  const pick = seededPick('browser-load');
  const numbers = Array.from({ length: 50 }, (_, n) => inventCitizenId(pick, { bornOn: `19${60 + (n % 30)}-03-1${n % 10}`, sex: 'female' }));
  const table = ['姓名,公民身份号码,手机号码,行政区划代码', ...numbers.map((id, n) => `导入${n},${id},154000000${String(n).padStart(2, '0')},440902001001`), `错号,${numbers[0]!.slice(0, 17)}*,123,000000000000`].join('\n');
  await page.getByLabel('选择 CSV 文件').setInputFiles({ name: '人口.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await page.getByLabel('批次号').fill('2026-11-浏览器');
  await shot(page, 'hub/registry');
  await page.getByRole('button', { name: '开始导入' }).click();
  await page.getByRole('heading', { name: '2026-11-浏览器' }).waitFor();
  await page.getByRole('cell', { name: '不是本市现行的 12 位区划代码' }).waitFor({ timeout: 30_000 });
  await page.getByText('已完成').waitFor();
  await assertAccessible(page);
  await shot(page, 'hub/registry-load');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载退回清单' }).click()]);
  const report = readFileSync(await download.path(), 'utf8');
  assert.match(report, /^\uFEFF行号,字段,原因\n52,/);
  assert.ok(!report.includes(numbers[0]!.slice(0, 17)));
  assertQuiet(page);
});

test('An export in full waits for the head of the organ, who decides with an opinion; the receiver downloads it', async () => {
  const data = await city.as('data');
  const read = await importTable(data, { '补贴名单.csv': `姓名,身份证号,补贴金额\n方导出,${inventCitizenId(seededPick('export'), { bornOn: '1985-03-12', sex: 'male' })},300\n` });
  await data.patch(`/api/v1/datasets/${read.datasetId}`, { ...fullEntry, opening: 'closed', grade: 'general', level: 2 });
  const page = await enter(await browser.newPage({ origin: city.url }), 'hub', 'data');
  await page.goto(`${city.url}/hub/datasets/${read.datasetId}`);
  await page.getByRole('link', { name: '申请导出' }).click();
  await page.getByLabel('用途').fill('与社保逐人比对');
  await page.getByLabel('身份证号').check();
  await assertAccessible(page);
  await shot(page, 'hub/export-ask');
  await page.getByRole('button', { name: '申请导出' }).click();
  await page.getByText('等待审批').waitFor();
  await city.house.db`update accounts set closed_at = now() where username = 'head-data'`;
  await page.reload();
  await page.getByText('还没有人有权审批茂名市政务服务数据管理局的导出，请联系安全管理员授予').waitFor();
  await assertAccessible(page);
  await shot(page, 'hub/export-nobody');
  await city.house.db`update accounts set closed_at = null where username = 'head-data'`;
  const head = await enter(await browser.newPage({ origin: city.url }), 'hub', 'head-data');
  await head.goto(`${city.url}/hub/exports`);
  await head.getByRole('button', { name: '同意', exact: true }).click();
  await head.getByRole('dialog').getByLabel('意见').fill('同意比对');
  await assertAccessible(head);
  await head.getByRole('dialog').getByRole('button', { name: '同意' }).click();
  await head.getByText('还没有导出申请').waitFor();
  await page.reload();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载' }).click()]);
  assert.match(readFileSync(await download.path(), 'utf8'), /与社保逐人比对/);
  await assertAccessible(page);
  await shot(page, 'hub/exports');
  assertQuiet(page);
});

test('On a phone keys, loads and exports fit, in either language', async () => {
  for (const [who, paths] of [['security', ['keys']], ['data', ['registry', 'exports']]] as const) {
    const page = await enter(await browser.newPage({ origin: city.url, device: 'phone' }), 'hub', who);
    for (const path of paths) {
      await page.goto(`${city.url}/hub/${path}`);
      await page.locator('table').first().waitFor();
      await assertFitsWidth(page);
      await assertAccessible(page);
      await shot(page, `hub/${path}-phone`);
    }
    await page.context().close();
  }
  const page = await enter(await browser.newPage({ origin: city.url, locale: 'en' }), 'hub', 'security');
  await page.goto(`${city.url}/hub/keys`);
  await page.getByRole('button', { name: 'Turn the key over' }).waitFor();
  assert.ok(!/[\u4e00-\u9fff]/.test(await page.locator('main .page-body').innerText().then((text) => text.replace('已经不用', ''))), 'English says it in English');
  await shot(page, 'hub/keys-en');
});

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import iconv from 'iconv-lite';
import type { Page } from 'playwright-core';
import { assertAccessible, assertFitsWidth, assertQuiet, openBrowser, shot, type PageOptions } from '#test/kit/browser.ts';
import { testCity } from '#test/kit/city.ts';
import { enter } from './sign-in.ts';

const [city, browser] = await Promise.all([testCity({ faces: true }), openBrowser()]);
after(() => browser.close());

const open = async (username: string, options: PageOptions = {}): Promise<Page> => enter(await browser.newPage({ origin: city.url, ...options }), 'hub', username);

/** An hour's readings of three invented stations, as an old program writes them: GB18030, words for nothing, lines that are no rows. */
function messyTable(): Buffer {
  const lines = ['year,month,day,hour,PM2.5,wd,station,负责人,电话'];
  for (let at = 0; at < 720; at += 1) {
    lines.push(`2025,${1 + Math.floor(at / 672)},${1 + (Math.floor(at / 24) % 28)},${at % 24},${at % 9 === 0 ? 'NA' : 20 + (at % 80)},${['NE', 'E', 'SSW'][at % 3]},${['甲站', '乙站', '丙站'][at % 3]},张小明,1380000${1000 + at}`);
    if (at % 300 === 7) lines.push('断行,只有两格');
  }
  return iconv.encode(lines.join('\r\n'), 'gb18030');
}

test('A messy table is handed in, seen, doubted, put in order and published; another organ asks, is granted masked columns, and its call is on record', async () => {
  const owner = await open('airdata');
  await owner.getByRole('link', { name: '上传数据' }).first().click();
  await owner.locator('#table-files').setInputFiles({ name: '站点小时数据.csv', mimeType: 'text/csv', buffer: messyTable() });
  await owner.getByLabel('数据名称').fill('演示站点小时数据');
  await assertAccessible(owner);
  await owner.getByRole('button', { name: '开始识别' }).click();
  await owner.getByText('已完成').waitFor({ timeout: 60_000 });
  assert.deepEqual(await owner.locator('.tally dd').allTextContents(), ['723', '720', '3']);
  await owner.getByRole('row', { name: /PM2\.5 整数/ }).waitFor();
  await owner.getByRole('row', { name: /电话 电话号码 个人信息/ }).waitFor();
  await assertAccessible(owner);
  await shot(owner, 'hub/saw');
  await owner.getByRole('button', { name: /有什么疑问/ }).click();
  await owner.getByText('断行,只有两格').first().waitFor();
  await assertAccessible(owner);
  await owner.getByRole('button', { name: /将会怎样/ }).click();
  await owner.getByText('合成“time”').waitFor();
  await owner.getByRole('heading', { name: '整理前后对照' }).waitFor({ timeout: 60_000 });
  await assertAccessible(owner);
  await shot(owner, 'hub/will');
  await owner.getByRole('button', { name: '按此整理，生成新版本' }).click();
  await owner.locator('header').getByText('整理').waitFor({ timeout: 60_000 });
  await owner.getByText('已完成').waitFor({ timeout: 60_000 });
  await owner.getByRole('link', { name: '查看数据集' }).click();

  // Published before it is complete: every gap is named.
  await owner.getByRole('button', { name: '发布到目录' }).click();
  await owner.getByRole('alert').getByText('还不能发布').waitFor();
  // Conditions are asked for once something is shared or opened on condition.
  assert.equal(await owner.getByLabel('共享条件').count(), 0);
  for (const option of ['一般数据', '有条件共享', '有条件开放']) await owner.getByRole('radio', { name: option }).check();
  assert.equal(await owner.getByLabel('不予共享的依据').count(), 0);
  for (const [label, words] of [['摘要', '演示用的站点小时数据'], ['资源分类代码', '3010010001'], ['对应职责', '环境监测'], ['来源系统', '监测平台'], ['定级依据', '演示定级'], ['共享条件', '用于本部门履行职责'], ['开放条件', '申请后开放']] as const) await owner.getByLabel(label).fill(words);
  await owner.getByRole('group', { name: /^级别/ }).getByRole('radio', { name: '1' }).check();
  await owner.getByRole('combobox', { name: '更新周期' }).click();
  assert.deepEqual(await owner.evaluate('document.getAnimations().map((each) => each.effect.target.className + " " + (each.animationName ?? each.transitionProperty))'), [], 'for who asks for less motion, lists do not slide away from under the pointer');
  await owner.getByTitle('每日').click();
  await owner.getByRole('button', { name: '保存目录信息' }).click();
  await owner.getByText('已保存').waitFor();
  await owner.getByRole('button', { name: '发布到目录' }).click();
  await owner.getByText('已发布', { exact: true }).waitFor();
  await assertAccessible(owner);
  const dataset = new URL(owner.url()).pathname;

  const asker = await open('data');
  await asker.goto('/hub?q=演示站点');
  await asker.getByRole('link', { name: '演示站点小时数据' }).click();
  await asker.getByRole('button', { name: '申请使用' }).click();
  for (const column of ['PM2.5', 'station', '电话']) await asker.getByRole('checkbox', { name: column, exact: true }).check();
  for (const [label, words] of [['用途', '核对站点运行情况'], ['应用场景', '日常监管'], ['依据', '部门职责第三条'], ['使用频次', '每天一次']] as const) await asker.getByLabel(label, { exact: true }).fill(words);
  await asker.getByLabel('使用到').fill('2027-06-30');
  await asker.keyboard.press('Enter');
  await asker.getByRole('button', { name: '提交申请' }).click();
  await asker.getByText('请先作出承诺').waitFor();
  await asker.getByRole('checkbox', { name: /我单位承诺/ }).check();
  await asker.getByRole('button', { name: '提交申请' }).click();
  await asker.getByText('待审核').waitFor();
  await assertAccessible(asker);

  await owner.getByRole('link', { name: '收到的申请' }).first().click();
  await owner.getByRole('link', { name: '演示站点小时数据' }).click();
  await owner.locator('form').getByRole('button', { name: '同意授权' }).click();
  await owner.getByRole('heading', { name: '演示站点小时数据' }).waitFor();
  await owner.getByText('有效').waitFor();

  await asker.getByRole('link', { name: '已获授权' }).first().click();
  await asker.getByRole('link', { name: '演示站点小时数据' }).click();
  await asker.getByRole('button', { name: '试调一次' }).click();
  await asker.getByText('已遮盖：电话').waitFor({ timeout: 60_000 });
  assert.match((await asker.locator('.masked').first().textContent()) ?? '', /^138\*+/);
  await asker.getByRole('row', { name: /已返回/ }).waitFor();
  await assertAccessible(asker);
  await shot(asker, 'hub/grant');
  assert.ok(dataset.startsWith('/hub/datasets/'));
  assertQuiet(asker);
});

test('The reconciliation page reads 0 and says so in words', async () => {
  const page = await open('admin');
  await page.getByRole('link', { name: '对账' }).first().click();
  await page.getByText('全部相符').waitFor();
  assert.equal(await page.locator('.great-number .value').textContent(), '0');
  await assertAccessible(page);
  await shot(page, 'hub/reconciliation');
  assertQuiet(page);
});

test('Every pack of the city has a reference page with the life of its matters drawn', async () => {
  const page = await open('admin');
  await page.getByRole('link', { name: '专题包' }).first().click();
  await page.getByRole('link', { name: '大气环境' }).click();
  await page.getByRole('img', { name: /办理流程：/ }).first().waitFor();
  await assertAccessible(page);
  assertQuiet(page);
});

test('Administrators see accounts but no audit log, auditors the log but no case; what one may not use is not offered', async () => {
  const admin = await open('admin');
  await admin.getByRole('link', { name: '帐号与任职' }).click();
  await admin.getByRole('row', { name: /^window / }).waitFor();
  await assertAccessible(admin);
  assert.equal(await admin.getByRole('link', { name: '审计日志' }).count(), 0);
  await admin.goto('/hub/audit');
  await admin.getByRole('alert').getByText('没有这项权限').waitFor();
  const auditor = await open('auditor');
  await auditor.getByRole('link', { name: '审计日志' }).click();
  await auditor.getByRole('row', { name: /session\.opened/ }).first().waitFor();
  await assertAccessible(auditor);
  assert.equal(await auditor.getByRole('link', { name: '上传数据' }).count(), 0);
});

test('The hub fits a phone', async () => {
  const page = await open('admin', { device: 'phone' });
  for (const path of ['/hub', '/hub/reconciliation', '/hub/packs', '/hub/accounts', '/hub/roles']) {
    await page.goto(path);
    await page.locator('.rows tbody tr, .empty').first().waitFor();
    await assertFitsWidth(page);
    await assertAccessible(page);
  }
});

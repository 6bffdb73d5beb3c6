import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { TestCity } from '#test/kit/city.ts';

/** A photograph of one pixel, and a letter of one page: real files by their first bytes. */
export const photo = { name: '现场.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64') };
export const letter = { name: '证明.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n') };

/** Signs in on the page's own form, as a person would. */
export async function signIn(page: Page, username: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill('yiwang-demo');
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

/** Looks for a service in the reader's own words and opens its guide. */
export async function find(page: Page, words: string, title: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('searchbox').fill(words);
  await page.getByRole('button', { name: '搜索' }).click();
  await page.getByRole('main').getByRole('link', { name: title, exact: true }).click();
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), title);
}

export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Fills the three boxes of a date. */
export async function fillDay(page: Page, title: string, [year, month, day]: readonly [string, string, string]): Promise<void> {
  const boxes = page.getByRole('group', { name: title });
  await boxes.getByLabel('年').fill(year);
  await boxes.getByLabel('月').fill(month);
  await boxes.getByLabel('日').fill(day);
}

/** From the check page to the case: presses send, answers the case's id and number. */
export async function send(page: Page): Promise<{ id: string; number: string }> {
  await press(page, '提交申请');
  const number = await page.locator('.big-number').innerText();
  assert.match(number, /^\d{8}-\d{7}-\d$/);
  return { id: new URL(page.url()).pathname.split('/').at(-1) ?? '', number };
}

/** Fills 失业登记 from its first step to the check page; the town must be of the county whose window decides. */
export async function fillUnemployment(page: Page): Promise<void> {
  await press(page, '保存并继续');
  await page.getByLabel('居住的镇（街道）').selectOption({ label: '红旗街道' });
  await fillDay(page, '失业日期', ['2026', '3', '2']);
  await page.getByRole('radio', { name: '合同到期' }).check();
  await page.getByLabel('想找什么工作').fill('厨师');
  await press(page, '保存并继续');
}

/** Does an act as an official, through the API of the office. */
export async function does(city: TestCity, username: string, id: string, act: string, body: object = {}): Promise<void> {
  const answer = await (await city.as(username)).post(`/api/v1/matters/${id}/acts`, { act, ...body });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

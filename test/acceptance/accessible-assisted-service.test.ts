import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible, assertFitsWidth, openBrowser, shot } from '#test/kit/browser.ts';
import { testCity } from '#test/kit/city.ts';
import { fillUnemployment, find, press, send, signIn } from '#test/browser/portal-steps.ts';

const city = await testCity();
const browser = await openBrowser();
after(() => browser.close());

test('By keyboard alone a citizen searches, reads, applies and gets a case number, with the focus always to be seen', async () => {
  const page = await browser.newPage({ origin: city.url });
  await signIn(page, 'citizen');
  await page.goto('/');
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), '跳到主要内容');
  await page.keyboard.press('Enter');
  await to(page, '用平常的话写出您要办的事');
  await page.keyboard.type('失业');
  await enter(page);
  await follow(page, '失业登记');
  await follow(page, '现在办理');
  await follow(page, '开始填写');
  await follow(page, '保存并继续');
  await to(page, '居住的镇（街道）');
  await page.keyboard.press('ArrowDown');
  await to(page, '年');
  for (const part of ['2026', '3', '2']) {
    await page.keyboard.type(part);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Space');
  assert.equal(await focused(page), '合同到期');
  await to(page, '想找什么工作');
  await page.keyboard.type('厨师');
  await enter(page);
  assert.match(page.url(), /\/check$/);
  await follow(page, '提交申请');
  assert.match(await page.locator('.big-number').innerText(), /^\d{8}-\d{7}-\d$/);
});

test('What is wrong is read out first: the summary takes the focus, and each line leads to a box that says what it wants', async () => {
  const page = await browser.newPage({ origin: city.url });
  await signIn(page, 'citizen');
  await page.goto('/apply/unemployment-registration');
  await press(page, '开始填写');
  await press(page, '保存并继续');
  await page.getByRole('group', { name: '失业日期' }).getByLabel('年').fill('２０２６');
  await page.getByRole('group', { name: '失业日期' }).getByLabel('月').fill('2');
  await page.getByRole('group', { name: '失业日期' }).getByLabel('日').fill('30');
  await press(page, '保存并继续');
  assert.match(await page.title(), /^需要改正：/);
  assert.equal(await page.evaluate('document.activeElement.className'), 'summary');
  const alert = page.getByRole('alert');
  assert.match(await alert.innerText(), /有 4 处需要改正[^]*没有 2026年2月30日 这一天/);
  await alert.getByRole('link', { name: /2月30日/ }).click();
  assert.equal(await page.evaluate('document.activeElement.id'), 'f-since-year');
  const group = page.getByRole('group', { name: '失业日期' });
  assert.match((await group.ariaSnapshot()) + (await described(page, 'fieldset:has(#f-since-year)')), /textbox "年"[^]*没有 2026年2月30日 这一天/);
  assert.equal(await page.locator('[aria-invalid=true]').count(), 3 + 1 + 1 + 1, 'three boxes of the date, the town, the reason, the wish');
  assert.equal(await group.getByLabel('日').inputValue(), '30', 'what was typed is still there');
  await assertAccessible(page, { strict: true });
});

test('In elder mode on a small phone the same application is made with large letters, and nothing must be scrolled sideways', async () => {
  const page = await browser.newPage({ origin: city.url, device: 'phone', elder: true, javaScript: false });
  await page.setViewportSize({ width: 320, height: 640 });
  await signIn(page, 'citizen');
  await find(page, '失业', '失业登记');
  await page.getByRole('link', { name: '现在办理' }).click();
  await press(page, '开始填写');
  await assertFitsWidth(page);
  await shot(page, 'stories/elder-form');
  await fillUnemployment(page);
  await assertFitsWidth(page);
  await send(page);
  await assertFitsWidth(page);
  await shot(page, 'stories/elder-sent');
});

test('Enlarged to 400 per cent the pages flow into one column', async () => {
  // A window of 1280 px at 400 % is a window of 320 px (WCAG 1.4.10).
  const page = await browser.newPage({ origin: city.url });
  await page.setViewportSize({ width: 320, height: 256 });
  for (const path of ['/', '/items/food-business-licence', '/search?q=开店', '/accessibility', '/verify']) {
    await page.goto(path);
    await assertFitsWidth(page);
  }
});

test('Wide spacing of letters and lines cuts nothing off', async () => {
  const page = await browser.newPage({ origin: city.url, device: 'phone' });
  for (const path of ['/', '/items/food-business-licence', '/sign-in']) {
    await page.goto(path);
    // WCAG 1.4.12, set through the browser's own styles as an extension would.
    await page.evaluate(`document.querySelectorAll('body *').forEach((each) => { each.style.setProperty('line-height', '1.5', 'important'); each.style.setProperty('letter-spacing', '0.12em', 'important'); each.style.setProperty('word-spacing', '0.16em', 'important'); })`);
    await assertFitsWidth(page);
    const cut = await page.evaluate<string[]>(`[...document.querySelectorAll('a, button, h1, h2, p, dd, dt, label')].filter((each) => getComputedStyle(each).overflow === 'hidden' && each.scrollHeight > each.clientHeight + 1 && !each.closest('.unseen')).map((each) => each.outerHTML.slice(0, 80))`);
    assert.deepEqual(cut, [], path);
  }
});

test('Help stands in the same place on every page: the line to call and the hall to go to', async () => {
  const page = await browser.newPage({ origin: city.url, device: 'phone' });
  for (const path of ['/', '/items', '/items/food-business-licence', '/sign-in', '/verify', '/nowhere']) {
    await page.goto(path);
    assert.match(await page.getByRole('contentinfo').innerText(), /需要帮助？[^]*12345[^]*政务服务中心/, path);
  }
});

/** The name of what has the focus, after making sure that its ring can be seen. */
async function focused(page: Page): Promise<string> {
  const ring = await page.evaluate<string>(`(() => { const at = document.activeElement; const seen = at.closest('.search') ?? at; return getComputedStyle(seen).outlineStyle + ' ' + parseFloat(getComputedStyle(seen).outlineWidth); })()`);
  assert.match(ring, /^(solid|auto) [3-9]/, `the focus on ${await page.evaluate<string>('document.activeElement.outerHTML.slice(0, 80)')} can be seen`);
  return page.evaluate<string>(`(() => { const at = document.activeElement; const label = at.id && document.querySelector('label[for="' + at.id + '"]'); return (label ? label.textContent : at.textContent).trim(); })()`);
}

/** Moves the focus forward by Tab until it stands on something of this name. */
async function to(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < 60; steps++) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) === name) return;
  }
  assert.fail(`${name} cannot be reached by Tab on ${page.url()}`);
}

async function follow(page: Page, name: string): Promise<void> {
  await to(page, name);
  await enter(page);
}

/** Presses Enter and waits for the page it leads to. */
async function enter(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

/** What a screen reader adds to an element from the texts it is described by. */
const described = (page: Page, selector: string) => page.evaluate<string>(`(document.querySelector('${selector}')?.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ')`);

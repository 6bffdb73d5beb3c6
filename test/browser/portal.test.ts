import assert from 'node:assert/strict';
import { request as ask, type IncomingHttpHeaders } from 'node:http';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { newId } from '#kernel/database/id.ts';
import { assertAccessible, assertFitsWidth, assertQuiet, axe, openBrowser, shot, troublesOf } from '#test/kit/browser.ts';
import { testCity } from '#test/kit/city.ts';

const city = await testCity();
const browser = await openBrowser();
after(() => browser.close());

const citizen = await city.as('citizen');
const session = [{ name: 'yiwang_session', value: citizen.token ?? '', url: city.url }];
const spot = (await city.guest.get('/api/v1/regions/440902000000')).body.centre as [number, number];
const report = (await citizen.post('/api/v1/matters', { type: 'city-report', form: { class: 'light', description: '路灯连着三天不亮', spot } })).body as { id: string; number: string };
const draft = (await citizen.post('/api/v1/drafts', { type: 'food-business-licence', answers: { cooking: 'yes' }, form: {}, materials: {} })).body as { id: string };

const dataset = newId();
await city.house.db`insert into datasets (id, title, summary, keywords, organ, status, opening, cycle, columns, rows, score, fresh_at, words)
  select ${dataset}, '公共厕所分布', '全市公共厕所的位置与开放时间', ${['厕所', '便民']}, id, 'published', 'open', 'monthly', ${city.house.db.json([{ name: 'name', title: '名称', type: 'text', class: 'public', mask: 'none' }, { name: 'lon', title: '经度', type: 'longitude', class: 'public', mask: 'none', unit: '度' }])}, 1234, 0.987, now(), '' from organs limit 1`;

/** A page of every kind the portal has, with what it needs. */
const open = ['/', '/search?q=%E5%BC%80%E9%A4%90%E9%A6%86', '/search?q=%E9%9D%9E%E5%B8%B8%E7%94%9F%E5%83%BB', '/items', '/items/food-business-licence', '/apply/food-business-licence', '/apply/food-business-licence?ready=1', '/apply/food-business-licence?ready=1&cooking=yes', '/verify', '/verify/1.2.3', '/verify/1.2.156.3005.2.11100000000000000A001.11440900000000000X.999', '/sign-in', '/accessibility', '/evidence', '/open-data', `/open-data/${dataset}`, `/reports/${report.number}`, '/nowhere'];
const own = ['/', '/mine', `/mine/${report.id}`, `/mine/${report.id}/acts/withdraw`, '/licences', '/code', '/code/uses', '/notices', '/my-data', '/proxy', '/account', '/prove?back=/account', '/report/city-report', `/drafts/${draft.id}/1`, `/drafts/${draft.id}/2`, `/drafts/${draft.id}/materials`, `/drafts/${draft.id}/check`];
const name = (path: string) => path.replace(report.id, 'id').replace(report.number, 'number').replace(draft.id, 'id').replace(dataset, 'id').replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'home';

async function eachPage(page: Page, check: (path: string) => Promise<void>): Promise<void> {
  for (const path of open) {
    await page.goto(path);
    await check(path);
  }
  await page.context().addCookies(session);
  for (const path of own) {
    await page.goto(path);
    await check(path);
  }
}

test('Every kind of page is accessible on a phone in Chinese, fits its width, and breaks no rule of its own content policy', async () => {
  const page = await browser.newPage({ origin: city.url, device: 'phone' });
  await eachPage(page, async (path) => {
    await assertAccessible(page, { strict: true });
    await assertFitsWidth(page);
    await shot(page, `portal/phone/${name(path)}`);
    // A page that says what is wrong comes with the status of a refusal, which the console notes.
    assert.deepEqual(troublesOf(page).filter((trouble) => !/status of 4(04|22)/.test(trouble)), [], path);
  });
});

test('In elder mode on a screen 320 px wide every page keeps to its width, with letters half as large again and a contrast of 7:1', async () => {
  const page = await browser.newPage({ origin: city.url, device: 'phone', elder: true });
  await page.setViewportSize({ width: 320, height: 640 });
  await eachPage(page, async (path) => {
    await assertFitsWidth(page);
    assert.equal(await page.evaluate('parseFloat(getComputedStyle(document.body).fontSize)'), 24, path);
    const enhanced = await contrastFaults(page);
    assert.deepEqual(enhanced, [], `${path}: contrast below 7:1`);
    await shot(page, `portal/elder/${name(path)}`);
  });
});

test('On a desk in English every page is accessible and none of the portal’s own words is Chinese', async () => {
  const page = await browser.newPage({ origin: city.url, locale: 'en' });
  await eachPage(page, async (path) => {
    await assertAccessible(page, { strict: true });
    await assertFitsWidth(page);
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    // Datasets carry the names their owners typed.
    if (!path.startsWith('/open-data/')) assert.doesNotMatch(await page.locator('h1').first().innerText(), /\p{Script=Han}/u, path);
    assert.doesNotMatch((await page.locator('.foot, .menu').allInnerTexts()).join(' '), /\p{Script=Han}/u, path);
    await shot(page, `portal/desk-en/${name(path)}`);
  });
});

test('Everything one presses is at least 44 px high or wide on a phone, and links in running text at least 24', async () => {
  const page = await browser.newPage({ origin: city.url, device: 'phone' });
  await eachPage(page, async (path) => {
    const small = await page.evaluate<string[]>(`[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')].filter((each) => {
      const box = each.getBoundingClientRect();
      const label = each.id && document.querySelector('label[for="' + each.id + '"]');
      const least = Math.max(box.height, label && /radio|checkbox/.test(each.type) ? label.getBoundingClientRect().height : 0);
      const inText = each.matches('a:not(.button)') && !each.closest('nav, .tools, .menu');
      return box.width > 1 && !each.closest('.unseen, .skip') && getComputedStyle(each).visibility !== 'hidden' && least < (inText ? 22 : 44);
    }).map((each) => each.outerHTML.slice(0, 90) + ' ' + Math.round(each.getBoundingClientRect().height))`);
    assert.deepEqual(small, [], path);
  });
});

test('Home weighs at most 15 KB with its style and script, every other page at most 30 KB', async () => {
  for (const path of [...open, ...own]) {
    const weight = await weightOf(path, { cookie: `yiwang_session=${citizen.token}` });
    assert.ok(weight <= (path === '/' ? 15 : 30) * 1024, `${path} weighs ${(weight / 1024).toFixed(1)} KB`);
  }
});

test('The content policy allows no inline script or style, and no page has any', async () => {
  for (const path of [...open, ...own]) {
    const answer = await fetch(`${city.url}${path}`, { headers: { accept: 'text/html', cookie: `yiwang_session=${citizen.token}` } });
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none'/, path);
    assert.doesNotMatch(policy, /unsafe/, path);
    assert.doesNotMatch(await answer.text(), /<style|\sstyle="|<script(?![^>]+src=)|\son[a-z]+="/i, path);
  }
});

test('The choice of language and of large letters stays when the browser comes back', async () => {
  const page = await browser.newPage({ origin: city.url, device: 'phone', javaScript: false });
  await page.goto('/items');
  await page.getByRole('link', { name: '长者模式' }).click();
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, '/items', 'the address stays clean');
  assert.equal(await page.getAttribute('html', 'data-elder'), '');
  await page.getByRole('link', { name: 'English' }).click();
  await page.goto('/');
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'What do you need to get done?');
  await page.getByRole('link', { name: 'Normal text' }).click();
  assert.equal(await page.getAttribute('html', 'data-elder'), null);
});

test('A reader who signs in comes back to where they were, never to another site', async () => {
  const page = await browser.newPage({ origin: city.url, javaScript: false });
  await page.goto('/mine');
  assert.equal(new URL(page.url()).pathname, '/sign-in');
  await page.getByRole('button', { name: /彭宇鹏/ }).click();
  assert.equal(new URL(page.url()).pathname, '/mine');
  for (const back of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const answer = await fetch(`${city.url}/sign-in`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ username: 'citizen', password: 'yiwang-demo', back }) });
    assert.equal(answer.headers.get('location'), '/', back);
  }
});

test('A wrong password is told first, keeps the name, and does not say which of the two was wrong', async () => {
  const page = await browser.newPage({ origin: city.url });
  await page.goto('/sign-in');
  await page.getByLabel('用户名').fill('nobody-here');
  await page.getByLabel('密码').fill('x');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  assert.equal(await page.evaluate('document.activeElement.className'), 'summary');
  assert.match(await page.title(), /^需要改正：登录/);
  assert.match(await page.locator('.summary').innerText(), /用户名或密码不对/);
  assert.equal(await page.getByLabel('用户名').inputValue(), 'nobody-here');
  await assertAccessible(page, { strict: true });
});

test('What a reader types is shown as text, also where it looks like markup', async () => {
  const page = await browser.newPage({ origin: city.url });
  await page.goto(`/search?q=${encodeURIComponent('<img src=x onerror=alert(1)>"\'&')}`);
  assert.equal(await page.locator('#q').inputValue(), '<img src=x onerror=alert(1)>"\'&');
  assert.match(await page.locator('main').innerText(), /没有找到“<img src=x onerror=alert\(1\)>"'&”/);
  assertQuiet(page);
});

test('A form without the proof that it is ours changes nothing and is told so in a page', async () => {
  const answer = await fetch(`${city.url}/mine/${report.id}/acts/withdraw`, { method: 'POST', headers: { accept: 'text/html', cookie: `yiwang_session=${citizen.token}` }, body: new URLSearchParams({}) });
  assert.equal(answer.status, 403);
  assert.match(await answer.text(), /页面已过期/);
  assert.equal((await citizen.get(`/api/v1/matters/${report.id}`)).body.outcome, null);
});

test('Another person’s matters, drafts and licences are not found', async () => {
  const other = await city.as('owner');
  for (const path of [`/mine/${report.id}`, `/mine/${report.number}`, `/mine/${report.id}/acts/withdraw`, `/drafts/${draft.id}/1`, `/drafts/${draft.id}/check`, '/licences/1.2.3']) {
    const answer = await fetch(`${city.url}${path}`, { headers: { accept: 'text/html', cookie: `yiwang_session=${other.token}` } });
    assert.equal(answer.status, 404, path);
    assert.match(answer.headers.get('content-type') ?? '', /text\/html/);
  }
});

test('Strange addresses and forms are refused with a page, never with a failure of the system', async () => {
  const cookie = `yiwang_session=${citizen.token}`;
  const csrf = (await citizen.get('/api/v1/session')).body.csrf as string;
  for (const path of ['/items/%00', '/items/nothing', '/items?event=%00', `/search?q=${'开'.repeat(5000)}`, '/search?q=a&q=b', '/verify/%F0%9F%92%A9', '/reports/20260101-0000000-0', '/portal/map.svg?lon=x', '/portal/map.svg?lon=1e9&lat=0&zoom=0', '/drafts/x/y', '/mine/x', `/mine/${report.id}/rating?level=9`, `/mine/${report.id}/acts/__proto__`, '/apply/food-business-licence?ready=1&cooking=__proto__']) {
    const answer = await fetch(`${city.url}${path}`, { headers: { accept: 'text/html', cookie } });
    assert.ok(answer.status < 500, `${path}: ${answer.status}`);
  }
  const strange = new FormData();
  for (let index = 0; index < 50; index++) strange.append(`x${index}`, '\0<>');
  strange.append('photos', new Blob(['MZ\x90\0']), 'virus.exe');
  for (const path of ['/report/city-report', `/drafts/${draft.id}/2`, `/drafts/${draft.id}/materials`, `/mine/${report.id}/acts/withdraw`, `/mine/${report.id}/rating`, '/apply/food-business-licence']) {
    const answer = await fetch(`${city.url}${path}?_csrf=${encodeURIComponent(csrf)}`, { method: 'POST', redirect: 'manual', headers: { accept: 'text/html', cookie }, body: strange });
    assert.ok(answer.status < 500, `${path}: ${answer.status}`);
  }
  assert.equal((await citizen.get(`/api/v1/matters/${report.id}`)).body.outcome, 'withdrawn', 'a proved form of one’s own does what it says');
});

/** Elements whose words stand out less than 7:1 against their ground (WCAG 1.4.6), by axe's own measure. */
async function contrastFaults(page: Page): Promise<string[]> {
  // Brings axe into the page.
  await axe(page, { within: 'h1' });
  return page.evaluate<string[]>(`axe.run('html', { runOnly: { type: 'rule', values: ['color-contrast-enhanced'] }, rules: { 'color-contrast-enhanced': { enabled: true } } }).then(({ violations }) => violations.flatMap(({ nodes }) => nodes.filter(({ any }) => (any[0]?.data?.contrastRatio ?? 0) < 7).map(({ html, any }) => html.slice(0, 80) + ' ' + any[0]?.data?.contrastRatio)))`);
}

/** Bytes that travel for a page with everything it loads, compressed as a browser would have it. */
async function weightOf(path: string, headers: IncomingHttpHeaders): Promise<number> {
  const page = await bytesOf(path, { ...headers, accept: 'text/html' });
  const text = await (await fetch(`${city.url}${path}`, { headers: { accept: 'text/html', cookie: String(headers.cookie) } })).text();
  const parts = [...text.matchAll(/(?:href|src)="(\/portal\/[^"]+)"/g)].map((match) => (match[1] ?? '').replaceAll('&amp;', '&'));
  const sizes = await Promise.all([...new Set(parts)].map((part) => bytesOf(part, headers)));
  return sizes.reduce((sum, size) => sum + size, page);
}

const bytesOf = (path: string, headers: IncomingHttpHeaders) => new Promise<number>((done, fail) => {
  ask(`${city.url}${path}`, { headers: { ...headers, 'accept-encoding': 'gzip' } }, (answer) => {
    let size = 0;
    answer.on('data', (piece: Buffer) => { size += piece.length; });
    answer.on('end', () => done(size));
  }).on('error', fail).end();
});

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { assertAccessible, assertFitsWidth, assertQuiet, axe, openBrowser, readableViolations, shot, troublesOf, type TestBrowser } from './browser.ts';

const page = (body: string) => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>测试页</title><meta name="viewport" content="width=device-width">
<style>body{font-family:sans-serif;margin:24px}h1{font-weight:700}</style></head><body><main>${body}</main></body></html>`;

const pages: Record<string, string> = {
  '/': page(`<h1>茂名市一网通办 · 龘靐齉爨①②③</h1><p>办理公共场所卫生许可，承诺 5 个工作日。Public-place hygiene licence, 5 working days.</p>
    <label>出生日期 <input type="date"></label> <button>提交申请</button><p id="script">无脚本</p><script>document.getElementById('script').textContent = '有脚本'</script>`),
  '/unlabelled': page('<h1>表单</h1><input type="text"><p style="color:#aaa">看不清的字</p>'),
  '/noisy': page('<h1>出错</h1><script>console.error("坏了"); fetch("https://example.com/x").catch(() => 0); setTimeout(() => { throw new Error("脚本错") })</script>'),
  '/too-wide': page('<h1>太宽</h1><div style="width:1000px">一行</div>'),
};

/** A server with the strictest content policy, as the city's own: axe must get past it. */
const server = createServer((request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  if (request.url === '/unlabelled') response.setHeader('content-security-policy', "default-src 'self'; script-src 'self'; style-src 'unsafe-inline'");
  response.end(request.url === '/told' ? JSON.stringify([request.headers['accept-language'], request.headers.cookie]) : (pages[request.url ?? ''] ?? page('<h1>404</h1>')));
});
let browser: TestBrowser;
let origin = '';

before(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  assert.ok(address && typeof address === 'object');
  origin = `http://127.0.0.1:${address.port}`;
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  server.close();
});

test('Chinese characters are drawn as themselves, not as boxes', async () => {
  const tab = await browser.newPage({ origin });
  await tab.goto('/');
  const drawn = await tab.evaluate<Record<string, number>>(`(() => {
    const ink = (glyph, weight) => {
      const pen = Object.assign(document.createElement('canvas'), { width: 64, height: 64 }).getContext('2d');
      pen.font = weight + ' 48px sans-serif'; pen.fillText(glyph, 4, 52);
      const pixels = pen.getImageData(0, 0, 64, 64).data;
      let sum = 0; for (let i = 3; i < pixels.length; i += 4) sum += pixels[i] * (i % 997);
      return sum;
    };
    const box = ink(String.fromCodePoint(0x10fffd), 400);
    return { box, ...Object.fromEntries(['一','网','龘','靐','①','A'].map((glyph) => [glyph, ink(glyph, 400)])), bold: ink('网', 700) };
  })()`);
  assert.equal(new Set(Object.values(drawn)).size, 8, `every glyph looks different from the missing-glyph box and from the others: ${JSON.stringify(drawn)}`);
  await shot(tab, 'kit/desktop');
  assertQuiet(tab);
});

test('A phone page keeps the time of the city and fits its width', async () => {
  const tab = await browser.newPage({ origin, device: 'phone' });
  await tab.goto('/');
  assert.equal(await tab.evaluate('new Intl.DateTimeFormat().resolvedOptions().timeZone + new Date(0).toLocaleDateString()'), 'Asia/Shanghai1970/1/1');
  await assertFitsWidth(tab);
  await assertAccessible(tab);
  await shot(tab, 'kit/phone');
});

test('WebGL draws, in software if need be', async () => {
  const tab = await browser.newPage({ origin, device: 'wide' });
  await tab.goto('/');
  const pixel = await tab.evaluate<number[]>(`(() => {
    const gl = document.createElement('canvas').getContext('webgl2', { preserveDrawingBuffer: true });
    gl.clearColor(0.2, 0.4, 0.6, 1); gl.clear(gl.COLOR_BUFFER_BIT);
    const pixel = new Uint8Array(4); gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    return [...pixel];
  })()`);
  assert.deepEqual(pixel, [51, 102, 153, 255]);
});

test('A page without script is shown without script, and axe still reads it', async () => {
  const tab = await browser.newPage({ origin, javaScript: false });
  await tab.goto('/');
  assert.equal(await tab.textContent('#script'), '无脚本');
  await assertAccessible(tab);
});

test('An inaccessible page fails with the element and what to change, in spite of a strict content policy', async () => {
  const tab = await browser.newPage({ origin });
  await tab.goto('/unlabelled');
  await assert.rejects(assertAccessible(tab), (error: Error) => /label \(critical\)/.test(error.message) && /<input type="text">/.test(error.message) && /color-contrast \(serious\)/.test(error.message));
  assert.deepEqual((await axe(tab, { within: 'h1' })).map(({ id }) => id), []);
  assert.equal(readableViolations([]), '');
});

test('Script errors, console errors and requests to other machines are reported', async () => {
  const tab = await browser.newPage({ origin });
  await tab.goto('/noisy', { waitUntil: 'networkidle' });
  const seen = troublesOf(tab).join('\n');
  for (const part of ['console: 坏了', 'script error: 脚本错', 'request failed: https://example.com/x']) assert.ok(seen.includes(part), `${part} in:\n${seen}`);
  assert.throws(() => assertQuiet(tab));
});

test('A page wider than the phone is refused', async () => {
  const tab = await browser.newPage({ origin, device: 'phone' });
  await tab.goto('/too-wide');
  await assert.rejects(assertFitsWidth(tab), /scrolls sideways/);
});

test('Language and elder mode are told to the server', async () => {
  const tab = await browser.newPage({ origin, locale: 'en', elder: true });
  await tab.goto('/told');
  assert.deepEqual(JSON.parse((await tab.textContent('body')) ?? ''), ['en', 'elder=1']);
});

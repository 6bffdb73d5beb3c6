import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openBrowser, shot, troublesOf } from '#test/kit/browser.ts';
import { testCity } from '#test/kit/city.ts';
import { until } from '#test/kit/until.ts';

const [city, browser] = await Promise.all([testCity(), openBrowser()]);
after(() => browser.close());

const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** Half a second of silence: a WAV of 8 kHz, one byte a sample. */
function sound(): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0); head.writeUInt32LE(4036, 4); head.write('WAVEfmt ', 8); head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20); head.writeUInt16LE(1, 22); head.writeUInt32LE(8000, 24); head.writeUInt32LE(8000, 28); head.writeUInt16LE(1, 32); head.writeUInt16LE(8, 34);
  head.write('data', 36); head.writeUInt32LE(4000, 40);
  return Buffer.concat([head, Buffer.alloc(4000, 128)]);
}

async function kept(name: string, bytes: Buffer): Promise<string> {
  const citizen = await city.as('citizen');
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), name);
  const answer = await fetch(`${city.url}/api/v1/files`, { method: 'POST', body: form, headers: { authorization: `Bearer ${citizen.token}` } });
  assert.equal(answer.status, 201, await answer.clone().text());
  return ((await answer.json()) as { id: string }).id;
}

test('A picture and a recording open in the browser as they are, and reach nothing of this site', async () => {
  const page = await browser.newPage({ origin: city.url });
  await page.context().addCookies([{ name: 'yiwang_session', value: (await city.as('citizen')).token ?? '', url: city.url }]);
  await page.goto(`/api/v1/files/${await kept('路面.png', picture)}`);
  assert.equal(await page.evaluate('document.images[0].naturalWidth'), 1);
  assert.equal(await page.evaluate('self.origin'), 'null', 'it belongs to no site');
  await page.goto(`/api/v1/files/${await kept('录音.wav', sound())}`);
  await until(async () => (await page.evaluate('document.querySelector("video, audio").duration')) === 0.5);
  await shot(page, 'files/sound');
  assert.deepEqual(troublesOf(page), []);
});

test('A PDF is sent without the sandbox in which Chrome shows none, a page or a drawing with script is only saved', async () => {
  const citizen = await city.as('citizen');
  const headersOf = async (name: string, words: string) => {
    const { headers } = await citizen.get(`/api/v1/files/${await kept(name, Buffer.from(words))}`);
    return ['content-type', 'content-disposition', 'content-security-policy', 'x-content-type-options'].map((header) => headers.get(header)?.split(';')[0]);
  };
  assert.deepEqual(await headersOf('合同.pdf', '%PDF-1.4\n%%EOF\n'), ['application/pdf', 'inline', "frame-ancestors 'none'", 'nosniff']);
  for (const [name, words] of [['页.html', '<!doctype html><script>alert(1)</script>'], ['图.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>']] as const) {
    const [type, way, policy] = await headersOf(name, words);
    assert.ok(way === 'attachment' || type === 'text/plain', `${name}: ${type} ${way}`);
    assert.equal(policy, 'sandbox', name);
  }
});

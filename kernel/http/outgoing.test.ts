import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { askOutside, liesInside } from './outgoing.ts';

let asked = 0;
const server = createServer((request, answer) => {
  asked += 1;
  if (request.url === '/away') answer.writeHead(302, { location: 'http://169.254.169.254/' }).end();
  else if (request.url === '/long') answer.end(Buffer.alloc(200_000));
  else answer.end('hello');
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
after(() => server.close());
const { port } = server.address() as AddressInfo;

test('An address that leads inside is refused before anything is sent, however it is written', async () => {
  for (const address of [`http://127.0.0.1:${port}/`, `http://localhost:${port}/`, `http://[::1]:${port}/`, `http://[::ffff:127.0.0.1]:${port}/`, `http://2130706433:${port}/`, `http://0x7f.1:${port}/`, `http://0:${port}/`, 'http://169.254.169.254/latest/meta-data', 'http://10.1.2.3/', 'http://192.168.0.1/', 'http://172.31.0.1/', 'http://100.64.0.1/', 'http://[fd00::1]/', 'http://[fe80::1]/', 'file:///etc/passwd', 'ftp://example.org/', 'gopher://x', 'http://user:word@example.org/', 'no address', '']) {
    await assert.rejects(askOutside(address), /ADDRESS_NOT_ALLOWED/, address);
  }
  assert.equal(asked, 0);
});

test('What lies inside and outside', () => {
  for (const address of ['127.0.0.1', '10.0.0.1', '::1', '::ffff:10.0.0.1', '::ffff:a00:1', 'fe80::1', '169.254.169.254', '224.0.0.1', '0.0.0.0']) assert.ok(liesInside(address), address);
  for (const address of ['1.1.1.1', '114.114.114.114', '2606:4700::1111', '172.32.0.1', '100.128.0.1']) assert.ok(!liesInside(address), address);
});

test('An inner system the settings allow is asked; a redirection is not followed, and too much is cut off', async () => {
  const allowed = [`127.0.0.1:${port}`];
  assert.equal((await askOutside(`http://127.0.0.1:${port}/`, { allowed })).body.toString(), 'hello');
  assert.equal((await askOutside(`http://127.0.0.1:${port}/away`, { allowed })).status, 302);
  await assert.rejects(askOutside(`http://127.0.0.1:${port}/long`, { allowed, mostBytes: 1000 }), /longer than 1000/);
});

import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { readConfig } from '../config/config.ts';
import { openFileStore } from './open.ts';
import { S3Store } from './s3.ts';
import { FileChanged, FileTooLarge } from './store.ts';
import { inFolder } from '#test/kit/folder.ts';

/** A small object store that keeps objects in memory and checks every signature by the published steps of AWS Signature Version 4. */
const objects = new Map<string, Buffer>();
const secrets = new Map([['KEY1', 'secret/with+signs']]);
let failures = 0;
let calls: string[] = [];
let server: Server;
let endpoint = '';

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, data: string) => createHmac('sha256', key).update(data).digest();

function signatureFits(request: IncomingMessage): boolean {
  const parts = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(request.headers.authorization ?? '');
  if (!parts) return false;
  const [, key, day, region, names, signature] = parts as unknown as [string, string, string, string, string, string];
  const { pathname } = new URL(request.url!, endpoint);
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join('');
  const canonical = [request.method, pathname, '', headers, names, request.headers['x-amz-content-sha256']].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], `${day}/${region}/s3/aws4_request`, sha256(canonical)].join('\n');
  const signingKey = hmac(hmac(hmac(hmac(`AWS4${secrets.get(key) ?? ''}`, day), region), 's3'), 'aws4_request');
  return hmac(signingKey, toSign).toString('hex') === signature;
}

before(async () => {
  server = createServer(async (request, response) => {
    const body = await buffer(request);
    calls.push(request.method!);
    if (failures > 0) {
      failures -= 1;
      return response.writeHead(503).end('SlowDown');
    }
    if (!signatureFits(request)) return response.writeHead(403).end('SignatureDoesNotMatch');
    if (request.method === 'PUT') {
      if (sha256(body) !== request.headers['x-amz-content-sha256']) return response.writeHead(400).end('XAmzContentSHA256Mismatch');
      objects.set(request.url!, body);
      return response.writeHead(200).end();
    }
    if (request.method === 'DELETE') return response.writeHead(objects.delete(request.url!) ? 204 : 404).end();
    const object = objects.get(request.url!);
    if (!object) return response.writeHead(404).end('NoSuchKey');
    return response.writeHead(200, { 'content-length': object.length }).end(request.method === 'HEAD' ? undefined : object);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

const storeIn = (folder: string, secret = 'secret/with+signs') => new S3Store({ endpoint, bucket: 'city', accessKeyId: 'KEY1', secretAccessKey: secret, region: 'cn-south-1' }, folder);

test('A file goes to the object store signed, and comes back byte for byte', () => inFolder(async (folder) => {
  const store = storeIn(folder);
  const bytes = Buffer.from('一行数据\n'.repeat(50_000));
  const { sha256: name, size } = await store.put(Readable.from([bytes.subarray(0, 1000), bytes.subarray(1000)]), 10_000_000);
  assert.equal(size, bytes.length);
  assert.ok(objects.has(`/city/files/${name}`));
  assert.deepEqual(await buffer(await store.get(name)), bytes);
  assert.deepEqual(readFileSync(await store.path(name)), bytes);
  assert.deepEqual(readdirSync(join(folder, 'files', 'arriving')), []);
}));

test('Content that is already there is not sent a second time', () => inFolder(async (folder) => {
  const store = storeIn(folder);
  await store.put(Readable.from([Buffer.from('同一内容')]), 1000);
  calls = [];
  await store.put(Readable.from([Buffer.from('同一内容')]), 1000);
  assert.deepEqual(calls, ['HEAD']);
}));

test('A store that stumbles is asked again until it answers', () => inFolder(async (folder) => {
  failures = 2;
  const { sha256: name } = await storeIn(folder).put(Readable.from([Buffer.from('再试一次')]), 1000);
  assert.equal((await buffer(await storeIn(folder).get(name))).toString(), '再试一次');
}));

test('A wrong secret is refused by the store and said so, without asking again', () => inFolder(async (folder) => {
  calls = [];
  await assert.rejects(storeIn(folder, 'wrong').put(Readable.from([Buffer.from('x')]), 1000), /answered 403/);
  assert.deepEqual(calls, ['HEAD']);
}));

test('A file past its limit never reaches the store', () => inFolder(async (folder) => {
  calls = [];
  await assert.rejects(storeIn(folder).put(Readable.from([Buffer.alloc(2000)]), 1000), FileTooLarge);
  assert.deepEqual(calls, []);
  assert.deepEqual(readdirSync(join(folder, 'files', 'arriving')), []);
}));

test('An object changed in the store is noticed, and not kept as a local copy', () => inFolder(async (folder) => {
  const store = storeIn(folder);
  const { sha256: name } = await store.put(Readable.from([Buffer.from('原件')]), 1000);
  objects.set(`/city/files/${name}`, Buffer.from('伪造'));
  await assert.rejects(async () => buffer(await store.get(name)), FileChanged);
  await assert.rejects(store.path(name), FileChanged);
  assert.deepEqual(readdirSync(join(folder, 'files', 'fetched')), []);
}));

test('S3_URL chooses the object store; without it files stay on disk', () => inFolder(async (folder) => {
  const store = openFileStore(readConfig({ DATA_DIR: folder, S3_URL: `${endpoint.replace('://', '://KEY1:secret%2Fwith%2Bsigns@')}/city?region=cn-south-1` }));
  const { sha256: name } = await store.put(Readable.from([Buffer.from('由配置选定')]), 1000);
  assert.ok(objects.has(`/city/files/${name}`));
  await openFileStore(readConfig({ DATA_DIR: folder })).put(Readable.from([Buffer.from('留在本机')]), 1000);
  assert.ok(readdirSync(join(folder, 'files')).includes(sha256(Buffer.from('留在本机')).slice(0, 2)));
}));

test('A file that is removed is gone from the object store and from this machine; removing it again is no fault', () => inFolder(async (folder) => {
  const store = storeIn(folder);
  const { sha256: name } = await store.put(Readable.from([Buffer.from('要删除的内容')]), 1000);
  await store.path(name);
  assert.equal(await store.has(name), true);
  await store.remove(name);
  await store.remove(name);
  assert.equal(await store.has(name), false);
  assert.ok(!objects.has(`/city/files/${name}`));
  assert.deepEqual(readdirSync(join(folder, 'files', 'fetched')), []);
}));

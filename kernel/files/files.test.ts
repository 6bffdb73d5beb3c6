import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import type { FastifyRequest } from 'fastify';
import { DiskStore, FileChanged } from './store.ts';
import { fileRoutes } from './routes.ts';
import { plainName } from './receive.ts';
import { eraseFiles, removeFiles } from './remove.ts';
import { linkFiles } from './table.ts';
import { smallHouse, type SmallHouse } from '#test/kit/small-house.ts';
import { inFolder } from '#test/kit/folder.ts';

const alice = '01900000-0000-7000-8000-00000000000a';
const bob = '01900000-0000-7000-8000-00000000000b';
const accountOf = (request: FastifyRequest) => (request.headers['x-account'] as string | undefined) ?? null;
let small: SmallHouse;
before(async () => {
  small = await smallHouse({
    jobs: false,
    floors: [{ key: 'files', routes: (app, house) => fileRoutes(app, house, { accountOf, opens: (request, link) => request.headers['x-right'] === `${link.may}@${link.organ}` }) }],
  });
});
after(() => small.stop());

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
async function send(name: string, bytes: Uint8Array, account = alice) {
  const form = new FormData();
  form.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
  const answer = await fetch(`${small.url}/api/v1/files`, { method: 'POST', body: form, headers: { 'x-account': account } });
  return { status: answer.status, body: (await answer.json()) as { id: string; type: string; name: string; code: string; sha256: string } };
}
const open = (id: string, headers: Record<string, string>) => fetch(`${small.url}/api/v1/files/${id}`, { headers });

test('A file comes back to its uploader byte for byte, and to nobody else', async () => {
  const { status, body } = await send('照片.png', png);
  assert.equal(status, 201);
  assert.equal(body.type, 'image/png');
  assert.equal(body.name, '照片.png');
  const mine = await open(body.id, { 'x-account': alice });
  assert.deepEqual(Buffer.from(await mine.arrayBuffer()), png);
  assert.match(mine.headers.get('content-disposition')!, /^inline; filename\*=UTF-8''%E7%85%A7/);
  assert.equal((await open(body.id, { 'x-account': bob })).status, 404);
  assert.equal((await open(body.id, {})).status, 404);
  assert.equal((await open('not-an-id', { 'x-account': alice })).status, 404);
});

test('A file tied to a matter opens to whoever holds the right at its organ', async () => {
  const { body } = await send('scene.png', png);
  await linkFiles(small.house.db, [body.id], { object: 'matter', objectId: 'm-1', may: 'matter.read', organ: 'water', region: null });
  assert.equal((await open(body.id, { 'x-account': bob, 'x-right': 'matter.read@water' })).status, 200);
  assert.equal((await open(body.id, { 'x-account': bob, 'x-right': 'matter.read@health' })).status, 404);
});

test('The same content is kept once under two ids', async () => {
  const first = await send('one.csv', Buffer.from('a,b\n1,2\n'));
  const second = await send('two.csv', Buffer.from('a,b\n1,2\n'), bob);
  assert.equal(first.body.sha256, second.body.sha256);
  assert.notEqual(first.body.id, second.body.id);
  assert.equal(readdirSync(join(small.dataDir, 'files', first.body.sha256.slice(0, 2))).filter((name) => first.body.sha256.endsWith(name)).length, 1);
});

for (const [what, name, bytes, code] of [
  ['A web page called .csv', 'table.csv', Buffer.from('\ufeff  <!DOCTYPE html><html><table><tr><td>1</td></tr></table>'), 'FILE_TYPE_MISMATCH'],
  ['A web page in UTF-16 called .csv', 'table.csv', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<html><body>', 'utf16le')]), 'FILE_TYPE_MISMATCH'],
  ['A PDF called .jpg', 'photo.jpg', Buffer.from('%PDF-1.7\n'), 'FILE_TYPE_MISMATCH'],
  ['A Windows program', 'report.pdf.exe', Buffer.from('MZ\x90\x00'), 'FILE_TYPE_REFUSED'],
  ['A shell script', 'run.txt', Buffer.from('#!/bin/sh\nrm -rf /\n'), 'FILE_TYPE_REFUSED'],
  ['An empty file', 'empty.csv', Buffer.alloc(0), 'FILE_MISSING'],
  ['A picture of 21 MB', 'big.png', Buffer.concat([png, Buffer.alloc(21 * 1024 * 1024)]), 'FILE_TOO_LARGE'],
] as const) {
  test(`${what} is refused with ${code}, and nothing is stored`, async () => {
    const [before] = await small.house.db`select count(*) from files`;
    const { status, body } = await send(name, bytes);
    assert.equal(body.code, code);
    assert.ok(status >= 400 && status < 500);
    assert.deepEqual((await small.house.db`select count(*) from files`)[0], before);
    assert.deepEqual(readdirSync(join(small.dataDir, 'files', 'arriving')), []);
  });
}

test('An upload broken off in the middle stores nothing', async () => {
  const [before] = await small.house.db`select count(*) from files`;
  const { port } = new URL(small.url);
  await new Promise<void>((done) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(`POST /api/v1/files HTTP/1.1\r\nhost: x\r\nx-account: ${alice}\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 900000\r\n\r\n--b\r\ncontent-disposition: form-data; name="file"; filename="half.csv"\r\n\r\na,b\n`);
      socket.write('1,2\n'.repeat(20_000));
      setTimeout(() => socket.destroy(), 200);
    });
    socket.once('close', () => done());
  });
  await new Promise((wake) => setTimeout(wake, 300));
  assert.deepEqual((await small.house.db`select count(*) from files`)[0], before);
  assert.deepEqual(readdirSync(join(small.dataDir, 'files', 'arriving')), []);
});

test('A request without a file, or with another field, is refused', async () => {
  const form = new FormData();
  form.append('other', new Blob([png]), 'a.png');
  const answer = await fetch(`${small.url}/api/v1/files`, { method: 'POST', body: form, headers: { 'x-account': alice } });
  assert.equal(((await answer.json()) as { code: string }).code, 'FILE_MISSING');
  const plain = await fetch(`${small.url}/api/v1/files`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', 'x-account': alice } });
  assert.ok(plain.status >= 400 && plain.status < 500);
});

test('A name is only a name: folders, controls and direction marks are taken out', () => {
  assert.equal(plainName('../../etc/passwd'), 'passwd');
  assert.equal(plainName('C:\\temp\\a\u0000b.csv'), 'ab.csv');
  assert.equal(plainName('photo\u202egpj.exe'), 'photogpj.exe');
  assert.equal(plainName('..'), 'file');
  assert.ok(plainName(`${'长'.repeat(500)}.csv`).endsWith('.csv'));
});

test('Bytes changed on the disk are noticed when they are read', () => inFolder(async (folder) => {
  const store = new DiskStore(folder);
  const { sha256 } = await store.put(Readable.from([Buffer.from('真实的内容')]), 1000);
  writeFileSync(await store.path(sha256), '别的内容');
  await assert.rejects(async () => {
    for await (const piece of await store.get(sha256)) assert.ok(piece);
  }, FileChanged);
}));

test('Bytes go only when no file in use has them, and what was removed can be stored again', async () => {
  const bytes = Buffer.from('两个人上传的同一份内容');
  const [first, second] = [await send('a.txt', bytes), await send('b.txt', bytes, bob)];
  const { db, files } = small.house;
  await db.begin((tx) => eraseFiles(tx, [first.body.id]));
  await removeFiles(small.house);
  assert.equal((await open(first.body.id, { 'x-account': alice })).status, 404);
  assert.equal(await (await open(second.body.id, { 'x-account': bob })).text(), bytes.toString(), 'the other keeps theirs');
  await db.begin((tx) => eraseFiles(tx, [second.body.id]));
  await removeFiles(small.house);
  assert.equal(await files.has(second.body.sha256), false);
  const [row] = await db<{ name: string; owner: string | null }[]>`select name, owner_id as owner from files where id = ${second.body.id}`;
  assert.deepEqual(row, { name: '', owner: null }, 'name and owner are forgotten');
  const third = await send('c.txt', bytes);
  assert.equal(await (await open(third.body.id, { 'x-account': alice })).text(), bytes.toString());
});

test('What was put out of use and rolled back stays', async () => {
  const { body } = await send('留.txt', Buffer.from('留下的内容'));
  await assert.rejects(small.house.db.begin(async (tx) => {
    await eraseFiles(tx, [body.id]);
    throw new Error('rolled back');
  }), /rolled back/);
  await removeFiles(small.house);
  assert.equal((await open(body.id, { 'x-account': alice })).status, 200);
});

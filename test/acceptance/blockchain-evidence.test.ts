import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { threadOf } from '#domain/proof/evidence/notarise.ts';
import { askWitnesses } from '#domain/proof/evidence/witness.ts';
import { anchorSigner } from '#kernel/chain/anchor.ts';
import type { Signer } from '#kernel/crypto/module.ts';
import { sm2PublicKeyToPem } from '#kernel/crypto/sm2-keys.ts';
import { sm3 } from '#kernel/crypto/sm3.ts';
import { softwareModule } from '#kernel/crypto/software-module.ts';
import { testCity } from '#test/kit/city.ts';
import { until } from '#test/kit/until.ts';
import { startWitness } from '../../deploy/witness.ts';

/** 区块链存证与溯源: hashes in a chain several nodes keep an eye on, receipts that hold without us. */
const folder = mkdtempSync(join(tmpdir(), 'yiwang-evidence-'));
const nodes: Server[] = [await startWitness({ port: 0, data: join(folder, 'audit-office') }), await startWitness({ port: 0, data: join(folder, 'notary') })];
const contrary = createServer((request, response) => {
  response.writeHead(request.method === 'GET' ? 200 : 409, { 'content-type': 'application/json' }).end(JSON.stringify(request.method === 'GET' ? { size: 0, key: 'x' } : { why: 'I have signed another root.' }));
});
await new Promise<void>((done) => contrary.listen(0, '127.0.0.1', done));
nodes.push(contrary);
const at = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const city = await testCity({ env: { WITNESSES: `审计局=${at(nodes[0]!)},公证处=${at(nodes[1]!)},另一节点=${at(contrary)},失联节点=http://127.0.0.1:9` } });
after(() => {
  for (const node of nodes) node.close();
  rmSync(folder, { recursive: true });
});
const [head, auditor, citizen] = await Promise.all(['head', 'auditor', 'citizen'].map(city.as));
const verifier = new URL('../../deploy/verify-audit.mjs', import.meta.url).pathname;
const document = Buffer.from('检测报告：一批二十箱，合格。');
const store = (body: Record<string, unknown>) => head!.post('/api/v1/evidence', { algorithm: 'sm3', digest: sm3(document).toString('hex'), kind: 'report', ...body });
const offline = (receipt: unknown, file: Buffer) => {
  const [receiptFile, documentFile] = [join(folder, 'receipt.json'), join(folder, 'document')];
  writeFileSync(receiptFile, JSON.stringify(receipt));
  writeFileSync(documentFile, file);
  return spawnSync(process.execPath, [verifier, '--receipt', receiptFile, '--file', documentFile], { encoding: 'utf8' });
};

test('Storing gives a receipt that holds offline, and the file later is the same, changed or unknown', async () => {
  const stored = await store({});
  assert.equal(stored.status, 201);
  const receipt = (await city.guest.get(stored.body.receipt)).body;
  assert.equal(receipt.entry.digest, sm3(document).toString('hex'));
  assert.match(offline(receipt, document).stdout, /^✓ Stored .*, in the tree of \d+ entries signed/);
  assert.match(offline(receipt, Buffer.from('检测报告：一批二十箱，不合格。')).stdout, /✗ The file is not the one that was stored/);
  assert.match(offline({ ...receipt, entry: { ...receipt.entry, at: '2020-01-01T00:00:00.000Z' } }, document).stdout, /✗ The entry is not in the signed tree/);

  const verify = async (digest: Buffer, id?: string) => (await city.guest.post('/api/v1/evidence/verify', { digest: digest.toString('hex'), ...(id ? { id } : {}) })).body.outcome;
  assert.equal(await verify(sm3(document)), 'same');
  assert.equal(await verify(sm3(document), stored.body.id), 'same');
  assert.equal(await verify(sm3('other'), stored.body.id), 'changed');
  assert.equal(await verify(sm3('other')), 'unknown');
  assert.equal(await verify(sm3(document), '01900000-0000-7000-8000-000000000000'), 'unknown');
  const sha = createHash('sha256').update(document).digest();
  assert.equal((await store({ algorithm: 'sha256', digest: sha.toString('hex') })).status, 201);
  assert.equal(await verify(sha), 'same');
});

test('The same request sent twice stores one hash', async () => {
  const body = { algorithm: 'sm3', digest: sm3('once').toString('hex'), kind: 'report' };
  const [first, second] = [await head!.post('/api/v1/evidence', body, { 'idempotency-key': 'e-1' }), await head!.post('/api/v1/evidence', body, { 'idempotency-key': 'e-1' })];
  assert.equal(first.body.id, second.body.id);
});

test('Content that is not a hash is refused with words, and only those with the right may store', async () => {
  for (const digest of ['身份证 440901199003070017', 'abc', 'g'.repeat(64), '']) {
    const refused = await store({ digest });
    assert.deepEqual([refused.status, refused.body.code, refused.body.title], [422, 'EVIDENCE_NOT_A_HASH', '不是哈希值'], digest);
  }
  assert.equal((await store({ thread: '张三的白菜' })).body.code, 'EVIDENCE_NOT_A_HASH');
  assert.equal((await store({ kind: '给张三的报告' })).status, 400);
  assert.equal((await citizen!.post('/api/v1/evidence', { algorithm: 'sm3', digest: sm3('x').toString('hex'), kind: 'report' })).status, 403);
});

test('A chain of handovers shows all steps in their order, and nobody can slip one in between', async () => {
  const thread = threadOf('批次 2026-11-B7').toString('hex');
  const steps: { id: string }[] = [];
  for (const kind of ['handover.harvested', 'handover.shipped', 'handover.received', 'handover.sold']) steps.push((await store({ kind, thread, digest: sm3(kind).toString('hex') })).body);
  const late = await store({ kind: 'handover.swapped', thread, after: steps[1]!.id });
  assert.deepEqual([late.status, late.body.code], [409, 'EVIDENCE_THREAD_MOVED']);
  const { body } = await city.guest.get(`/api/v1/evidence/threads/${thread}`);
  assert.deepEqual(body.items.map(({ kind, position }: { kind: string; position: number }) => [position, kind]), [[0, 'handover.harvested'], [1, 'handover.shipped'], [2, 'handover.received'], [3, 'handover.sold']]);
  assert.equal(body.whole, true);
  await Promise.all(Array.from({ length: 8 }, (_, i) => store({ kind: 'handover.counted', thread, digest: sm3(String(i)).toString('hex') })));
  const after = (await city.guest.get(`/api/v1/evidence/threads/${thread}`)).body;
  assert.deepEqual([after.items.length, after.whole], [12, true]);
});

test('Witnesses co-sign the heads; one that disagrees and one that is silent are shown, and stop nobody', async () => {
  await askWitnesses(city.house);
  const stored = (await store({ digest: sm3('later').toString('hex') })).body;
  await city.guest.get(stored.receipt);
  await askWitnesses(city.house);
  const { body } = await city.guest.get('/api/v1/evidence/nodes');
  assert.deepEqual(body.witnesses.map(({ name, said }: { name: string; said: string }) => [name, said]), [['审计局', 'agrees'], ['公证处', 'agrees'], ['另一节点', 'disagrees'], ['失联节点', 'silent']]);
  assert.match(body.witnesses[2].words, /another root/);
  const receipt = (await city.guest.get(stored.receipt)).body;
  assert.deepEqual(receipt.witnesses.map(({ name }: { name: string }) => name), ['公证处', '审计局'].toSorted());
  writeFileSync(join(folder, 'later'), 'later');
  assert.equal(offline(receipt, Buffer.from('later')).status, 0);
});

test('A witness refuses a head that does not grow out of the one it signed, and one of another log', async () => {
  const [signer, stranger] = await Promise.all([city.house.crypto, softwareModule(join(folder, 'stranger'))].map(anchorSigner));
  const show = async (by: Signer, size: number, root: Buffer) => {
    const statement = JSON.stringify({ log: 'evidence', size, root: root.toString('hex') });
    const answer = await fetch(`${at(nodes[0]!)}/heads`, { method: 'POST', body: JSON.stringify({ statement, signature: (await by.sign(Buffer.from(statement))).toString('base64'), key: sm2PublicKeyToPem(by.publicKey), from: 0, path: [] }) });
    return `${answer.status} ${((await answer.json()) as { why?: string }).why}`;
  };
  assert.match(await show(signer!, 1, sm3('another')), /^409 I have signed \d+ entries, this head has only 1/);
  assert.match(await show(signer!, 5000, sm3('another')), /^409 The \d+ entries I have signed are not the beginning of this head/);
  assert.match(await show(stranger!, 5000, sm3('another')), /^409 This is a head of another log, or signed by another key/);
});

test('Changing or removing a stored block, leaf or hash is found by the check of the chain', async () => {
  const check = async () => (await auditor!.post('/api/v1/evidence/checks')).body.faults.map(({ kind }: { kind: string }) => kind) as string[];
  await until(async () => (await city.house.db`select 1 from chain_queue where log = 'evidence'`).length === 0);
  assert.deepEqual(await check(), []);
  const past = (sql: string) => city.house.db.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx.unsafe(sql);
  });
  await past("update evidence set digest = sha256('x') where id = (select ref from chain_leaves where log = 'evidence' and seq = 0)");
  assert.deepEqual(await check(), ['entry-changed']);
  await past("delete from chain_blocks where log = 'evidence' and height = (select max(height) from chain_blocks where log = 'evidence')");
  assert.deepEqual(new Set(await check()), new Set(['entry-changed', 'block-wrong']));
  await past("delete from chain_blocks where log = 'evidence' and height = 0");
  assert.ok((await check()).includes('block-wrong'));
});

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { audit } from '#kernel/audit/audit.ts';
import { auditContents, auditLog } from '#kernel/audit/log.ts';
import { consistencyPath, GrowingTree, inclusionPath, verifyConsistency, verifyInclusion } from '#kernel/crypto/merkle.ts';
import { connect } from '#kernel/database/connect.ts';
import { prepareDatabase } from '#kernel/start.ts';
import { freshDatabase } from '#test/kit/server.ts';
import { entryLeaf } from './block.ts';
import { headOf, seal, type Head } from './seal.ts';
import { storedTree } from './tree.ts';

const database = await freshDatabase();
const db = connect(database.url, { max: 8 });
after(async () => {
  await db.end();
  await database.drop();
});
await prepareDatabase(db, database.url, []);
const entry = { accountId: null, act: 'thing.read', object: 'thing', traceId: 'b'.repeat(32), address: '2001:db8::7' };
const leavesNow = async () => (await db<{ leaf: Buffer }[]>`select leaf from chain_leaves where log = 'audit' order by seq`).map(({ leaf }) => leaf);

test('Entries get their places block by block, and the stored tree is the tree of its leaves', async () => {
  const tree = new GrowingTree();
  const heads: Head[] = [];
  for (const count of [1, 3, 252, 1, 700, 5, 1100]) {
    await db`insert into audit_entries (id, act, object, trace_id) select uuid_v7(), 'thing.read', 'thing', 'c' from generate_series(1, ${count})`;
    assert.equal(await seal(db, auditLog, new Date()), count);
    heads.push((await headOf(db, 'audit'))!);
  }
  const leaves = await leavesNow();
  for (const [index, leaf] of leaves.entries()) {
    tree.add(leaf);
    const head: Head | undefined = heads.find(({ size }) => size === index + 1);
    if (head) assert.deepEqual(head.root, tree.root());
  }
  const last = heads.at(-1)!;
  for (const index of [0, 255, 256, 957, 2061]) assert.equal(verifyInclusion(leaves[index]!, index, last.size, await inclusionPath(index, last.size, storedTree(db, 'audit')), last.root), true);
  for (const older of heads) assert.equal(verifyConsistency(older.size, older.root, last.size, last.root, await consistencyPath(older.size, last.size, storedTree(db, 'audit'))), true);
});

test('An entry that was made early and committed late is not passed over', async () => {
  let commit = () => {};
  const slow = db.begin(async (tx) => {
    await audit(tx, { ...entry, act: 'slow.act' });
    await new Promise<void>((go) => { commit = go; });
  });
  await new Promise((go) => setTimeout(go, 50));
  const fast = await audit(db, { ...entry, act: 'fast.act' });
  assert.equal(await seal(db, auditLog, new Date()), 1);
  commit();
  await slow;
  assert.equal(await seal(db, auditLog, new Date()), 1);
  const acts = await db<{ act: string; id: string }[]>`select e.act, e.id from chain_leaves l join audit_entries e on e.id = l.ref where log = 'audit' order by seq desc limit 2`;
  assert.deepEqual(acts.map(({ act }) => act), ['slow.act', 'fast.act']);
  assert.equal(acts[1]!.id, fast);
});

test('Ten sealers at once and fifty acts beside them leave one chain with every entry once', async () => {
  const before = (await headOf(db, 'audit'))!.size;
  const others = Array.from({ length: 3 }, () => connect(database.url, { max: 4 }));
  await Promise.all([
    ...Array.from({ length: 50 }, (_, i) => audit(db, { ...entry, objectId: String(i) })),
    ...Array.from({ length: 10 }, (_, i) => seal(others[i % 3]!, auditLog, new Date())),
  ]);
  await seal(db, auditLog, new Date(), { wait: true });
  await Promise.all(others.map((pool) => pool.end()));
  assert.equal((await headOf(db, 'audit'))!.size, before + 50);
});

test('An entry that is rolled back leaves nothing to seal', async () => {
  await assert.rejects(db.begin(async (tx) => { await audit(tx, entry); throw new Error('undone'); }), /undone/);
  assert.equal(await seal(db, auditLog, new Date()), 0);
});

test('The leaf is reckoned from the entry as it reads back, with everything it concerns', async () => {
  const subject = '01900000-0000-7000-8000-000000000001';
  const id = await audit(db, { ...entry, subjects: [subject], fields: ['phone'], purpose: '核对', detail: { 数: 1.5, list: [1, { b: null, a: '“”' }], at: new Date(0) } });
  await seal(db, auditLog, new Date());
  const content = (await auditContents(db, [id])).get(id)!;
  assert.deepEqual([content.subjects, content.fields, content.address], [[subject], ['phone'], '2001:db8::7']);
  assert.deepEqual(entryLeaf(content), (await leavesNow()).at(-1));
});

test('What is sealed can be neither changed nor taken away', async () => {
  for (const table of ['chain_blocks', 'chain_leaves', 'chain_nodes', 'chain_anchors']) {
    await assert.rejects(db.unsafe(`truncate ${table} cascade`), /append-only/);
    if (table !== 'chain_anchors') await assert.rejects(db.unsafe(`delete from ${table}`), /append-only/);
  }
});

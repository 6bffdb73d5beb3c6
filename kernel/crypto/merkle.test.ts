import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { consistencyPath, frontierOf, GrowingTree, inclusionPath, leafHash, nodeHash, rootOf, verifyConsistency, verifyInclusion, type Subtrees } from './merkle.ts';

const leaves = Array.from({ length: 70 }, (_, index) => leafHash(`leaf ${index}`));
const subtrees: Subtrees = async (level, index) => (level === 0 ? leaves[index]! : nodeHash(await subtrees(level - 1, index * 2), await subtrees(level - 1, index * 2 + 1)));
const changed = (hash: Buffer) => Buffer.from(hash.map((byte, at) => (at === 0 ? byte ^ 1 : byte)));

test('A tree grown leaf by leaf has the root of the tree at once, from any point on', async () => {
  const tree = new GrowingTree();
  for (const [size, leaf] of leaves.entries()) {
    assert.deepEqual(tree.root(), await rootOf(size, subtrees));
    const resumed = new GrowingTree(size, await frontierOf(size, subtrees));
    resumed.add(leaf);
    tree.add(leaf);
    assert.deepEqual(resumed.root(), tree.root());
  }
  assert.throws(() => new GrowingTree(5, [leaves[0]!]), /no frontier of 5 leaves/);
});

test('A leaf and a node never have the same hash', () => assert.notDeepEqual(leafHash(Buffer.concat([leaves[0]!, leaves[1]!])), nodeHash(leaves[0]!, leaves[1]!)));

test('Every leaf of every tree is proven by its path, and nothing else is', async () => {
  for (let size = 1; size <= leaves.length; size += 1) {
    const root = await rootOf(size, subtrees);
    for (let index = 0; index < size; index += 1) {
      const path = await inclusionPath(index, size, subtrees);
      assert.equal(verifyInclusion(leaves[index]!, index, size, path, root), true, `${index} of ${size}`);
      assert.equal(verifyInclusion(changed(leaves[index]!), index, size, path, root), false);
      if (size > 1) assert.equal(verifyInclusion(leaves[index]!, (index + 1) % size, size, path, root), false);
      assert.equal(verifyInclusion(leaves[index]!, index, size, [...path, root], root), false);
    }
  }
});

test('Every older tree is proven to be the beginning of every newer one, and a changed one is not', async () => {
  for (let newer = 1; newer <= leaves.length; newer += 1) {
    const root = await rootOf(newer, subtrees);
    for (let older = 1; older <= newer; older += 1) {
      const path = await consistencyPath(older, newer, subtrees);
      const before = await rootOf(older, subtrees);
      assert.equal(verifyConsistency(older, before, newer, root, path), true, `${older} in ${newer}`);
      assert.equal(verifyConsistency(older, changed(before), newer, root, path), false);
      assert.equal(verifyConsistency(older, before, newer, changed(root), path), false);
    }
  }
});

test('A path with any hash changed proves nothing', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 2, max: 70 }), fc.nat(), fc.nat(), async (size, at, place) => {
    const index = at % size;
    const path = await inclusionPath(index, size, subtrees);
    const broken = path.map((hash, i) => (i === place % path.length ? changed(hash) : hash));
    assert.equal(verifyInclusion(leaves[index]!, index, size, broken, await rootOf(size, subtrees)), false);
  }));
});

import { setImmediate as breath } from 'node:timers/promises';
import { canonicalJson } from '../crypto/canonical-json.ts';
import { frontierOf, GrowingTree } from '../crypto/merkle.ts';
import { sm2Verify } from '../crypto/sm2.ts';
import type { Sm2PublicKey } from '../crypto/sm2-keys.ts';
import type { Db } from '../database/connect.ts';
import { blockHash, entryLeaf, noBlock } from './block.ts';
import type { ChainLog } from './log.ts';
import { storedTree } from './tree.ts';
import type { Anchor } from './anchor.ts';

export const faultKinds = ['entry-changed', 'entry-missing', 'leaf-missing', 'root-wrong', 'block-wrong', 'anchor-wrong', 'never-sealed'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What is wrong, and where: a leaf by its place, a block by its height, an anchor by its size. */
export type ChainFault = {
  readonly kind: FaultKind;
  readonly at: number;
  readonly ref: string | null;
};
export type ChainCheck = { readonly from: number; readonly to: number; readonly checked: number; readonly archived: number; readonly faults: readonly ChainFault[] };

const step = 4000;
const mostFaults = 100;

/**
 * Reckons everything anew from the entries as they are stored now: leaves, roots of all blocks, the chain of blocks, the signatures
 * of anchors. `isArchived` tells of an entry that may be gone, because its month was exported and detached.
 */
export async function checkChain(db: Db, log: ChainLog, key: Sm2PublicKey, { from = 0, isArchived = () => false }: { from?: number; isArchived?: (ref: string) => boolean } = {}): Promise<ChainCheck> {
  const faults: ChainFault[] = [];
  const tell = (kind: ChainFault['kind'], at: number, ref: string | null = null) => {
    if (faults.length < mostFaults) faults.push({ kind, at, ref });
  };
  const [before] = await db<{ height: number; size: number; hash: Buffer }[]>`select height, size, hash from chain_blocks where log = ${log.key} and size <= ${from} order by height desc limit 1`;
  const start = before?.size ?? 0;
  const tree = new GrowingTree(start, await frontierOf(start, storedTree(db, log.key)));
  let [previous, height, archived] = [before?.hash.toString('hex') ?? noBlock, (before?.height ?? -1) + 1, 0];
  // Wherever anything reaches furthest: a newest block that was taken away leaves its leaves and anchors behind.
  const [end] = await db<{ size: number }[]>`select greatest((select max(size) from chain_blocks where log = ${log.key}), (select max(seq) + 1 from chain_leaves where log = ${log.key}), (select max(size) from chain_anchors where log = ${log.key}), 0) as size`;
  const to = end?.size ?? 0;
  let covered = start;
  for (let at = start; at < to; at += step) {
    const upTo = Math.min(at + step, to);
    const leaves = await db<{ seq: number; ref: string; leaf: Buffer }[]>`select seq, ref, leaf from chain_leaves where log = ${log.key} and seq >= ${at} and seq < ${upTo} order by seq`;
    const contents = await log.read(db, leaves.map(({ ref }) => ref));
    const blocks = await db<{ height: number; size: number; root: Buffer; previous: Buffer; at: Date; hash: Buffer }[]>`select * from chain_blocks where log = ${log.key} and size > ${at} and size <= ${upTo} order by height`;
    const anchors = await db<Anchor[]>`select * from chain_anchors where log = ${log.key} and size > ${at} and size <= ${upTo} order by size`;
    const found = new Map(leaves.map((leaf) => [leaf.seq, leaf]));
    const [blocksAt, anchorsAt] = [Map.groupBy(blocks, ({ size }) => size), Map.groupBy(anchors, ({ size }) => size)];
    for (let seq = at; seq < upTo; seq += 1) {
      const leaf = found.get(seq);
      if (!leaf) tell('leaf-missing', seq);
      const content = leaf && contents.get(leaf.ref);
      if (leaf && content === undefined) {
        if (isArchived(leaf.ref)) archived += 1;
        else tell('entry-missing', seq, leaf.ref);
      }
      if (leaf && content !== undefined && !entryLeaf(content).equals(leaf.leaf)) tell('entry-changed', seq, leaf.ref);
      tree.add(leaf?.leaf ?? Buffer.alloc(32));
      for (const block of blocksAt.get(seq + 1) ?? []) {
        const hash = blockHash({ log: log.key, height: block.height, size: block.size, root: block.root.toString('hex'), previous: block.previous.toString('hex'), at: block.at.toISOString() });
        if (block.height !== height || block.previous.toString('hex') !== previous || !hash.equals(block.hash)) tell('block-wrong', block.height);
        if (!tree.root().equals(block.root)) tell('root-wrong', block.height);
        [previous, height, covered] = [block.hash.toString('hex'), block.height + 1, block.size];
      }
      for (const anchor of anchorsAt.get(seq + 1) ?? []) {
        if (!holds(anchor, tree.root(), key)) tell('anchor-wrong', anchor.size);
        // A signature takes milliseconds to check: others are served in between.
        await breath();
      }
    }
  }
  if (covered !== to) tell('block-wrong', height);
  for (const ref of await log.strays(db, mostFaults)) tell('never-sealed', to, ref);
  return { from: start, to, checked: to - start - archived, archived, faults };
}

/** Whether the anchor is signed, says what its row says, and says this root. */
function holds(anchor: Anchor, root: Buffer, key: Sm2PublicKey): boolean {
  if (!sm2Verify(key, anchor.statement, anchor.signature)) return false;
  const said = JSON.parse(anchor.statement.toString('utf8')) as { root: string; size: number; log: string };
  return canonicalJson(said) === anchor.statement.toString('utf8') && said.root === root.toString('hex') && anchor.root.equals(root) && said.size === anchor.size && said.log === anchor.log;
}

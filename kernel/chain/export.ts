import { frontierOf } from '../crypto/merkle.ts';
import { sm2PublicKeyToPem } from '../crypto/sm2-keys.ts';
import type { House } from '../house.ts';
import { anchorSigner, anchorView, type Anchor } from './anchor.ts';
import { noBlock } from './block.ts';
import type { ChainLog } from './log.ts';
import { storedTree } from './tree.ts';

const step = 2000;

/**
 * A log up to an anchor as lines of JSON: the anchor first, then entries with their places and leaves, blocks and anchors where they
 * were made. `from` begins later, at the block that holds this place. deploy/verify-audit.mjs checks it without us.
 */
export async function* exportLines(house: Pick<House, 'db' | 'crypto'>, log: ChainLog, anchor: Anchor, from = 0): AsyncGenerator<string> {
  const { db } = house;
  const [before] = await db<{ height: number; size: number; hash: Buffer }[]>`select height, size, hash from chain_blocks where log = ${log.key} and size <= ${from} order by height desc limit 1`;
  const start = before?.size ?? 0;
  const frontier = await frontierOf(start, storedTree(db, log.key));
  const [anchored] = await db<{ size: number }[]>`select size from chain_anchors where log = ${log.key} and size <= ${start} order by size desc limit 1`;
  const { publicKey } = await anchorSigner(house.crypto);
  yield line({
    line: 'head', format: 'yiwang-chain-export/1', log: log.key, from: start, size: anchor.size, frontier: frontier.map((hash) => hash.toString('hex')),
    height: (before?.height ?? -1) + 1, previous: before?.hash.toString('hex') ?? noBlock, anchored: anchored?.size ?? 0, anchor: signed(anchor), key: sm2PublicKeyToPem(publicKey),
  });
  for (let at = start; at < anchor.size; at += step) {
    const upTo = Math.min(at + step, anchor.size);
    const leaves = await db<{ seq: number; ref: string; leaf: Buffer }[]>`select seq, ref, leaf from chain_leaves where log = ${log.key} and seq >= ${at} and seq < ${upTo} order by seq`;
    const contents = await log.read(db, leaves.map(({ ref }) => ref));
    const blocks = await db<{ height: number; size: number; root: Buffer; previous: Buffer; at: Date; hash: Buffer }[]>`select * from chain_blocks where log = ${log.key} and size > ${at} and size <= ${upTo} order by height`;
    const anchors = new Map((await db<Anchor[]>`select * from chain_anchors where log = ${log.key} and size > ${at} and size <= ${upTo}`).map((each) => [each.size, each]));
    const blockAt = new Map(blocks.map((block) => [block.size, block]));
    for (const { seq, ref, leaf } of leaves) {
      yield line({ line: 'entry', seq, leaf: leaf.toString('hex'), entry: contents.get(ref) ?? null });
      const [block, made] = [blockAt.get(seq + 1), anchors.get(seq + 1)];
      if (block) yield line({ line: 'block', log: log.key, height: block.height, size: block.size, root: block.root.toString('hex'), previous: block.previous.toString('hex'), at: block.at.toISOString(), hash: block.hash.toString('hex') });
      if (made) yield line({ line: 'anchor', ...signed(made) });
    }
  }
  yield line({ line: 'end', entries: anchor.size - start });
}

const signed = (anchor: Anchor) => {
  const { statement, signature } = anchorView(anchor);
  return { statement, signature };
};
const line = (value: unknown) => `${JSON.stringify(value)}\n`;

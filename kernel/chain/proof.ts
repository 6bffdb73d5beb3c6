import { inclusionPath } from '../crypto/merkle.ts';
import type { Db } from '../database/connect.ts';
import { headOf } from './seal.ts';
import { storedTree } from './tree.ts';

/** Where an entry stands, the block that put it there, and the path to the root of the tree of `size` leaves. */
export type ChainProof = {
  readonly seq: number;
  readonly leaf: string;
  readonly size: number;
  readonly path: readonly string[];
  readonly block: { readonly height: number; readonly hash: string; readonly at: Date };
};

/** The proof that an entry is in the log, in the tree of `size` leaves or in the newest; null while it waits for its place. */
export async function proofOf(db: Db, log: string, ref: string, size?: number): Promise<ChainProof | null> {
  const [leaf] = await db<{ seq: number; leaf: Buffer }[]>`select seq, leaf from chain_leaves where log = ${log} and ref = ${ref}`;
  if (!leaf) return null;
  const [block] = await db<{ height: number; hash: Buffer; at: Date }[]>`select height, hash, at from chain_blocks where log = ${log} and size > ${leaf.seq} order by size limit 1`;
  const whole = size ?? (await headOf(db, log))?.size;
  if (!block || whole === undefined || whole <= leaf.seq) return null;
  const path = await inclusionPath(leaf.seq, whole, storedTree(db, log));
  return { seq: leaf.seq, leaf: leaf.leaf.toString('hex'), size: whole, path: path.map((hash) => hash.toString('hex')), block: { height: block.height, hash: block.hash.toString('hex'), at: block.at } };
}

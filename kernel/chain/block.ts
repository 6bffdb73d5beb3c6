import { canonicalJson } from '../crypto/canonical-json.ts';
import { sm3Of } from '../crypto/sm3.ts';
import { leafHash } from '../crypto/merkle.ts';
import type { JsonValue } from '../crypto/canonical-json.ts';

/** One sealing, as it is hashed and shown. */
export type Block = {
  readonly log: string;
  readonly height: number;
  /** Leaves of the tree after this block. */
  readonly size: number;
  readonly root: string;
  /** Hash of the block before; 64 zeros before the first. */
  readonly previous: string;
  readonly at: string;
};

export const noBlock = '0'.repeat(64);

const blockPrefix = Buffer.from([2]);

/** The hash by which the next block holds on to this one: SM3 over 02 and the canonical JSON of the block. */
export const blockHash = ({ log, height, size, root, previous, at }: Block): Buffer =>
  sm3Of(blockPrefix, Buffer.from(canonicalJson({ log, height, size, root, previous, at }), 'utf8'));

/** The leaf of an entry: SM3 over 00 and its canonical JSON. */
export const entryLeaf = (content: JsonValue): Buffer => leafHash(canonicalJson(content));

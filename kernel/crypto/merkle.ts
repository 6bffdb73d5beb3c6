import { sm3Of } from './sm3.ts';

/**
 * The history tree of RFC 6962, with SM3: leaves and nodes are hashed under different prefixes, a tree of any size has one root,
 * and short paths prove that a leaf is in it, or that an older tree is the beginning of a newer one.
 */
const [leafPrefix, nodePrefix] = [Buffer.from([0]), Buffer.from([1])];

/** The hash of one leaf's content. */
export const leafHash = (content: Uint8Array | string): Buffer => sm3Of(leafPrefix, typeof content === 'string' ? Buffer.from(content, 'utf8') : content);

export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sm3Of(nodePrefix, left, right);

/** The root of a tree without leaves. */
export const emptyRoot = sm3Of();

/** Gives the root of the complete subtree over leaves `index·2^level` to `(index+1)·2^level − 1`. */
export type Subtrees = (level: number, index: number) => Promise<Buffer>;

/** The root of the first `size` leaves. */
export const rootOf = (size: number, subtrees: Subtrees): Promise<Buffer> => (size === 0 ? Promise.resolve(emptyRoot) : rangeRoot(0, size, subtrees));

/** The roots of the complete subtrees a tree of this size consists of, largest first: from them it can be grown on. */
export function frontierOf(size: number, subtrees: Subtrees): Promise<Buffer[]> {
  const found: Promise<Buffer>[] = [];
  for (let at = 0; at < size;) {
    const level = Math.floor(Math.log2(size - at));
    found.push(subtrees(level, at / 2 ** level));
    at += 2 ** level;
  }
  return Promise.all(found);
}

/** The path that proves leaf `index` (from 0) to be in the tree of `size` leaves, lowest sibling first. */
export async function inclusionPath(index: number, size: number, subtrees: Subtrees): Promise<Buffer[]> {
  const path: Promise<Buffer>[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      path.push(rangeRoot(middle, to, subtrees));
      to = middle;
    } else {
      path.push(rangeRoot(from, middle, subtrees));
      from = middle;
    }
  }
  return (await Promise.all(path)).reverse();
}

/** The path that proves the tree of `older` leaves to be the beginning of the tree of `newer` leaves. */
export async function consistencyPath(older: number, newer: number, subtrees: Subtrees): Promise<Buffer[]> {
  if (older === 0 || older === newer) return [];
  const path: Promise<Buffer>[] = [];
  let [from, to, whole] = [0, newer, true];
  while (older !== to) {
    const middle = from + splitOf(to - from);
    if (older <= middle) {
      path.push(rangeRoot(middle, to, subtrees));
      to = middle;
    } else {
      path.push(rangeRoot(from, middle, subtrees));
      from = middle;
      whole = false;
    }
  }
  if (!whole) path.push(rangeRoot(from, to, subtrees));
  return (await Promise.all(path)).reverse();
}

/** Whether the path leads from the leaf to the root. */
export function verifyInclusion(leaf: Uint8Array, index: number, size: number, path: readonly Uint8Array[], root: Uint8Array): boolean {
  if (index < 0 || index >= size) return false;
  let [at, last] = [index, size - 1];
  let hash: Buffer = Buffer.from(leaf);
  for (const sibling of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash.equals(root);
}

/** Whether the path shows the older tree to be the beginning of the newer one. */
export function verifyConsistency(older: number, olderRoot: Uint8Array, newer: number, newerRoot: Uint8Array, path: readonly Uint8Array[]): boolean {
  if (older < 0 || older > newer) return false;
  if (older === newer) return path.length === 0 && Buffer.from(olderRoot).equals(newerRoot);
  if (older === 0) return path.length === 0 && emptyRoot.equals(olderRoot);
  let [at, last] = [older - 1, newer - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  const rest = [...path];
  const start = at === 0 ? olderRoot : rest.shift();
  if (start === undefined) return false;
  let left: Buffer = Buffer.from(start);
  let right: Buffer = left;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [left, right] = [nodeHash(sibling, left), nodeHash(sibling, right)];
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      right = nodeHash(right, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && left.equals(olderRoot) && right.equals(newerRoot);
}

/** A tree that only grows and keeps no more than its frontier: enough for its root. */
export class GrowingTree {
  #size: number;
  readonly #frontier: { level: number; hash: Buffer }[] = [];

  /** Begins empty, or with a tree of `size` leaves given by its frontier. Throws a RangeError where the two do not fit. */
  constructor(size = 0, frontier: readonly Uint8Array[] = []) {
    this.#size = size;
    let rest = size;
    for (const hash of frontier) {
      const level = Math.floor(Math.log2(rest));
      rest -= 2 ** level;
      this.#frontier.push({ level, hash: Buffer.from(hash) });
    }
    if (rest !== 0 || Number.isNaN(rest)) throw new RangeError(`${frontier.length} hashes are no frontier of ${size} leaves.`);
  }

  get size(): number {
    return this.#size;
  }

  add(leaf: Uint8Array): void {
    let grown: { level: number; hash: Buffer } = { level: 0, hash: Buffer.from(leaf) };
    while (this.#frontier.at(-1)?.level === grown.level) grown = { level: grown.level + 1, hash: nodeHash(this.#frontier.pop()!.hash, grown.hash) };
    this.#frontier.push(grown);
    this.#size += 1;
  }

  root(): Buffer {
    return this.#frontier.reduceRight<Buffer | null>((right, { hash }) => (right ? nodeHash(hash, right) : hash), null) ?? emptyRoot;
  }
}

/** The largest power of two smaller than n. */
const splitOf = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1);

async function rangeRoot(from: number, to: number, subtrees: Subtrees): Promise<Buffer> {
  const count = to - from;
  const level = Math.log2(count);
  if (Number.isInteger(level)) return subtrees(level, from / count);
  const middle = from + splitOf(count);
  const [left, right] = await Promise.all([rangeRoot(from, middle, subtrees), rangeRoot(middle, to, subtrees)]);
  return nodeHash(left, right);
}

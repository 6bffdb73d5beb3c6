import type { Db } from '../database/connect.ts';
import { nodeHash, type Subtrees } from '../crypto/merkle.ts';

/** Subtrees of this many levels are reckoned from their leaves; larger ones are kept. */
export const tileLevel = 8;
export const tileSize = 2 ** tileLevel;

/** The stored tree of a log. What it has read once it does not read again: use one for one task. */
export function storedTree(db: Db, log: string): Subtrees {
  const tiles = new Map<number, Promise<Buffer[]>>();
  const nodes = new Map<string, Promise<Buffer>>();
  const tile = (number: number) => kept(tiles, number, async () =>
    (await db<{ leaf: Buffer }[]>`select leaf from chain_leaves where log = ${log} and seq >= ${number * tileSize} and seq < ${(number + 1) * tileSize} order by seq`).map(({ leaf }) => leaf));
  const node = async (level: number, index: number) => {
    const [row] = await db<{ hash: Buffer }[]>`select hash from chain_nodes where log = ${log} and level = ${level} and index = ${index}`;
    if (!row) throw new Error(`The tree of ${log} has no node ${level}/${index}.`);
    return row.hash;
  };
  return async (level, index) => {
    if (level >= tileLevel) return kept(nodes, `${level}/${index}`, () => node(level, index));
    const from = index * 2 ** level;
    const leaves = await tile(Math.floor(from / tileSize));
    return completeRoot(leaves.slice(from % tileSize, (from % tileSize) + 2 ** level), 2 ** level);
  };
}

/** The root over exactly `count` leaves, a power of two. */
export function completeRoot(leaves: readonly Buffer[], count: number): Buffer {
  if (leaves.length !== count) throw new Error(`A subtree of ${count} leaves has only ${leaves.length}.`);
  let row = [...leaves];
  while (row.length > 1) row = Array.from({ length: row.length / 2 }, (_, i) => nodeHash(row[i * 2]!, row[i * 2 + 1]!));
  return row[0]!;
}

function kept<K, V>(known: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

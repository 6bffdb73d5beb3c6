import type { Database, Db } from '../database/connect.ts';
import { nodeHash, rootOf } from '../crypto/merkle.ts';
import { blockHash, entryLeaf, noBlock } from './block.ts';
import type { ChainLog } from './log.ts';
import { completeRoot, storedTree, tileLevel, tileSize } from './tree.ts';

/** Entries a block takes at most; fewer are all there were. */
export const batch = 4000;

/**
 * Gives what is committed and waiting its place, as one block. One process at a time, by a lock nobody who acts ever takes.
 * With `wait`, waits for a sealing that is under way; without, leaves the work to it. Returns how many entries were sealed.
 */
export function seal(db: Database, log: ChainLog, now: Date, { wait = false }: { wait?: boolean } = {}): Promise<number> {
  return db.begin(async (tx) => {
    if (!(await takeTurn(tx, log.key, wait))) return 0;
    const taken = await tx<{ ref: string }[]>`
      delete from chain_queue where log = ${log.key} and ref in (select ref from chain_queue where log = ${log.key} order by ref limit ${batch}) returning ref`;
    if (taken.length === 0) return 0;
    const refs = taken.map(({ ref }) => ref).toSorted();
    const contents = await log.read(tx, refs);
    const leaves = refs.map((ref) => {
      const content = contents.get(ref);
      if (content === undefined) throw new Error(`The entry ${ref} of ${log.key} waits for its place and is not there.`);
      return entryLeaf(content);
    });
    await append(tx, log.key, refs, leaves, now);
    return refs.length;
  });
}

async function takeTurn(tx: Db, log: string, wait: boolean): Promise<boolean> {
  const name = `yiwang.chain.${log}`;
  if (wait) {
    await tx`select pg_advisory_xact_lock(hashtext(${name}))`;
    return true;
  }
  const [row] = await tx<{ got: boolean }[]>`select pg_try_advisory_xact_lock(hashtext(${name})) as got`;
  return row?.got === true;
}

/** Lets nobody seal until the transaction ends. */
export const holdSealing = async (tx: Db, log: string): Promise<void> => void (await takeTurn(tx, log, true));

export type Head = { readonly height: number; readonly size: number; readonly root: Buffer; readonly hash: Buffer; readonly at: Date };

/** The newest block; null before the first. */
export async function headOf(db: Db, log: string): Promise<Head | null> {
  const [head] = await db<Head[]>`select height, size, root, hash, at from chain_blocks where log = ${log} order by height desc limit 1`;
  return head ?? null;
}

async function append(tx: Db, log: string, refs: readonly string[], leaves: readonly Buffer[], now: Date): Promise<void> {
  const head = await headOf(tx, log);
  const [height, before, previous] = head ? [head.height + 1, head.size, head.hash.toString('hex')] : [0, 0, noBlock];
  await tx`insert into chain_leaves (log, seq, ref, leaf)
    select ${log}, ${before} + position - 1, ref, decode(leaf, 'hex') from unnest(${[...refs]}::uuid[], ${leaves.map((leaf) => leaf.toString('hex'))}::text[]) with ordinality as given(ref, leaf, position)`;
  await addNodes(tx, log, before, leaves);
  const size = before + leaves.length;
  const root = await rootOf(size, storedTree(tx, log));
  const block = { log, height, size, root: root.toString('hex'), previous, at: now.toISOString() };
  await tx`insert into chain_blocks (log, height, size, root, previous, at, hash) values (${log}, ${height}, ${size}, ${root}, ${Buffer.from(previous, 'hex')}, ${now}, ${blockHash(block)})`;
}

/** Keeps the roots of subtrees that the new leaves complete. */
async function addNodes(tx: Db, log: string, before: number, leaves: readonly Buffer[]): Promise<void> {
  const firstTile = Math.floor(before / tileSize);
  const started = await tx<{ leaf: Buffer }[]>`select leaf from chain_leaves where log = ${log} and seq >= ${firstTile * tileSize} and seq < ${before} order by seq`;
  const all = [...started.map(({ leaf }) => leaf), ...leaves];
  const stored = storedTree(tx, log);
  const made: { level: number; index: number; hash: string }[] = [];
  let row = Array.from({ length: Math.floor(all.length / tileSize) }, (_, i) => ({ index: firstTile + i, hash: completeRoot(all.slice(i * tileSize, (i + 1) * tileSize), tileSize) }));
  for (let level = tileLevel; row.length > 0; level += 1) {
    made.push(...row.map(({ index, hash }) => ({ level, index, hash: hash.toString('hex') })));
    const parents: typeof row = [];
    for (const [i, { index, hash }] of row.entries()) {
      if (index % 2 === 0) continue;
      parents.push({ index: (index - 1) / 2, hash: nodeHash(i > 0 ? row[i - 1]!.hash : await stored(level, index - 1), hash) });
    }
    row = parents;
  }
  if (made.length > 0) {
    await tx`insert into chain_nodes (log, level, index, hash)
      select ${log}, level, index, decode(hash, 'hex') from unnest(${made.map(({ level }) => level)}::int[], ${made.map(({ index }) => index)}::bigint[], ${made.map(({ hash }) => hash)}::text[]) as given(level, index, hash)`;
  }
}

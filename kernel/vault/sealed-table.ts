import type { Db } from '../database/connect.ts';
import type { House } from '../house.ts';

/** Seals some rows that still lie open, in the caller's transaction; answers how many there were. */
export type SealPlain = (tx: Db, house: House) => Promise<number>;

/**
 * A table with a column `sealed` (its personal values as one sealed JSON text) and an `id`. Each floor names its own once,
 * at load; a change of key finds them all here.
 */
export type SealedTable = { readonly table: string; readonly context: (id: string) => string; readonly sealPlain: SealPlain | null };

const known = new Map<string, SealedTable>();

/** Names a table whose rows carry sealed values. The context binds each value to its row. `sealPlain` closes rows from before. */
export function sealedTable(table: string, sealPlain: SealPlain | null = null): SealedTable {
  const named = { table, context: (id: string) => `${table}/${id}`, sealPlain };
  known.set(table, named);
  return named;
}

/** Every table named so far. */
export const sealedTables = (): SealedTable[] => [...known.values()];

/** The tables named so far that this database has: a house may stand without its upper floors. */
export async function sealedTablesIn(db: Db): Promise<SealedTable[]> {
  const tables = sealedTables();
  const rows = await db<{ name: string }[]>`select name from unnest(${tables.map(({ table }) => table)}::text[]) name where to_regclass(name) is not null`;
  return tables.filter(({ table }) => rows.some(({ name }) => name === table));
}

/** The job: seals whatever a version before this one, or a bulk load, has left open. Repeatable; a kill costs one batch. */
export async function sealWhatLiesOpen(_payload: unknown, house: House): Promise<void> {
  for (const { sealPlain } of await sealedTablesIn(house.db)) if (sealPlain) while ((await house.db.begin((tx) => sealPlain(tx, house))) > 0);
}

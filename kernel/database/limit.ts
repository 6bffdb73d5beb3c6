import type { Db, Fragment } from './connect.ts';

/**
 * `limit n`, written into the statement. As a parameter PostgreSQL would not know how few rows are wanted, take a tenth of the
 * table for granted and plan the statement anew at every call: on a table of many partitions that costs more than running it.
 */
export function limited(db: Db, count: number): Fragment {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`${count} is no number of rows.`);
  return db.unsafe(`limit ${count}`) as unknown as Fragment;
}

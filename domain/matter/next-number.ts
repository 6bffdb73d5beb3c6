import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';

const together = 16;
const taken = new WeakMap<House, number[]>();

/**
 * The next running number. A process takes a handful at a time, so that opening a matter costs no round trip for it; what is left
 * over when it stops is never used: numbers are unique, not without gaps (they never were: a refused case had taken one too).
 * They are asked for in the caller's transaction: waiting for another connection there could make all wait for ever.
 */
export async function nextNumber(tx: Db, house: House): Promise<number> {
  const left = taken.get(house) ?? [];
  taken.set(house, left);
  const next = left.shift();
  if (next !== undefined) return next;
  const rows = await tx<{ next: number }[]>`select nextval('matter_numbers') as next from generate_series(1, ${together})`;
  left.push(...rows.slice(1).map((row) => row.next));
  return rows[0]!.next;
}

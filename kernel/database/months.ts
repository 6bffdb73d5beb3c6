import type { Day } from '#kernel/time/day.ts';
import type { Database } from './connect.ts';

/**
 * Makes the monthly partitions of tables that grow by UUIDv7, for the months that lie from one day to another (`ensure_months`).
 * Safe to repeat. Each table in a transaction of its own: one that held a table while it waits for the next could meet a writer
 * who takes them the other way round.
 */
export async function ensureMonths(db: Database, tables: readonly string[], from: Day, to: Day): Promise<void> {
  for (const table of tables) await db`select ensure_months(${table}, ${from}::date, ${to}::date)`;
}

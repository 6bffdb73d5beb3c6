import type { Db } from '#kernel/database/connect.ts';
import { addDays, type Day } from '#kernel/time/day.ts';

/** What came in for a day and what is there: `difference` must read 0. */
export type DayBalance = { readonly day: Day; readonly received: number; readonly stored: number; readonly repeated: number; readonly rejected: number; readonly found: number; readonly difference: number };

/** The balance of each day from..to: readings said to be stored against readings that are found. Counts the partitions: a page for administrators. */
export async function balanceOf(db: Db, from: Day, to: Day): Promise<DayBalance[]> {
  return db<DayBalance[]>`
    with said as (
      select day, sum(received)::bigint as received, sum(stored)::bigint as stored, sum(repeated)::bigint as repeated, sum(rejected)::bigint as rejected
      from intakes where day between ${from} and ${to} group by day),
    there as (
      select (at at time zone 'Asia/Shanghai')::date as day, count(*) as found from readings
      where at >= ${from}::timestamp at time zone 'Asia/Shanghai' and at < ${addDays(to, 1)}::timestamp at time zone 'Asia/Shanghai' group by 1)
    select day, coalesce(received, 0) as received, coalesce(stored, 0) as stored, coalesce(repeated, 0) as repeated, coalesce(rejected, 0) as rejected,
      coalesce(found, 0) as found, coalesce(stored, 0) - coalesce(found, 0) as difference
    from said full join there using (day) order by day desc`;
}

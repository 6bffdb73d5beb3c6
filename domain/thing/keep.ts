import { ensureMonths } from '#kernel/database/months.ts';
import type { House } from '#kernel/house.ts';
import { addDays, addMonths, dayOf, type Day } from '#kernel/time/day.ts';

/** Days that single readings are kept, and months their hours are. Changed by the setting `readings.keep`. */
export type Keeping = { readonly days: number; readonly months: number };
const usual: Keeping = { days: 400, months: 120 };

/** How far back readings may be reported late, and how many days lie ready ahead. */
const back = 31;
const ahead = 3;

/** Makes the partitions for late, present and coming readings. Safe to repeat. */
export async function keepPartitions({ db, clock }: Pick<House, 'db' | 'clock'>): Promise<void> {
  const today = dayOf(clock.now());
  await ensureReadingDays({ db }, addDays(today, -back), addDays(today, ahead));
  await ensureMonths(db, ['intakes', 'rejected_readings'], today, addMonths(today, 3));
}

/** Makes the partitions for readings of other days: the import of a history. */
export async function ensureReadingDays({ db }: Pick<House, 'db'>, from: Day, to: Day): Promise<void> {
  await db`select ensure_days('readings', ${from}::date, ${to}::date), ensure_time_months('reading_hours', ${from}::date, ${addDays(to, 62)}::date, 50)`;
}

/** Drops the days and months whose keeping has ended: the disk is free at once. Answers the tables dropped. */
export async function dropExpired({ db, clock }: Pick<House, 'db' | 'clock'>): Promise<string[]> {
  const keeping = await keepingOf(db);
  const today = dayOf(clock.now());
  const lastDay = addDays(today, -keeping.days).replaceAll('-', '_');
  const lastMonth = addDays(today, -keeping.months * 31).slice(0, 7).replaceAll('-', '_');
  const tables = await db<{ name: string }[]>`
    select inhrelid::regclass::text as name from pg_inherits
    where (inhparent = 'readings'::regclass and inhrelid::regclass::text < ${`readings_${lastDay}`})
      or (inhparent = 'reading_hours'::regclass and inhrelid::regclass::text < ${`reading_hours_${lastMonth}`}) order by 1`;
  for (const { name } of tables) {
    // Waiting for the lock would make every writer wait behind us: rather try again tomorrow.
    await db.begin(async (tx) => {
      await tx`set local lock_timeout = '3s'`;
      await tx`select drop_partition(${name})`;
    });
  }
  return tables.map(({ name }) => name);
}

async function keepingOf(db: House['db']): Promise<Keeping> {
  const [row] = await db<{ value: Partial<Keeping> }[]>`select value from settings where key = 'readings.keep'`;
  return { ...usual, ...row?.value };
}

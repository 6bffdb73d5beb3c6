import type { Db } from '#kernel/database/connect.ts';
import { refuse } from './errors.ts';
import type { ThingType } from './define.ts';

/** How fine a series is drawn: every reading, or the hours or days they come to. */
export const steps = ['raw', 'hour', 'day'] as const;
export type Step = (typeof steps)[number];

/** A single reading, or what an hour or a day came to. */
export type RawPoint = { readonly at: Date; readonly value: number; readonly quality: number; readonly traceId: string };
export type SummedPoint = { readonly at: Date; readonly mean: number; readonly lowest: number; readonly highest: number; readonly last: number; readonly readings: number };
export type Series = { readonly step: Step; readonly points: readonly (RawPoint | SummedPoint)[]; readonly complete: boolean };

const most = 20_000;
const longestDays: Readonly<Record<Step, number>> = { raw: 31, hour: 366, day: 3660 };
const day = 86_400_000;

/** The finest step that still draws a range with some thousand points at most. */
export const stepFor = (from: Date, to: Date): Step => (spanDays(from, to) <= 2 ? 'raw' : spanDays(from, to) <= 60 ? 'hour' : 'day');

const spanDays = (from: Date, to: Date) => (to.getTime() - from.getTime()) / day;

/**
 * The series of one quantity of a thing in [from, to), oldest first; `complete` is false when it was cut off.
 * Refuses (RANGE_TOO_LONG) what is longer than its step allows. Hours and days hold good readings only.
 */
export async function readSeries(db: Db, stream: number, { from, to, step }: { from: Date; to: Date; step: Step }): Promise<Series> {
  if (!(from < to) || spanDays(from, to) > longestDays[step]) throw refuse('RANGE_TOO_LONG', { days: longestDays[step] });
  const rows = await select(db, stream, from, to, step);
  return { step, points: rows.slice(0, most), complete: rows.length <= most };
}

async function select(db: Db, stream: number, from: Date, to: Date, step: Step): Promise<(RawPoint | SummedPoint)[]> {
  switch (step) {
    case 'raw': {
      const rows = await db<RawPoint[]>`
        select at, value, quality, trace_id as "traceId" from readings where datastream = ${stream} and at >= ${from} and at < ${to} order by at limit ${most + 1}`;
      return rows.map((row) => ({ ...row, traceId: row.traceId.replaceAll('-', '') }));
    }
    case 'hour':
      return db<SummedPoint[]>`
        select hour as at, total / readings as mean, lowest, highest, last, readings from reading_hours
        where datastream = ${stream} and hour >= date_trunc('hour', ${from}::timestamptz) and hour < ${to} order by hour limit ${most + 1}`;
    case 'day':
      return db<SummedPoint[]>`
        select date_trunc('day', hour) as at, sum(total) / sum(readings) as mean, min(lowest) as lowest, max(highest) as highest, (array_agg(last order by hour desc))[1] as last, sum(readings)::int as readings
        from reading_hours where datastream = ${stream} and hour >= date_trunc('day', ${from}::timestamptz) and hour < ${to} group by 1 order by 1 limit ${most + 1}`;
    default:
      return step satisfies never;
  }
}

/** The series of a quantity. Refuses (QUANTITY_UNKNOWN) what the type does not report; null while nothing opened it. */
export async function streamOf(db: Db, type: ThingType, thingId: string, quantity: string): Promise<number | null> {
  if (!Object.hasOwn(type.reports, quantity)) throw refuse('QUANTITY_UNKNOWN', { type: type.title, quantity, known: Object.keys(type.reports).join('、') });
  const [row] = await db<{ id: number }[]>`select id from datastreams where thing_id = ${thingId} and quantity = ${quantity}`;
  return row?.id ?? null;
}

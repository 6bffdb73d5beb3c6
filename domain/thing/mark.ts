import { audit } from '#kernel/audit/audit.ts';
import { emit } from '#kernel/bus/outbox.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { Caller } from './register.ts';
import type { Thing } from './thing.ts';

/** What a reviewer says of a stretch of readings. */
export type Mark = { readonly quantity: string; readonly from: Date; readonly to: Date; readonly quality: 0 | 1 | 2; readonly reason: string };

/**
 * Marks the readings of a stretch good, suspect or invalid (审核). None is deleted; their hours are counted anew without those
 * that are not good, and the signals made of them are told. Answers how many readings changed.
 */
export async function markReadings(tx: Db, thing: Thing, stream: number, mark: Mark, caller: Caller): Promise<number> {
  const [row] = await tx<{ changed: number; hours: string[] | null }[]>`
    with marked as (
      update readings set quality = ${mark.quality} where datastream = ${stream} and at >= ${mark.from} and at < ${mark.to} and quality <> ${mark.quality} returning at)
    select count(*)::int as changed, array_agg(distinct date_trunc('hour', at)::text) as hours from marked`;
  if (!row || row.changed === 0) return 0;
  const hours = (row.hours ?? []).map((hour) => new Date(hour).toISOString());
  await recount(tx, stream, hours);
  const town = thing.region.slice(0, 9).padEnd(12, '0');
  await emit(tx, { topic: 'thing.reported', about: thing.id, traceId: caller.traceId, organ: thing.organ, region: thing.region, payload: { touched: hours.map((hour) => ({ type: thing.type, town, hour, traceId: caller.traceId })) } });
  await audit(tx, { accountId: caller.accountId, act: 'thing.marked', object: 'thing', objectId: thing.id, traceId: caller.traceId, address: caller.address, detail: { ...mark, changed: row.changed } });
  return row.changed;
}

async function recount(tx: Db, stream: number, hours: readonly string[]): Promise<void> {
  await tx`delete from reading_hours where datastream = ${stream} and hour = any(${[...hours]}::timestamptz[])`;
  // A batch may begin one of these hours at the same moment: what it adds was not yet to be seen here, so both count.
  await tx`
    insert into reading_hours as was (datastream, hour, readings, total, lowest, highest, last_at, last)
    select ${stream}, given.hour, count(*), sum(value), min(value), max(value), max(at), (array_agg(value order by at desc))[1]
    from unnest(${[...hours]}::timestamptz[]) as given(hour)
    join readings on datastream = ${stream} and at >= given.hour and at < given.hour + interval '1 hour' and quality = 0
    group by given.hour
    on conflict (datastream, hour) do update set readings = was.readings + excluded.readings, total = was.total + excluded.total, lowest = least(was.lowest, excluded.lowest),
      highest = greatest(was.highest, excluded.highest), last = case when excluded.last_at >= was.last_at then excluded.last else was.last end, last_at = greatest(was.last_at, excluded.last_at)`;
}

import { emit, type NewEvent } from '#kernel/bus/outbox.ts';
import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { chinaOffset, dayOf } from '#kernel/time/day.ts';
import type { Message } from './read-message.ts';
import type { Rejection } from './reasons.ts';
import { touchedBy } from './touched.ts';

/** How many readings of a batch were new and how many were there before. */
export type Written = { readonly stored: number; readonly repeated: number };

/** Writes a batch of messages: all of it is durable when this resolves, or none of it is. */
export async function writeBatch({ db, clock }: Pick<House, 'db' | 'clock'>, messages: readonly Message[], rejections: readonly Rejection[]): Promise<Written> {
  const now = clock.now();
  return db.begin(async (tx) => {
    const written = await writePoints(tx, messages, rejections.length, now);
    if (rejections.length > 0) await writeRejections(tx, rejections, now);
    if (written.stored > 0) await emit(tx, [touchedBy(messages), ...(await wakeSilent(tx, messages, now))]);
    return written;
  });
}

/**
 * Readings, hours and the tally in one statement. The hours grow by exactly those readings that were not there before;
 * rows of the running hour are updated in place, which is far cheaper than an upsert, and only new hours are inserted.
 * Which are new is found by grouping, not by joining: the planner cannot know how long the lists are, and would compare each with each.
 */
async function writePoints(tx: Db, messages: readonly Message[], rejected: number, now: Date): Promise<Written> {
  const columns = columnsOf(messages);
  const [row] = await tx<Written[]>`
    with given as (
      select datastream, to_timestamp(at) as at, value, quality, trace_id
      from unnest(${columns.stream}::text::int[], ${columns.at}::text::float8[], ${columns.value}::text::float8[], ${columns.quality}::text::smallint[], ${columns.trace}::text::uuid[])
        as given(datastream, at, value, quality, trace_id)),
    stored as (
      insert into readings (datastream, at, value, quality, trace_id) select * from given on conflict do nothing returning datastream, at, value, quality),
    sums as (
      select datastream, date_trunc('hour', at) as hour, count(*)::int as readings, sum(value) as total, min(value) as lowest, max(value) as highest,
        max(at) as last_at, (array_agg(value order by at desc))[1] as last
      from stored where quality = 0 group by 1, 2),
    grown as (
      update reading_hours was set readings = was.readings + sums.readings, total = was.total + sums.total, lowest = least(was.lowest, sums.lowest),
        highest = greatest(was.highest, sums.highest), last = case when sums.last_at >= was.last_at then sums.last else was.last end, last_at = greatest(was.last_at, sums.last_at)
      from sums where was.datastream = sums.datastream and was.hour = sums.hour and was.hour between ${columns.first}::timestamptz and ${columns.last}::timestamptz
      returning was.datastream, was.hour),
    begun as (
      insert into reading_hours as was (datastream, hour, readings, total, lowest, highest, last_at, last)
      select datastream, hour, max(readings), max(total), max(lowest), max(highest), max(last_at), max(last)
      from (select *, false as there from sums union all select datastream, hour, null, null, null, null, null, null, true from grown) both_lists
      group by datastream, hour having not bool_or(there)
      on conflict (datastream, hour) do update set readings = was.readings + excluded.readings, total = was.total + excluded.total, lowest = least(was.lowest, excluded.lowest),
        highest = greatest(was.highest, excluded.highest), last = case when excluded.last_at >= was.last_at then excluded.last else was.last end, last_at = greatest(was.last_at, excluded.last_at)),
    days as (
      select day, sum(received)::int as received, sum(stored)::int as stored, sum(rejected)::int as rejected from (
        select (at at time zone 'Asia/Shanghai')::date as day, count(*) as received, 0 as stored, 0 as rejected from given group by 1
        union all select (at at time zone 'Asia/Shanghai')::date, 0, count(*), 0 from stored group by 1
        union all select ${dayOf(now)}::date, ${rejected}::int, 0, ${rejected}::int where ${rejected}::int > 0) counted group by day),
    tally as (
      insert into intakes (id, day, received, stored, repeated, rejected)
      select uuid_v7(${now}), day, received, stored, received - rejected - stored, rejected from days returning stored, repeated)
    select coalesce(sum(stored), 0)::int as stored, coalesce(sum(repeated), 0)::int as repeated from tally`;
  return row ?? { stored: 0, repeated: 0 };
}

/** The points of all messages as array literals: one text per column is the cheapest way through the driver. In the order of series, as the index is. */
function columnsOf(messages: readonly Message[]) {
  const stream: number[] = [];
  const at: number[] = [];
  const value: number[] = [];
  const quality: number[] = [];
  const trace: string[] = [];
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const { points, traceId } of messages) {
    for (const point of points) {
      stream.push(point.stream);
      at.push(point.at / 1000);
      value.push(point.value);
      quality.push(point.quality);
      trace.push(traceId);
      if (point.at < first) first = point.at;
      if (point.at > last) last = point.at;
    }
  }
  const hourOf = (moment: number) => new Date(Number.isFinite(moment) ? Math.floor((moment + chinaOffset) / 3_600_000) * 3_600_000 - chinaOffset : 0);
  return { stream: literal(stream), at: literal(at), value: literal(value), quality: literal(quality), trace: literal(trace), first: hourOf(first), last: hourOf(last) };
}

const literal = (values: readonly (number | string)[]) => `{${values.join(',')}}`;

/** Keeps what was not accepted. */
async function writeRejections(tx: Db, rejections: readonly Rejection[], now: Date): Promise<void> {
  const rows = rejections.map((rejection) => ({ ...rejection, id: newId(now) }));
  await tx`
    insert into rejected_readings (id, thing_id, code, quantity, reason, reported_at, value, source, address, trace_id)
    select id, "thingId", code, quantity, reason, "reportedAt", value, source, address, "traceId"
    from jsonb_to_recordset(${tx.json(rows as never)}::jsonb) as row(id uuid, "thingId" uuid, code text, quantity text, reason text, "reportedAt" text, value text, source text, address text, "traceId" text)`;
}

/** Silent things that are heard again: back at work, and told. */
async function wakeSilent(tx: Db, messages: readonly Message[], now: Date): Promise<NewEvent[]> {
  const silent = new Map(messages.filter(({ thing, points }) => thing.state === 'silent' && points.length > 0).map(({ thing, traceId }) => [thing.id, traceId]));
  if (silent.size === 0) return [];
  const woken = await tx<{ id: string; code: string; type: string; organ: string; region: string }[]>`
    update things set state = 'working', silent_since = null, heard_until = ${now}, version = version + 1
    where id = any(${[...silent.keys()]}) and state = 'silent' returning id, code, type, organ, region`;
  return woken.map(({ id, organ, region, ...payload }) => ({ topic: 'thing.heard', about: id, traceId: silent.get(id) ?? '', organ, region, payload }));
}

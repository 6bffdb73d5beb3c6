import type postgres from 'postgres';
import type { Db } from '#kernel/database/connect.ts';
import { pageOf, positionOf } from '#kernel/http/page.ts';
import type { ReadingsSource } from '#domain/thing/define.ts';
import type { ReadingsGiven, Signal, ThingGiven } from '../define.ts';
import { asTimes, periodEnd } from '../period.ts';
import type { RegionLevel } from '../spot.ts';
import type { Bucket, Collected, Deciding, SourceEngine, SourceRow, Stretch } from './source.ts';

/** Sums over things: enough to give mean, extremes and total of any union of divisions. */
type Sum = { readonly things: number; readonly total: number; readonly lowest: number; readonly highest: number; readonly readings: number };
type HourSum = readonly [things: number, total: number] | null;
export type ReadingParts = {
  readonly sums: Readonly<Record<string, Sum>>;
  readonly hours?: Readonly<Record<string, readonly HourSum[]>>;
  readonly things?: readonly ThingGiven[];
};

export const readingsEngine: SourceEngine<ReadingsSource, ReadingParts> = {
  collect: async (tx, signal, from, buckets) => {
    const list = boundsOf(signal, buckets);
    const [sums, hours, things] = await Promise.all([collectSums(tx, signal, from, list), from.hourly ? collectHours(tx, signal, from, list) : [], from.ofEach ? collectThings(tx, signal, from, list) : []]);
    return sums.map(({ region, start, parts }): Collected<ReadingParts> => {
      const here = (row: Bucket) => row.region === region && row.start.getTime() === start.getTime();
      return {
        region, start, organ: '',
        parts: { sums: parts, ...(from.hourly ? { hours: hoursOf(hours.filter(here), start, periodEnd(signal.per.period, start)) } : {}), ...(from.ofEach ? { things: things.find(here)?.parts ?? [] } : {}) },
      };
    });
  },
  merge: (all) => ({
    sums: mergeBy(all.map(({ sums }) => sums), (a, b) => ({ things: a.things + b.things, total: a.total + b.total, lowest: Math.min(a.lowest, b.lowest), highest: Math.max(a.highest, b.highest), readings: a.readings + b.readings })),
    ...(all.some(({ hours }) => hours) ? { hours: mergeBy(all.map(({ hours }) => hours ?? {}), (a, b) => a.map((left, index) => addHours(left, b[index] ?? null))) } : {}),
    ...(all.some(({ things }) => things) ? { things: all.flatMap(({ things }) => things ?? []) } : {}),
  }),
  given: (from, parts, day): ReadingsGiven => ({
    day,
    values: Object.fromEntries(Object.entries(parts.sums).map(([quantity, sum]) => [quantity, valueOf(from, sum)])),
    hourly: Object.fromEntries(Object.entries(parts.hours ?? {}).map(([quantity, hours]) => [quantity, hours.map((each) => (each === null ? null : each[1] / each[0]))])),
    things: parts.things ?? [],
  }),
  rows: listReadings,
  deciding: findDeciding,
};

function valueOf({ by }: ReadingsSource, sum: Sum): number {
  switch (by) {
    case 'mean':
    case 'last': return sum.total / sum.things;
    case 'total': return sum.total;
    case 'highest': return sum.highest;
    case 'lowest': return sum.lowest;
    default: return by satisfies never;
  }
}

type Bounds = { readonly regions: string[]; readonly starts: string[]; readonly ends: string[] };
const boundsOf = (signal: Signal, buckets: readonly Bucket[]): Bounds => ({ regions: buckets.map(({ region }) => region), starts: asTimes(buckets.map(({ start }) => start)), ends: asTimes(buckets.map(({ start }) => periodEnd(signal.per.period, start))) });

/** The things of a bucket, by the column its level has an index on. */
export function inBucket(tx: Db, level: RegionLevel): postgres.Fragment {
  switch (level) {
    case 'city': return tx`true`;
    case 'county': return tx`county = left(bucket.region, 6)`;
    case 'town': return tx`town = left(bucket.region, 9)`;
    default: return level satisfies never;
  }
}

/** What one thing's hours come to, for each way of summing up. */
function thingValue(tx: Db, { by }: ReadingsSource): postgres.Fragment {
  switch (by) {
    case 'mean': return tx`sum(total) / sum(readings)`;
    case 'total': return tx`sum(total)`;
    case 'highest': return tx`max(highest)`;
    case 'lowest': return tx`min(lowest)`;
    case 'last': return tx`(array_agg(last order by hour desc))[1]`;
    default: return by satisfies never;
  }
}

/** Each thing × quantity of each bucket with its value and count of readings. */
function each(tx: Db, signal: Signal, from: ReadingsSource, { regions, starts, ends }: Bounds): postgres.Fragment {
  return tx`
    select bucket.region, bucket.start, things.id, things.code, things.name, things.lon, things.lat, things.properties, datastreams.quantity, summed.value, summed.readings
    from unnest(${regions}::text[], ${starts}::timestamptz[], ${ends}::timestamptz[]) as bucket(region, start, until)
    join things on things.type = ${from.thing.key} and ${inBucket(tx, signal.per.region)}
    join datastreams on datastreams.thing_id = things.id and datastreams.quantity = any(${[...from.quantities]}::text[])
    cross join lateral (select ${thingValue(tx, from)} as value, sum(readings)::int as readings from reading_hours
      where reading_hours.datastream = datastreams.id and hour >= bucket.start and hour < bucket.until having sum(readings) > 0) summed`;
}

const collectSums = (tx: Db, signal: Signal, from: ReadingsSource, bounds: Bounds) => tx<(Bucket & { parts: Record<string, Sum> })[]>`
  select region, start, jsonb_object_agg(quantity, jsonb_build_object('things', things, 'total', total, 'lowest', lowest, 'highest', highest, 'readings', readings)) as parts
  from (select region, start, quantity, count(*) as things, sum(value) as total, min(value) as lowest, max(value) as highest, sum(readings)::bigint as readings
    from (${each(tx, signal, from, bounds)}) each_thing group by region, start, quantity) summed group by region, start`;

const collectThings = (tx: Db, signal: Signal, from: ReadingsSource, bounds: Bounds) => tx<(Bucket & { parts: ThingGiven[] })[]>`
  select region, start, jsonb_agg(jsonb_build_object('id', id, 'code', code, 'name', name, 'point', point, 'facts', properties, 'values', quantities) order by code) as parts
  from (select region, start, id, code, name, case when lon is null then null else jsonb_build_array(lon, lat) end as point, properties, jsonb_object_agg(quantity, value) as quantities
    from (${each(tx, signal, from, bounds)}) each_thing group by region, start, id, code, name, lon, lat, properties) things group by region, start`;

type HourRow = Bucket & { readonly quantity: string; readonly hour: Date; readonly things: number; readonly total: number };
const collectHours = (tx: Db, signal: Signal, from: ReadingsSource, { regions, starts, ends }: Bounds) => tx<HourRow[]>`
  select bucket.region, bucket.start, datastreams.quantity, hour, count(*)::int as things, sum(total / readings) as total
  from unnest(${regions}::text[], ${starts}::timestamptz[], ${ends}::timestamptz[]) as bucket(region, start, until)
  join things on things.type = ${from.thing.key} and ${inBucket(tx, signal.per.region)}
  join datastreams on datastreams.thing_id = things.id and datastreams.quantity = any(${[...from.quantities]}::text[])
  join reading_hours on reading_hours.datastream = datastreams.id and hour >= bucket.start and hour < bucket.until
  group by 1, 2, 3, 4`;

/** The hours of a bucket in their order, null where nothing was read. */
function hoursOf(rows: readonly HourRow[], start: Date, end: Date): Record<string, HourSum[]> {
  const count = Math.round((end.getTime() - start.getTime()) / 3_600_000);
  const hours: Record<string, HourSum[]> = {};
  for (const { quantity, hour, things, total } of rows) {
    const series = (hours[quantity] ??= Array.from({ length: count }, () => null));
    series[Math.round((hour.getTime() - start.getTime()) / 3_600_000)] = [things, total];
  }
  return hours;
}

const addHours = (a: HourSum, b: HourSum): HourSum => (a === null ? b : b === null ? a : [a[0] + b[0], a[1] + b[1]]);

function mergeBy<T>(all: readonly Readonly<Record<string, T>>[], add: (a: T, b: T) => T): Record<string, T> {
  const merged: Record<string, T> = {};
  for (const one of all) for (const [key, value] of Object.entries(one)) merged[key] = merged[key] === undefined ? value : add(merged[key], value);
  return merged;
}

/** Things beneath a division of any level, for the rows behind a value. */
const beneath = (db: Db, region: string) => {
  const prefix = region.replace(/0+$/, '');
  return prefix.length <= 4 ? db`true` : prefix.length <= 6 ? db`county = ${region.slice(0, 6)}` : prefix.length <= 9 ? db`town = ${region.slice(0, 9)}` : db`region = ${region}`;
};

async function listReadings(db: Db, _signal: Signal, from: ReadingsSource, { region, start, end }: Stretch, page: { cursor?: string | undefined; limit: number }) {
  const after = positionOf(page.cursor, 2);
  const rows = await db<(Omit<SourceRow, 'kind' | 'unit' | 'title'> & { quantity: string; name: string; stream: number; traceId: string })[]>`
    select at, things.code as object, things.name, organ, region, quantity, value, datastream as stream, trace_id as "traceId"
    from things join datastreams on datastreams.thing_id = things.id and quantity = any(${[...from.quantities]}::text[])
    join readings on readings.datastream = datastreams.id and at >= ${start} and at < ${end} and quality = 0
    where things.type = ${from.thing.key} and ${beneath(db, region)} ${after ? db`and (at, datastream) < (${String(after[0])}::timestamptz, ${Number(after[1])})` : db``}
    order by at desc, datastream desc limit ${page.limit + 1}`;
  const { items, next } = pageOf([...rows], page.limit, (row) => [row.at.toISOString(), row.stream]);
  return {
    next,
    items: items.map(({ quantity, name, stream: _stream, traceId, ...row }) => ({
      ...row, kind: 'reading', title: `${name} · ${from.thing.reports[quantity]?.title ?? quantity}`, unit: from.thing.reports[quantity]?.unit ?? '', traceId: traceId.replaceAll('-', ''),
    })),
  };
}

/** The newest reading of what decided: that thing, that quantity; where neither is named, of all. */
async function findDeciding(tx: Db, _signal: Signal, from: ReadingsSource, { region, start, end }: Stretch, because: { thing?: string; quantity?: string } | null): Promise<Deciding | null> {
  const quantities = because?.quantity !== undefined && from.quantities.includes(because.quantity) ? [because.quantity] : [...from.quantities];
  const [row] = await tx<{ traceId: string; lon: number | null; lat: number | null; region: string; code: string; name: string }[]>`
    select newest.trace_id as "traceId", lon, lat, region, code, name
    from things join datastreams on datastreams.thing_id = things.id and quantity = any(${quantities}::text[])
    cross join lateral (select at, trace_id from readings where readings.datastream = datastreams.id and at >= ${start} and at < ${end} and quality = 0 order by at desc limit 1) newest
    where things.type = ${from.thing.key} and ${because?.thing === undefined ? beneath(tx, region) : tx`things.id = ${because.thing}`}
    order by newest.at desc limit 1`;
  if (!row) return null;
  const point = row.lon === null || row.lat === null ? null : ([row.lon, row.lat] as const);
  return { traceId: row.traceId.replaceAll('-', ''), point, region: row.region, thing: { code: row.code, name: row.name } };
}

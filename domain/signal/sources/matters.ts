import type postgres from 'postgres';
import type { Db } from '#kernel/database/connect.ts';
import { pageOf, positionOf } from '#kernel/http/page.ts';
import type { MattersSource, Signal } from '../define.ts';
import { asTimes, periodEnd } from '../period.ts';
import { inBucket } from './readings.ts';
import type { Collected, SourceEngine, SourceRow, Stretch } from './source.ts';

export type MatterParts = { readonly count: number; readonly of: number };

export const mattersEngine: SourceEngine<MattersSource, MatterParts> = {
  collect: async (tx, signal, from, buckets) => {
    const rows = await tx<Collected<MatterParts>[]>`
      select bucket.region, bucket.start, grouped.organ, jsonb_build_object('count', grouped.count, 'of', grouped.of) as parts
      from unnest(${buckets.map(({ region }) => region)}::text[], ${asTimes(buckets.map(({ start }) => start))}::timestamptz[], ${asTimes(buckets.map(({ start }) => periodEnd(signal.per.period, start)))}::timestamptz[]) as bucket(region, start, until)
      cross join lateral (
        select ${signal.per.organ ? tx`organ` : tx`''`} as organ, count(*) filter (where good) as count, count(*) as of
        from (${counted(tx, from, inBucket(tx, signal.per.region))}) counted group by 1) grouped
      where grouped.of > 0`;
    return [...rows];
  },
  merge: (all) => ({ count: all.reduce((sum, { count }) => sum + count, 0), of: all.reduce((sum, part) => sum + part.of, 0) }),
  given: (_from, { count, of }, day) => ({ day, count, of }),
  rows: listMatters,
  deciding: async () => null,
};

/** The matters a measure counts between bucket.start and bucket.until, each good or not. */
function counted(tx: Db, from: MattersSource, where: postgres.Fragment): postgres.Fragment {
  const which = tx`${where} ${from.kinds.length > 0 ? tx`and matters.kind = any(${[...from.kinds]}::text[])` : tx``} ${from.types.length > 0 ? tx`and matters.type = any(${[...from.types]}::text[])` : tx``}`;
  switch (from.measure) {
    case 'opened': return tx`select id, organ, opened_at as at, true as good from matters where ${which} and id >= uuid_v7_floor(bucket.start) and id < uuid_v7_floor(bucket.until)`;
    case 'open': return tx`select id, organ, opened_at as at, true as good from matters where ${which} and (ended_at is null or ended_at >= bucket.until) and id < uuid_v7_floor(bucket.until)`;
    case 'closed': return tx`select id, organ, ended_at as at, true as good from matters where ${which} and ended_at >= bucket.start and ended_at < bucket.until`;
    case 'onTime': return tx`select id, organ, ended_at as at, ${onTime(tx)} as good from matters where ${which} and ended_at >= bucket.start and ended_at < bucket.until and outcome <> 'withdrawn'`;
    case 'satisfied': return tx`select matters.id, ratings.organ, ratings.at, ratings.level >= 4 as good from ratings join matters on matters.id = ratings.matter_id where ${which} and ratings.at >= bucket.start and ratings.at < bucket.until`;
    default: return from.measure satisfies never;
  }
}

/** Kept: the promise to the applicant where there was one, and no turn of any organ went past its time (`matter.overdue`). */
const onTime = (tx: Db) => tx`((promise_due_at is null or ended_at <= promise_due_at)
  and not exists (select from events where events.about = matters.id and events.topic = 'matter.overdue' and events.id >= uuid_v7_floor(matters.opened_at - interval '1 day')))`;

async function listMatters(db: Db, signal: Signal, from: MattersSource, { region, start, end, organ }: Stretch, page: { cursor?: string | undefined; limit: number }) {
  const after = positionOf(page.cursor, 2);
  const rows = await db<(Omit<SourceRow, 'value' | 'kind' | 'unit'> & { id: string; good: boolean })[]>`
    select counted.id, counted.at, counted.good, matters.number as object, matters.title, matters.region, counted.organ, matters.trace_id as "traceId"
    from (select ${region}::text as region, ${start}::timestamptz as start, ${end}::timestamptz as until) bucket
    cross join lateral (${counted(db, from, inBucket(db, levelOfCode(region)))}) counted join matters using (id)
    where ${organ === '' ? db`true` : db`counted.organ = ${organ}`} ${after ? db`and (counted.at, counted.id) < (${String(after[0])}::timestamptz, ${String(after[1])}::uuid)` : db``}
    order by counted.at desc, counted.id desc limit ${page.limit + 1}`;
  const { items, next } = pageOf([...rows], page.limit, (row) => [row.at.toISOString(), row.id]);
  return { next, items: items.map(({ id: _id, good, ...row }) => ({ ...row, kind: 'matter', value: good ? 1 : 0, unit: signal.unit })) };
}

const levelOfCode = (region: string) => (region.endsWith('00000000') ? 'city' : region.endsWith('000000') ? 'county' : 'town');

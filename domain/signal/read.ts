import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { regionPrefix } from '#domain/place/region.ts';
import { signals, type Because, type Level, type Signal } from './define.ts';
import { refuse } from './errors.ts';
import { isPeriodStart, movePeriod, periodEnd } from './period.ts';
import type { SourceRow } from './sources/source.ts';
import { engineFor } from './sources/sources.ts';
import type { Page } from '#kernel/http/page.ts';

/** A value as it is read. */
export type Value = { readonly region: string; readonly organ: string; readonly start: Date; readonly value: number; readonly level: Level | null; readonly because: Because | null; readonly rule: number; readonly traceId: string; readonly computedAt: Date };
const columns = `region, organ, start, value, level, because, rule, trace_id as "traceId", computed_at as "computedAt"`;

/** Where a signal stands now. `level` is the one in force; the value's own may differ while a rule asks it to last. */
export type Standing = { readonly start: Date; readonly value: number; readonly level: Level | null; readonly since: Date };

/** The signal of this key. Refuses (SIGNAL_NOT_FOUND) others. */
export function signalNamed(house: House, key: string): Signal {
  const signal = house.declared.find(signals, key);
  if (!signal) throw refuse('SIGNAL_NOT_FOUND', { key });
  return signal;
}

/** The values of a division in [from, to), oldest first. At most 4000 periods. */
export async function readValues(db: Db, signal: Signal, { region, organ = '', from, to }: { region: string; organ?: string | undefined; from: Date; to: Date }): Promise<Value[]> {
  if (!(from < to) || movePeriod(signal.per.period, from, mostPeriods) < to) throw refuse('SIGNAL_RANGE_WRONG', { most: mostPeriods });
  return db<Value[]>`select ${db.unsafe(columns)} from signal_values where signal = ${signal.key} and region = ${region} and organ = ${organ} and start >= ${from} and start < ${to} order by start`;
}
const mostPeriods = 4000;

/** The newest values of some signals at a division, newest first: for the key numbers and their small curves. */
export async function newestValues(db: Db, keys: readonly string[], region: string, count: number): Promise<Map<string, Value[]>> {
  const rows = await db<(Value & { signal: string })[]>`
    select asked.signal, newest.* from unnest(${[...keys]}::text[]) as asked(signal)
    cross join lateral (select ${db.unsafe(columns)} from signal_values where signal_values.signal = asked.signal and region = ${region} and organ = '' order by start desc limit ${count}) newest
    order by asked.signal, newest.start desc`;
  return Map.groupBy(rows, ({ signal }) => signal);
}

/** Where some signals stand at a division. */
export async function standings(db: Db, keys: readonly string[], region: string): Promise<Map<string, Standing>> {
  const rows = await db<(Standing & { signal: string })[]>`select signal, start, value, level, since from signal_states where signal = any(${[...keys]}) and region = ${region}`;
  return new Map(rows.map((row) => [row.signal, row]));
}

/** Where a signal stands in every division beneath one that has a value: what a coloured map shows. */
export const standingsBeneath = (db: Db, signal: Signal, region: string) => db<(Standing & { region: string })[]>`
  select region, start, value, level, since from signal_states where signal = ${signal.key} and starts_with(region, ${regionPrefix(region)}) and region <> ${region} order by region`;

/** The values of a period told apart by organ, worst or best first as they come. */
export const valuesByOrgan = (db: Db, signal: Signal, region: string, start: Date) => db<Value[]>`
  select ${db.unsafe(columns)} from signal_values where signal = ${signal.key} and region = ${region} and start = ${start} and organ <> '' order by value desc, organ limit 500`;

/** One value with what it is made of: the divisions beneath it and their shares. Refuses when there is none. */
export async function explainValue(db: Db, signal: Signal, at: { region: string; start: Date; organ?: string | undefined }): Promise<Value & { readonly parts: unknown; readonly beneath: readonly { region: string; parts: unknown }[] }> {
  const organ = at.organ ?? '';
  const [value] = await db<Value[]>`select ${db.unsafe(columns)} from signal_values where signal = ${signal.key} and region = ${at.region} and organ = ${organ} and start = ${at.start}`;
  if (!value) throw refuse('SIGNAL_VALUE_NOT_FOUND', { title: signal.title });
  const rows = await db<{ region: string; organ: string; parts: unknown }[]>`
    select region, organ, parts from signal_parts where signal = ${signal.key} and start = ${at.start} and starts_with(region, ${regionPrefix(at.region)}) order by region`;
  const mine = rows.filter((row) => organ === '' || row.organ === organ);
  return { ...value, parts: engineFor(signal.from).merge(mine.map(({ parts }) => parts)), beneath: mine.map(({ region, parts }) => ({ region, parts })) };
}

/** The very rows a value came from, one page at a time. */
export function rowsBehind(db: Db, signal: Signal, at: { region: string; start: Date; organ?: string | undefined }, page: { cursor?: string | undefined; limit: number }): Promise<Page<SourceRow>> {
  if (!isPeriodStart(signal.per.period, at.start)) throw refuse('SIGNAL_VALUE_NOT_FOUND', { title: signal.title });
  return engineFor(signal.from).rows(db, signal, signal.from, { region: at.region, start: at.start, end: periodEnd(signal.per.period, at.start), organ: at.organ ?? '' }, page);
}

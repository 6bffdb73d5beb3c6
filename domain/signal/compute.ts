import type postgres from 'postgres';
import { emit } from '#kernel/bus/outbox.ts';
import type { House } from '#kernel/house.ts';
import { dayOf } from '#kernel/time/day.ts';
import { cityRegion } from '#domain/matter/spot.ts';
import { isWithin } from '#domain/place/region.ts';
import { signals, type Answer, type Because, type Level, type Signal } from './define.ts';
import { levelOfValue } from './judge.ts';
import { asTimes } from './period.ts';
import { rulesInForce, type RuleInForce } from './rules.ts';
import type { Bucket } from './sources/source.ts';
import { engineFor } from './sources/sources.ts';
import { upwards } from './spot.ts';
import type { Touch } from './touch.ts';
import { judgeRegions } from './warnings.ts';

type Tx = postgres.TransactionSql;

/** A value as it is stored. */
export type NewValue = { readonly region: string; readonly organ: string; readonly start: Date; readonly value: number; readonly level: Level | null; readonly because: Because | null; readonly traceId: string };

/** How much is taken at a time, so that a long import does not hold everything else up. */
const portion = 500;

/** Computes everything that was touched; answers how many values changed. */
export async function computeTouched(house: House): Promise<number> {
  for (let sum = 0; ; ) {
    const { taken, changed } = await house.db.begin((tx) => computePortion(tx, house));
    sum += changed;
    if (taken < portion) return sum;
  }
}

/** One at a time in the whole house: whoever computes later has seen everything that was there before. */
async function computePortion(tx: Tx, house: House): Promise<{ taken: number; changed: number }> {
  await tx`select pg_advisory_xact_lock(hashtext('signal.compute'))`;
  // What a listener is just marking is left to the computation it orders: waiting for it here could make both wait for ever.
  const touched = await tx<Touch[]>`
    delete from signal_touched where (signal, region, start) in (select signal, region, start from signal_touched order by start desc, signal limit ${portion} for update skip locked)
    returning signal, region, start, trace_id as "traceId"`;
  const bySignal = Map.groupBy(touched, ({ signal }) => signal);
  const known = [...bySignal.keys()].map((key) => house.declared.find(signals, key)).filter((signal) => signal !== undefined);
  const rules = await rulesInForce(tx, known);
  const computed: string[] = [];
  let changed = 0;
  for (const signal of known) {
    const values = await computeSignal(tx, house, signal, bySignal.get(signal.key) ?? [], rules.get(signal.key) ?? { version: 0, warn: signal.warn });
    changed += values;
    if (values > 0) computed.push(signal.key);
  }
  const last = touched.at(-1);
  if (last && computed.length > 0) await emit(tx, { topic: 'signal.computed', traceId: last.traceId, region: await cityRegion(house), payload: { signals: computed } });
  return { taken: touched.length, changed };
}

async function computeSignal(tx: Tx, house: House, signal: Signal, touched: readonly Touch[], rule: RuleInForce): Promise<number> {
  await collectParts(tx, signal, touched);
  const wanted = regionsOf(signal, touched);
  const values = await valuesOf(tx, house, signal, wanted, rule);
  await storeValues(tx, signal, wanted, values, rule);
  await judgeRegions(tx, house, signal, [...new Set(wanted.map(({ region }) => region))], rule);
  return values.length;
}

/** Reads the sources of the touched buckets and keeps what they come to; a bucket that has become empty is removed. */
async function collectParts(tx: Tx, signal: Signal, buckets: readonly Bucket[]): Promise<void> {
  const collected = await engineFor(signal.from).collect(tx, signal, signal.from, buckets);
  const rows = collected.map(({ region, organ, start, parts }) => ({ region, organ, start: start.toISOString(), parts }));
  await tx`delete from signal_parts where signal = ${signal.key} and (start, region) in (select * from unnest(${asTimes(buckets.map(({ start }) => start))}::timestamptz[], ${buckets.map(({ region }) => region)}::text[]))`;
  await tx`insert into signal_parts (signal, region, organ, start, parts)
    select ${signal.key}, region, organ, start, parts from jsonb_to_recordset(${tx.json(rows as never)}::jsonb) as row(region text, organ text, start timestamptz, parts jsonb)`;
}

type Wanted = { readonly region: string; readonly start: Date; readonly traceId: string };

/** The divisions and periods whose value a touch changes: its own, and those above it. */
function regionsOf(signal: Signal, touched: readonly Touch[]): Wanted[] {
  const wanted = new Map<string, Wanted>();
  for (const { region: bucket, start, traceId } of touched) for (const region of upwards(signal.per.region, bucket)) wanted.set(`${region} ${start.getTime()}`, { region, start, traceId });
  return [...wanted.values()];
}

type PartRow = { readonly region: string; readonly organ: string; readonly start: Date; readonly parts: unknown };

/** The values of the wanted divisions: the parts beneath each added up, and the signal's own function over the sum. */
async function valuesOf(tx: Tx, house: House, signal: Signal, wanted: readonly Wanted[], rule: RuleInForce): Promise<NewValue[]> {
  const starts = [...new Map(wanted.map(({ start }) => [start.getTime(), start])).values()];
  const rows = await tx<PartRow[]>`select region, organ, start, parts from signal_parts where signal = ${signal.key} and start = any(${asTimes(starts)}::timestamptz[])`;
  const byStart = Map.groupBy(rows, ({ start }) => start.getTime());
  return wanted.flatMap(({ region, start, traceId }) => {
    const beneath = (byStart.get(start.getTime()) ?? []).filter((row) => isWithin(row.region, region));
    const organs = signal.per.organ ? ['', ...new Set(beneath.map(({ organ }) => organ))] : [''];
    return organs.flatMap((organ) => {
      const parts = beneath.filter((row) => organ === '' || row.organ === organ).map((row) => row.parts);
      const answer = parts.length === 0 ? null : answerOf(house, signal, parts, start);
      return answer === null ? [] : [{ region, organ, start, value: answer.value, level: levelOfValue(answer.value, rule.warn), because: answer.because ?? null, traceId }];
    });
  });
}

/** What a signal says of some parts; null when it says nothing. A fault in one signal must not stop the others: it is logged and has no value. */
export function answerOf(house: Pick<House, 'log'>, signal: Signal, parts: readonly unknown[], start: Date): Answer | null {
  try {
    const engine = engineFor(signal.from);
    const answer = signal.value(engine.given(signal.from, engine.merge(parts), dayOf(start)) as never) as Answer | number | null;
    const shaped = typeof answer === 'number' ? { value: answer } : answer;
    return shaped !== null && Number.isFinite(shaped.value) ? shaped : null;
  } catch (error) {
    house.log.error({ err: error, signal: signal.key }, 'The value function of a signal failed.');
    return null;
  }
}

async function storeValues(tx: Tx, signal: Signal, wanted: readonly Wanted[], values: readonly NewValue[], rule: RuleInForce): Promise<void> {
  const rows = values.map((value) => ({ ...value, start: value.start.toISOString() }));
  await tx`
    delete from signal_values was using unnest(${wanted.map(({ region }) => region)}::text[], ${asTimes(wanted.map(({ start }) => start))}::timestamptz[]) as wanted(region, start)
    where was.signal = ${signal.key} and was.region = wanted.region and was.start = wanted.start
      and (was.region, was.organ, was.start) not in (select region, organ, start from jsonb_to_recordset(${tx.json(rows as never)}::jsonb) as row(region text, organ text, start timestamptz))`;
  await tx`
    insert into signal_values as was (signal, region, organ, start, value, level, because, rule, trace_id, computed_at)
    select ${signal.key}, region, organ, start, value, level, because, ${rule.version}, "traceId", clock_timestamp()
    from jsonb_to_recordset(${tx.json(rows as never)}::jsonb) as row(region text, organ text, start timestamptz, value float8, level text, because jsonb, "traceId" text)
    on conflict (signal, region, organ, start) do update set value = excluded.value, level = excluded.level, because = excluded.because, rule = excluded.rule, trace_id = excluded.trace_id, computed_at = excluded.computed_at`;
}

import { addJob } from '#kernel/jobs/jobs.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { StoredEvent } from '#kernel/bus/outbox.ts';
import { inOneGo } from '#kernel/bus/relay.ts';
import type { House, Listener, ListenerToMany } from '#kernel/house.ts';
import { idTime } from '#kernel/database/id.ts';
import { newTraceId } from '#kernel/http/app.ts';
import { dayOf } from '#kernel/time/day.ts';
import { placesOf } from '#domain/place/places.ts';
import type { Touched } from '#domain/thing/intake/touched.ts';
import { signals, type MatterMeasure, type Signal } from './define.ts';
import { asTimes, periodStart } from './period.ts';
import { regionAt } from './spot.ts';

/** A signal's finest division in a period, to be computed anew, and the trace of what changed it. */
export type Touch = { readonly signal: string; readonly region: string; readonly start: Date; readonly traceId: string };

/** The job that computes what was touched. */
export const computeJob = 'signal-compute';

/** Marks what has to be computed anew and orders the computation; however often it is marked, it is computed once. */
export async function touch(tx: Db, touches: readonly Touch[]): Promise<void> {
  const once = new Map(touches.map((each) => [`${each.signal} ${each.region} ${each.start.getTime()}`, each]));
  if (once.size === 0) return;
  // In one order for everybody: two listeners that touch the same must not wait for each other.
  const list = [...once.keys()].toSorted().map((key) => once.get(key)).filter((each) => each !== undefined);
  await tx`
    insert into signal_touched (signal, region, start, trace_id)
    select * from unnest(${list.map(({ signal }) => signal)}::text[], ${list.map(({ region }) => region)}::text[], ${asTimes(list.map(({ start }) => start))}::timestamptz[], ${list.map(({ traceId }) => traceId)}::text[])
    on conflict (signal, region, start) do update set trace_id = excluded.trace_id`;
  await addJob(tx, computeJob, {}, { key: computeJob });
}

/** Readings came in: the signals made of such things, in those towns and hours. */
export const hearReadings: Listener = inOneGo(async (events, house, tx) => {
  const touched = events.flatMap(({ payload }) => (payload as { touched: readonly Touched[] }).touched);
  const byType = Map.groupBy(house.declared.all(signals).filter(({ from }) => from.kind === 'readings'), ({ from }) => (from.kind === 'readings' ? from.thing.key : ''));
  await touch(tx, touched.flatMap(({ type, town, hour, traceId }) => (byType.get(type) ?? []).map((signal) => touchOf(signal, town, new Date(hour), traceId))));
});

/** A thing was changed, perhaps its warning level: the running period of the signals made of such things. */
export const hearThing: Listener = async (event, house, tx) => {
  const { region, traceId } = event;
  const made = house.declared.all(signals).filter(({ from }) => from.kind === 'readings' && from.thing.key === event.payload['type']);
  if (region !== null) await touch(tx, made.map((signal) => touchOf(signal, region, house.clock.now(), traceId)));
};

/** Something happened to matters: the signals whose measure it changes. */
const touchMatters = async (events: readonly StoredEvent[], tx: Db, signals: readonly Signal[]) =>
  touch(tx, events.flatMap(({ id, region, traceId }) => (region === null ? [] : signals.map((signal) => touchOf(signal, region, idTime(id), traceId)))));

const hearMatter = (...measures: readonly MatterMeasure[]): ListenerToMany => (events, house, tx) => touchMatters(events, tx, measuring(house, measures));

export const hearOpened = inOneGo(hearMatter('opened', 'open'));
export const hearEnded = hearMatter('closed', 'open', 'onTime');
export const hearRated = inOneGo(hearMatter('satisfied'));

/** A matter moved: the open ones are as many as before, but perhaps another organ has them. */
export const hearMoved: Listener = inOneGo((events, house, tx) => touchMatters(events, tx, measuring(house, ['open']).filter(({ per }) => per.organ)));

/** Begins the running period of counts that stand even where nothing happens: every division, once an hour. */
export async function touchRunning(house: House): Promise<void> {
  const { tree } = await placesOf(house);
  const now = house.clock.now();
  const traceId = newTraceId();
  const touches = measuring(house, ['open']).flatMap((signal) => {
    const regions = [...tree.list({ level: signal.per.region, on: dayOf(now) }), ...tree.list({ level: 'city', on: dayOf(now) })];
    return regions.map(({ code }) => touchOf(signal, code, now, traceId));
  });
  await house.db.begin((tx) => touch(tx, touches));
}

const measuring = (house: House, measures: readonly MatterMeasure[]): Signal[] => house.declared.all(signals).filter(({ from }) => from.kind === 'matters' && measures.includes(from.measure));

const touchOf = (signal: Signal, region: string, at: Date, traceId: string): Touch => ({ signal: signal.key, region: regionAt(signal.per.region, region), start: periodStart(signal.per.period, at), traceId });

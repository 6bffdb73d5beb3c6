import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { newTraceId } from '#kernel/http/app.ts';
import { addDays, dayOf, startOf } from '#kernel/time/day.ts';
import { placesOf } from '#domain/place/places.ts';
import { signals } from '#domain/signal/define.ts';
import { periodStart } from '#domain/signal/period.ts';
import { regionAt } from '#domain/signal/spot.ts';
import { touch, type Touch } from '#domain/signal/touch.ts';

/** Days for which signals over invented matters are computed: enough for a curve. */
const days = 14;

/** Invented matters tell no events; so the signals made of matters are ordered here for the last days. They are computed after the start. */
export async function orderSignals(tx: Db, house: House): Promise<void> {
  const now = house.clock.now();
  const { tree } = await placesOf(house);
  const counties = tree.list({ level: 'county', on: dayOf(now) });
  const ofMatters = house.declared.all(signals).filter(({ from }) => from.kind === 'matters');
  const traceId = newTraceId();
  await touch(tx, ofMatters.flatMap((signal) => counties.flatMap(({ code }) => Array.from({ length: days }, (_, back): Touch =>
    ({ signal: signal.key, region: regionAt(signal.per.region, code), start: periodStart(signal.per.period, back === 0 ? now : startOf(addDays(dayOf(now), -back))), traceId })))));
}

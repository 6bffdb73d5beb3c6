import type { House } from '#kernel/house.ts';
import { dayOf } from '#kernel/time/day.ts';
import { millisecondsOf } from '#kernel/time/duration.ts';
import { placesOf } from '#domain/place/places.ts';
import type { ThingType } from './define.ts';

/** One county's sensing of a kind: how many there are, how many work, and how much of what was due in 24 hours has come. */
export type Coverage = { readonly region: string; readonly name: string; readonly things: number; readonly working: number; readonly silent: number; readonly stopped: number; readonly completeness: number | null };

/** Coverage of a type by county, those without any included: where planners should add. `completeness` is received / due of the last 24 whole hours. */
export async function coverageOf(house: House, type: ThingType): Promise<Coverage[]> {
  const { tree } = await placesOf(house);
  const until = new Date(Math.floor(house.clock.now().getTime() / 3_600_000) * 3_600_000);
  const from = new Date(until.getTime() - 86_400_000);
  const due = (86_400_000 / millisecondsOf(type.every)) * Object.keys(type.reports).length;
  const rows = await house.db<{ county: string; things: number; working: number; silent: number; stopped: number; received: number | null }[]>`
    select county, count(*)::int as things, count(*) filter (where state = 'working')::int as working, count(*) filter (where state = 'silent')::int as silent, count(*) filter (where state = 'stopped')::int as stopped,
      sum(came.readings)::bigint as received
    from things left join lateral (
      select sum(readings) as readings from datastreams join reading_hours on reading_hours.datastream = datastreams.id
      where datastreams.thing_id = things.id and hour >= ${from} and hour < ${until}) came on true
    where type = ${type.key} and state <> 'retired' group by county`;
  const byCounty = new Map(rows.map((row) => [row.county, row]));
  return tree.list({ level: 'county', on: dayOf(house.clock.now()) }).map(({ code, name }) => {
    const row = byCounty.get(code.slice(0, 6));
    const expected = (row?.working ?? 0) + (row?.silent ?? 0);
    return {
      region: code, name, things: row?.things ?? 0, working: row?.working ?? 0, silent: row?.silent ?? 0, stopped: row?.stopped ?? 0,
      completeness: expected === 0 ? null : Math.min(1, (row?.received ?? 0) / (expected * due)),
    };
  });
}

import type { House } from '#kernel/house.ts';
import type { Db } from '#kernel/database/connect.ts';
import { newTraceId } from '#kernel/http/app.ts';
import { keepPartitions } from '#domain/thing/keep.ts';
import { hashOfKey } from '#domain/thing/key.ts';
import { addStreams, type KnownThing } from '#domain/thing/known.ts';
import type { Message, Point } from '#domain/thing/intake/read-message.ts';
import { writeBatch } from '#domain/thing/intake/write-batch.ts';
import { thingTypes } from '#domain/thing/define.ts';
import { millisecondsOf } from '#kernel/time/duration.ts';
import { isWithin } from '#domain/place/region.ts';
import { organFor } from '#domain/subject/organs.ts';
import { chance } from '../chance.ts';
import type { City, DemoStation } from '../city.ts';
import type { InventedMap, Spot } from '../shapes.ts';
import type { Session } from '../session.ts';

/** Hours of readings before now: enough for a daily index of yesterday's last twenty hours and today. */
const history = 26;

/** Registers the stations of the demonstration and gives each a calm past, through the same door as every reading. */
export async function seedStations(house: House, session: Session, city: City, map: () => InventedMap): Promise<void> {
  const stations = city.stations.filter(({ type }) => house.declared.find(thingTypes, type.key) === type);
  if (stations.length === 0 || session.done('stations') === stations.length) return;
  const things: KnownThing[] = [];
  await session.step('stationsRegistered', stations.length, async (tx) => {
    for (const [index, station] of stations.entries()) things.push(await register(tx, house, station, spotIn(map().spots, station.town, index), index));
  });
  // The batch has a transaction of its own; sent again after a kill it changes nothing.
  await keepPartitions(house);
  const now = house.clock.now().getTime();
  await writeBatch(house, things.map((thing, index) => pastOf(thing, stations[index] as DemoStation, index, now)), []);
  await session.step('stations', stations.length, async () => undefined);
}

/** The spot of a town that chance gives to a station. */
function spotIn(spots: readonly Spot[], town: string, index: number): Spot {
  const inTown = spots.filter(({ village }) => isWithin(village, town));
  const spot = inTown[Math.floor(chance(index, Number(town.slice(4))) * inTown.length)];
  if (!spot) throw new Error(`No village of the invented map lies in ${town}.`);
  return spot;
}

async function register(tx: Db, house: House, { type, code, name, facts = {} }: DemoStation, { lon, lat, village }: Spot, index: number): Promise<KnownThing> {
  const organ = await organFor(house, type.owner, village);
  if (!organ) throw new Error(`The city has no ${type.owner} for the station ${code}.`);
  const secretHash = hashOfKey(house.config.demo ? `demo-${code}` : newTraceId() + newTraceId());
  const [row] = await tx<{ id: string }[]>`
    insert into things (id, type, code, name, organ, region, lon, lat, secret_hash, properties, heard_until, registered_at, demo)
    values (pg_temp.demo_id('2025-01-01 00:00:00+08', 'station', ${index}), ${type.key}, ${code}, ${name}, ${organ.id}, ${village}, ${lon}, ${lat}, ${secretHash}, ${tx.json(facts as never)}, ${house.clock.now()}, ${house.clock.now()}, true)
    on conflict (code) do update set name = excluded.name returning id`;
  const id = row?.id ?? '';
  const streams = await addStreams(tx, id, Object.keys(type.reports));
  return { id, code, type, organ: organ.id, region: village, state: 'working', secretHash, streams: new Map(Object.entries(streams)) };
}

/** The last hours of a station: every report it would have sent, the day's swing and a little chance. */
function pastOf(thing: KnownThing, { type, usual }: DemoStation, index: number, now: number): Message {
  const every = millisecondsOf(type.every);
  const last = Math.floor(now / every) * every;
  const count = Math.floor((history * 3_600_000) / every);
  const points = Object.entries(usual).flatMap(([quantity, [mean, swing]], order): Point[] => {
    const stream = thing.streams.get(quantity);
    const limits = type.reports[quantity];
    if (stream === undefined || !limits) throw new Error(`${type.title} reports no ${quantity}.`);
    return Array.from({ length: count }, (_, back) => {
      const at = last - back * every;
      const day = Math.sin(((at / 3_600_000 + 8 - 9) / 24) * 2 * Math.PI);
      const value = mean + swing * (0.7 * day + 0.6 * (chance(index, order, Math.floor(at / every)) - 0.5));
      return { stream, at, value: Math.round(Math.min(Math.max(value, limits.minimum), limits.maximum) * 100) / 100, quality: 0 };
    });
  });
  return { thing, source: 'file', traceId: newTraceId(), points, rejections: [] };
}

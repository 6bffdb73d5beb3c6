import type { House } from '#kernel/house.ts';
import { newTraceId } from '#kernel/http/app.ts';
import { forgetPlaces } from '#domain/place/places.ts';
import { placesChanged, saveGrids, saveRegions } from '#domain/place/store.ts';
import { loadOrgans, saveOrgans } from '#domain/subject/organs.ts';
import type { City } from './city.ts';
import { seedDemo } from './demo/seed.ts';
import { divisionSource, readDivisions } from './divisions.ts';
import { organsOf } from './organs.ts';
import { openPosts } from './posts.ts';
import { inSession, type Session } from './session.ts';
import { inventMap, type InventedMap } from './shapes.ts';

/**
 * Makes the city out of an empty database: divisions and map, organs, and — where it is a demonstration — invented people,
 * enterprises, cases and accounts. Whatever is there already is left alone; a kill in the middle costs one step.
 */
export async function seedCity(house: House, city: City, say: (line: string) => void = () => undefined, map: MapMaker = mapOf(city)): Promise<void> {
  await inSession(house.db, city.key, async (session) => {
    await seedPlaces(session, city, map);
    await seedOrgans(session, city, map);
    forgetPlaces(house);
    await loadOrgans(house);
    const isWanted = house.config.demo || house.config.scale !== 'small';
    if (isWanted) await seedDemo(house, session, city, map, say);
    if (house.config.demo && !session.done('accounts')) await session.step('accounts', true, (tx) => openPosts(tx, house, city));
  });
}

/** Invents the map at the first call, and never again; costs a second. */
export type MapMaker = () => InventedMap;
export const mapOf = (city: City): MapMaker => onceOnly(() => inventMap(divisionsOf(city), city.sketch));

const divisionsOf = (city: City) => readDivisions(city.region).map((region) => ({ ...region, validFrom: city.standsSince[region.code] ?? null }));

/** What the divisions in the database were made from; another mark makes them anew. */
const mapMark = (city: City) => `${divisionSource.asOf} ${city.sketch.seed} ${city.sketch.cellArea} ${city.pastRegions.length}`;

async function seedPlaces(session: Session, city: City, map: MapMaker): Promise<void> {
  if (session.done('places') === mapMark(city)) return;
  const { regions, grids } = map();
  await session.step('places', mapMark(city), async (tx) => {
    await saveRegions(tx, regions, divisionSource);
    await saveRegions(tx, city.pastRegions, { source: '国务院关于调整行政区划的批复', asOf: divisionSource.asOf });
    await saveGrids(tx, grids);
    await placesChanged(tx, newTraceId());
  });
}

async function seedOrgans(session: Session, city: City, map: MapMaker): Promise<void> {
  if (session.done('organs') === city.organs.length) return;
  await session.step('organs', city.organs.length, (tx) => saveOrgans(tx, organsOf(city, map().regions), { demo: true }));
}

/** Calls a costly function at the first need, and never again. */
function onceOnly<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

import type { House } from '#kernel/house.ts';
import { Atlas } from './atlas.ts';
import type { Grid } from './grid.ts';
import { RegionTree } from './tree.ts';
import { readGrids, readRegions, readVersion } from './store.ts';

/** The city's places as one process holds them. */
export type Places = {
  readonly version: number;
  readonly tree: RegionTree;
  readonly grids: ReadonlyMap<string, Grid>;
  readonly atlas: Atlas;
};

const held = new WeakMap<House, Promise<Places>>();

/** The places of the city: read at the first call, then held until they change. */
export function placesOf(house: House): Promise<Places> {
  let places = held.get(house);
  if (!places) {
    places = read(house);
    held.set(house, places);
    // A failed read must not be held: the next caller tries again.
    places.catch(() => held.delete(house));
  }
  return places;
}

/** Reads the places anew at the next call. */
export const forgetPlaces = (house: House): void => void held.delete(house);

/**
 * Reads the places anew whenever any process has changed them; returns how to stop. Until they are read the old ones are given:
 * who asks inside a transaction must never wait for another connection, or all that are open wait for each other.
 */
export function keepFresh(house: House): () => void {
  let newest = 0;
  return house.live.hear((notice) => {
    if (notice.topic !== 'place.changed') return;
    const turn = ++newest;
    const places = read(house);
    places.then(() => turn === newest && held.set(house, places), (error: unknown) => house.log.error({ err: error }, 'the places could not be read anew'));
  });
}

async function read({ db }: House): Promise<Places> {
  const [version, regions, grids] = await Promise.all([readVersion(db), readRegions(db), readGrids(db)]);
  return { version, tree: new RegionTree(regions), grids: new Map(grids.map((grid) => [grid.code, grid])), atlas: new Atlas(regions, grids) };
}

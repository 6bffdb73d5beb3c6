import type { House } from '#kernel/house.ts';
import { refuse } from './errors.ts';
import type { Point } from './geometry.ts';
import type { Grid } from './grid.ts';
import { placesOf } from './places.ts';
import type { Region } from './region.ts';

/** Where a point lies: its divisions from the widest to the narrowest, the narrowest again as `region`, and its grid. */
export type Place = { readonly point: Point; readonly region: Region; readonly regions: readonly Region[]; readonly grid: Grid | null };

/** The place of a point (CGCS2000 longitude, latitude); null outside the city. */
export async function placeOf(house: House, point: Point): Promise<Place | null> {
  const { atlas, tree } = await placesOf(house);
  const { region, grid } = atlas.at(point);
  return region ? { point, region, regions: tree.chain(region.code), grid } : null;
}

/** The place of a point; refuses (OUTSIDE_CITY) what lies outside, naming the field it came in where a pointer is given. */
export async function mustPlace(house: House, point: Point, pointer = ''): Promise<Place> {
  const place = await placeOf(house, point);
  if (place) return place;
  const [lon, lat] = point;
  throw refuse('OUTSIDE_CITY', { lon, lat }, pointer ? [{ pointer, zh: '这个位置不在本市范围内', en: 'This position is not within the city' }] : []);
}

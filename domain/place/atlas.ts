import Flatbush from 'flatbush';
import { boxOf, isInside, type Point, type Shape } from './geometry.ts';
import type { Grid } from './grid.ts';
import { levels, type Region } from './region.ts';

type Sheet = { readonly shape: Shape; readonly region: Region | null; readonly grid: Grid | null };

/** All shapes of the city in a box index: finds what lies at a point in microseconds. */
export class Atlas {
  readonly #sheets: readonly Sheet[];
  readonly #boxes: Flatbush | null;

  /** Divisions of the past are left out: their ground belongs to others today. */
  constructor(regions: readonly Region[], grids: readonly Grid[]) {
    const standing = regions.filter((region) => region.shape !== null && region.validTo === null);
    this.#sheets = [
      ...standing.flatMap((region) => (region.shape ? [{ shape: region.shape, region, grid: null }] : [])),
      ...grids.map((grid) => ({ shape: grid.shape, region: null, grid })),
    ];
    this.#boxes = indexOf(this.#sheets);
  }

  /** The narrowest division with a shape at a point, and the grid; nulls where there is none. */
  at(point: Point): { readonly region: Region | null; readonly grid: Grid | null } {
    let region: Region | null = null;
    let grid: Grid | null = null;
    for (const sheet of this.#hits(point)) {
      if (sheet.grid) grid = sheet.grid;
      else if (sheet.region && (region === null || levels.indexOf(sheet.region.level) > levels.indexOf(region.level))) region = sheet.region;
    }
    return { region, grid };
  }

  #hits(point: Point): Sheet[] {
    const [lon, lat] = point;
    return (this.#boxes?.search(lon, lat, lon, lat) ?? []).flatMap((index) => {
      const sheet = this.#sheets[index];
      return sheet && isInside(point, sheet.shape) ? [sheet] : [];
    });
  }
}

/** Flatbush holds at least one box; no shapes at all means no index. */
function indexOf(sheets: readonly Sheet[]): Flatbush | null {
  if (sheets.length === 0) return null;
  const boxes = new Flatbush(sheets.length);
  for (const { shape } of sheets) boxes.add(...boxOf(shape));
  boxes.finish();
  return boxes;
}

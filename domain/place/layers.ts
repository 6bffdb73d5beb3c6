import { fromGeojsonVt } from '@maplibre/vt-pbf';
import { GeoJSONVT } from '@maplibre/geojson-vt';
import type { Feature } from 'geojson';
import type { Point, Shape } from './geometry.ts';
import type { Grid } from './grid.ts';
import type { Places } from './places.ts';
import type { Level, Region } from './region.ts';

/** The size of a tile in its own units (Mapbox Vector Tile 2.1 usual). */
export const extent = 4096;

/** Sheets of one tile, each a source layer of the map's style: borders of a level, and the points its names stand on. */
type Sheet = { readonly name: string; readonly from: number; readonly cut: GeoJSONVT };
/** A map layer cut into tiles. Answers null where there is nothing. */
export type TileLayer = (z: number, x: number, y: number) => Uint8Array | null;

/** The zoom from which each level of divisions is drawn: all wider ones stay visible, so that borders have their weight. */
const drawnFrom: Readonly<Partial<Record<Level, number>>> = { city: 0, county: 6, town: 9, village: 11 };

/** Divisions: source layers `city`, `county`, `town`, `village` with code and name, and `<level>-name` points. */
export function regionLayer({ tree }: Places): TileLayer {
  const standing = tree.all.filter((region) => region.validTo === null);
  return layerOf(Object.entries(drawnFrom).flatMap(([level, from]) => {
    const ones = standing.filter((region) => region.level === level);
    return [sheet(level, from, ones.flatMap(shapeFeature)), sheet(`${level}-name`, from, ones.flatMap(nameFeature))];
  }));
}

/** Grids: source layers `grid` and `grid-name`, from zoom 13. */
export function gridLayer({ grids }: Places): TileLayer {
  const all = [...grids.values()];
  return layerOf([sheet('grid', 13, all.map((grid) => feature(grid.shape, gridNotes(grid)))), sheet('grid-name', 15, all.map((grid) => feature(pointAt(grid.centre), gridNotes(grid))))]);
}

function layerOf(sheets: readonly Sheet[]): TileLayer {
  return (z, x, y) => {
    const cut = sheets.filter(({ from }) => z >= from).flatMap(({ name, cut }) => {
      const tile = cut.getTile(z, x, y);
      return tile && tile.features.length > 0 ? [[name, tile] as const] : [];
    });
    return cut.length > 0 ? fromGeojsonVt(Object.fromEntries(cut), { version: 2, extent }) : null;
  };
}

/** `tolerance` 2 keeps neighbours' common borders together at every zoom; `buffer` hides the seams between tiles. */
const sheet = (name: string, from: number, features: Feature[]): Sheet =>
  ({ name, from, cut: new GeoJSONVT({ type: 'FeatureCollection', features }, { maxZoom: 16, indexMaxZoom: 4, extent, tolerance: 2, buffer: 64 }) });

const feature = (geometry: Feature['geometry'], properties: Feature['properties']): Feature => ({ type: 'Feature', geometry, properties });
const pointAt = ([lon, lat]: Point) => ({ type: 'Point' as const, coordinates: [lon, lat] });

const shapeFeature = (region: Region): Feature[] => (region.shape ? [feature(region.shape satisfies Shape, regionNotes(region))] : []);
const nameFeature = (region: Region): Feature[] => (region.centre ? [feature(pointAt(region.centre), regionNotes(region))] : []);
const regionNotes = ({ code, name, shapeSource }: Region) => ({ code, name, ...(shapeSource ? { source: shapeSource } : {}) });
const gridNotes = ({ code, name, region }: Grid) => ({ code, name, region });

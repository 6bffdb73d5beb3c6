import type { Polygon } from 'geojson';
import type { Point } from '#domain/place/geometry.ts';
import type { Grid } from '#domain/place/grid.ts';
import { kindOf, spokenName, type Region } from '#domain/place/region.ts';
import { divider, middleOf, setsOf, type Divide, type Part } from './growth.ts';
import { layHoneycomb, type Honeycomb } from './honeycomb.ts';

/** Written on every invented shape: in the data, in the API and under every map. */
export const inventedShape = '示意图形（程序生成）';

/** What an invented map starts from: a smooth invented outline, and facts about the counties. */
export type MapSketch = {
  /** Corners of the city's invented outline, against the clock. */
  readonly outline: readonly Point[];
  /** Square kilometres of one cell; a village should get several. */
  readonly cellArea: number;
  readonly seed: number;
  /** By county code: where its seat and its middle are, in which town the seat is, and its size in km². */
  readonly counties: Readonly<Record<string, { readonly seat: Point; readonly seatTown?: string; readonly middle: Point; readonly area: number }>>;
  /** Where the city's government stands. */
  readonly seat: Point;
};

/** Somewhere in the city, for demonstration data: every point within `reach` kilometres lies in this village and grid. */
export type Spot = { readonly lon: number; readonly lat: number; readonly village: string; readonly grid: string };

export type InventedMap = { readonly regions: Region[]; readonly grids: Omit<Grid, 'keeper'>[]; readonly spots: Spot[]; readonly reach: number };

type GridCells = Pick<Grid, 'code' | 'name' | 'region'> & { readonly cells: readonly number[] };
const empty: Polygon = { type: 'Polygon', coordinates: [] };

/** Cells in one grid, about. */
const gridCells = 6;

/** Gives every standing division a shape, and every village its grids. The same sketch and divisions always give the same map. */
export function inventMap(divisions: readonly Region[], sketch: MapSketch): InventedMap {
  const comb = layHoneycomb(sketch.outline, sketch.cellArea, sketch.seed);
  const divide = divider(comb);
  const city = divisions.find(({ level }) => level === 'city');
  const children = Map.groupBy(divisions, ({ parent }) => parent ?? '');
  if (!city) throw new Error('The divisions name no city.');

  /** Cells by division code, one map for each level; last, the grids. */
  const sets: Map<string, readonly number[]>[] = [];
  const centres = new Map<string, Point>();
  const walks: GridCells[] = [];
  let level = new Map<Region, readonly number[]>([[city, Array.from({ length: comb.cells }, (_, cell) => cell)]]);
  while (level.size > 0) {
    sets.push(new Map([...level].map(([{ code }, cells]) => [code, cells])));
    level = new Map([...level].flatMap(([region, cells]) => {
      const seat = seatOf(comb, region, cells, sketch);
      centres.set(region.code, comb.pointOf(seat));
      const below = (children.get(region.code) ?? []).toSorted(outwards(sketch.counties[region.code]?.seatTown));
      if (below.length === 0) walks.push(...partsToWalk(divide, region, cells, seat, sketch.seed));
      return below.length === 0 ? [] : share(divide, cells, seat, below, partsOf(comb, seat, below, children, sketch), sketch.seed + Number(region.code.slice(4)));
    }));
  }
  const shapes = draw(comb, [...sets, new Map(walks.map(({ code, cells }) => [code, cells]))]);
  const regions = divisions.map((region): Region => {
    const shape = shapes.get(region.code);
    return shape ? { ...region, shape, shapeSource: inventedShape, centre: centres.get(region.code) ?? null } : region;
  });
  const grids = walks.map(({ cells, ...grid }) => ({ ...grid, centre: comb.pointOf(middleOf(comb, cells)), shape: shapes.get(grid.code) ?? empty, shapeSource: inventedShape }));
  const spots = walks.flatMap(({ code, region, cells }) => cells.map(comb.pointOf).map(([lon, lat]) => ({ lon, lat, village: region, grid: code })));
  return { regions, grids: grids.sort((a, b) => (a.code < b.code ? -1 : 1)), spots, reach: comb.reach };
}

/** Draws the sets of cells of every level. A level may leave out cells: a town without villages has none on the level of villages. */
function draw(comb: Honeycomb, levels: readonly ReadonlyMap<string, readonly number[]>[]): Map<string, Polygon> {
  const labelled = levels.map((sets) => {
    const labels = new Int32Array(comb.cells).fill(-1);
    [...sets.values()].forEach((cells, label) => { for (const cell of cells) labels[cell] = label; });
    return labels;
  });
  const drawn = comb.outlines(labelled);
  return new Map(levels.flatMap((sets, level) => [...sets.keys()].map((code, label): [string, Polygon] => [code, drawn[level]?.get(label) ?? empty])));
}

/** Order of parts from the middle outwards: the seat, then streets and residents' committees; farms and other units at the edge. */
const outwards = (seat?: string) => (a: Region, b: Region) => place(a, seat) - place(b, seat) || (a.code < b.code ? -1 : 1);
const place = ({ code }: Region, seat?: string) => (code === seat ? 0 : ['市辖区', '街道', '居民委员会', '镇', '村民委员会'].indexOf(kindOf(code)) + 1 || 9);

/** Counties have their real sizes and seats; a town is as large as it has villages, and the first holds the county's seat; villages are all alike. */
function partsOf(comb: Honeycomb, seat: number, below: readonly Region[], children: ReadonlyMap<string, readonly Region[]>, sketch: MapSketch): Part[] {
  return below.map(({ code, level }, index): Part => {
    const fact = sketch.counties[code];
    if (fact) return { weight: fact.area, from: cellsBetween(comb, fact.seat, fact.middle) };
    if (level === 'town') return { weight: Math.max(4, children.get(code)?.length ?? 0), ...(index === 0 ? { from: [seat] } : {}) };
    return { weight: 1 };
  });
}

/** The cells on the straight way between two points: a county begins to grow from its seat and its middle at once. */
function cellsBetween(comb: Honeycomb, [lonA, latA]: Point, [lonB, latB]: Point): number[] {
  const stops = 24;
  return [...new Set(Array.from({ length: stops + 1 }, (_, stop) => comb.cellAt([lonA + ((lonB - lonA) * stop) / stops, latA + ((latB - latA) * stop) / stops])))];
}

function share(divide: Divide, cells: readonly number[], heart: number, below: readonly Region[], parts: readonly Part[], seed: number): [Region, number[]][] {
  if (cells.length < below.length) throw new Error(`The cells are too large: ${below.length} divisions do not fit on ${cells.length} cells. Choose a smaller cellArea.`);
  const sets = setsOf(cells, divide(cells, heart, parts, seed), parts.length);
  return below.map((region, index) => [region, sets[index] ?? []]);
}

/** City and counties have real seats; everything smaller has its middle. */
function seatOf(comb: Honeycomb, region: Region, cells: readonly number[], sketch: MapSketch): number {
  const seat = region.level === 'city' ? sketch.seat : sketch.counties[region.code]?.seat;
  return seat ? comb.cellAt(seat) : middleOf(comb, cells);
}

/** Cuts a village into parts that one person can walk. */
function partsToWalk(divide: Divide, village: Region, cells: readonly number[], heart: number, seed: number): GridCells[] {
  const count = Math.max(1, Math.round(cells.length / gridCells));
  const owner = divide(cells, heart, Array.from({ length: count }, () => ({ weight: 1 })), seed + Number(village.code.slice(6)), 2);
  return setsOf(cells, owner, count).map((set, part) => ({ code: `${village.code}${String(part + 1).padStart(3, '0')}`, name: `${spokenName(village.name)}第${part + 1}网格`, region: village.code, cells: set }));
}

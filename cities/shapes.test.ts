import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Polygon } from 'geojson';
import { Atlas } from '#domain/place/atlas.ts';
import { boxOf, isInside, squareKilometres } from '#domain/place/geometry.ts';
import { isWithin, type Region } from '#domain/place/region.ts';
import { readDivisions } from './divisions.ts';
import { maomingSketch } from './maoming/sketch.ts';
import { inventedShape, inventMap } from './shapes.ts';

const divisions = readDivisions('440900000000');
const map = inventMap(divisions, maomingSketch);
const byCode = new Map(map.regions.map((region) => [region.code, region]));
const children = Map.groupBy(map.regions, ({ parent }) => parent ?? '');
const shapeOf = (each: { shape: unknown }) => each.shape as Polygon;

/** Every side of a shape, from corner to corner in its direction. */
const sidesOf = (shape: Polygon) => shape.coordinates.flatMap((ring) => ring.slice(1).map((corner, index) => `${String(ring[index])}>${String(corner)}`));
const turned = (side: string) => side.split('>').toReversed().join('>');

test('The same sketch always gives the same map', () => {
  assert.deepEqual(inventMap(divisions, maomingSketch), map);
  assert.notDeepEqual(inventMap(divisions, { ...maomingSketch, seed: 1 }).grids[0]?.shape, map.grids[0]?.shape);
});

test('Every standing division from the city down has a shape, and every shape says that it is invented', () => {
  for (const region of map.regions) assert.equal(region.shapeSource, region.level === 'province' ? null : inventedShape, region.name);
  for (const grid of map.grids) assert.equal(grid.shapeSource, inventedShape);
});

test('Neighbours share their borders side by side: no gap and no overlap, at any level', () => {
  const families: [name: string, whole: Polygon, parts: Polygon[]][] = [
    ...map.regions.filter(({ code, shape }) => shape && children.has(code)).map(({ code, name, shape }): [string, Polygon, Polygon[]] => [name, shape as Polygon, (children.get(code) ?? []).map(shapeOf)]),
    ...[...Map.groupBy(map.grids, ({ region }) => region)].map(([village, grids]): [string, Polygon, Polygon[]] => [village, shapeOf(byCode.get(village) as Region), grids.map(shapeOf)]),
  ];
  for (const [name, whole, parts] of families) {
    const sides = parts.flatMap(sidesOf);
    const once = new Set(sides);
    assert.equal(once.size, sides.length, `${name}: a side belongs to two parts`);
    const outer = sides.filter((side) => !once.has(turned(side)));
    assert.deepEqual(outer.toSorted(), sidesOf(whole).toSorted(), `${name}: what is not shared is its own border`);
  }
});

test('The parts of a division add up to its area, and none is empty', () => {
  for (const [code, parts] of children) {
    const whole = byCode.get(code)?.shape;
    if (!whole) continue;
    const sum = parts.reduce((total, part) => total + squareKilometres(shapeOf(part)), 0);
    assert.ok(Math.abs(sum / squareKilometres(whole) - 1) < 0.002, `${code} ${sum}`);
    for (const part of parts) assert.ok(squareKilometres(shapeOf(part)) > 0.1, part.name);
  }
});

test('Any point lies in one village, one town, one county and one grid, each in the one above, or outside the city', () => {
  const atlas = new Atlas(map.regions, map.grids.map((grid) => ({ ...grid, keeper: null })));
  const city = map.regions.find(({ level }) => level === 'city') as Region;
  const [west, south, east, north] = boxOf(shapeOf(city));
  const at = (level: string, point: [number, number]) => map.regions.filter((region) => region.level === level && region.shape && isInside(point, region.shape)).map(({ code }) => code);
  fc.assert(fc.property(fc.tuple(fc.double({ min: west, max: east, noNaN: true }), fc.double({ min: south, max: north, noNaN: true })), (point) => {
    const [villages, towns, counties] = [at('village', point), at('town', point), at('county', point)];
    const { region, grid } = atlas.at(point);
    if (!isInside(point, shapeOf(city))) return assert.deepEqual([villages, towns, counties, region, grid], [[], [], [], null, null]);
    assert.deepEqual([villages.length, towns.length, counties.length], [1, 1, 1]);
    assert.equal(region?.code, villages[0]);
    assert.equal(grid?.region, villages[0]);
    assert.ok(isWithin(villages[0] ?? '', towns[0] ?? '') && isWithin(towns[0] ?? '', counties[0] ?? ''));
  }), { numRuns: 300 });
});

test('Every seat and every middle lies in its own division', () => {
  for (const { name, centre, shape } of map.regions) if (centre && shape) assert.ok(isInside(centre, shape), name);
  for (const [code, { seat, seatTown }] of Object.entries(maomingSketch.counties)) {
    assert.ok(isInside(seat, shapeOf(byCode.get(code) as Region)), code);
    if (seatTown) assert.ok(isInside(seat, shapeOf(byCode.get(seatTown) as Region)), seatTown);
  }
});

test('Every spot for demonstration data is well inside its grid', () => {
  const grids = new Map(map.grids.map((grid) => [grid.code, grid]));
  const reach = map.reach / 111.32;
  for (const { lon, lat, village, grid } of map.spots) {
    const shape = shapeOf(grids.get(grid) as (typeof map.grids)[number]);
    assert.equal(grids.get(grid)?.region, village);
    for (const [east, north] of [[0, 0], [reach, 0], [-reach, 0], [0, reach], [0, -reach]] as const) assert.ok(isInside([lon + east, lat + north], shape), `${grid} ${lon} ${lat}`);
  }
});

test('Cells too large for the number of divisions are refused in words', () => {
  assert.throws(() => inventMap(divisions, { ...maomingSketch, cellArea: 20 }), /The cells are too large: \d+ divisions do not fit on \d+ cells/);
  assert.throws(() => inventMap(divisions, { ...maomingSketch, seat: [100, 10] }), /lies outside the sketched outline/);
});

import { Type, type Static } from 'typebox';
import type { App } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import { pageOf, pageQuery, positionOf } from '#kernel/http/page.ts';
import { dayOf } from '#kernel/time/day.ts';
import { refuse } from './errors.ts';
import type { Grid } from './grid.ts';
import { mustPlace } from './locate.ts';
import { placesOf } from './places.ts';
import { kindOf, levels, spokenName, type Region } from './region.ts';
import { searchPlaces } from './search.ts';
import { tileRoutes } from './tiles.ts';

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
const pointShape = Type.Array(Type.Number(), { minItems: 2, maxItems: 2, description: '[经度, 纬度] CGCS2000' });
const regionShape = Type.Object({
  code: Type.String(), name: Type.String(), spoken: Type.String(), level: Type.String(), kind: Type.String(), parent: orNull(Type.String()),
  validFrom: orNull(Type.String()), validTo: orNull(Type.String()), replacedBy: orNull(Type.String()), urbanRural: orNull(Type.String()), centre: orNull(pointShape), shapeSource: orNull(Type.String()),
});
const gridShape = Type.Object({ code: Type.String(), name: Type.String(), region: Type.String(), centre: pointShape, shapeSource: Type.String() });
const foundShape = Type.Object({ kind: Type.String(), code: Type.String(), name: Type.String(), fullName: Type.String(), centre: orNull(pointShape) });
const regionCode = Type.String({ pattern: '^\\d{12}$', title: '区划代码' });
const pageShape = <T extends Parameters<typeof Type.Array>[0]>(item: T) => Type.Object({ items: Type.Array(item), next: orNull(Type.String()) });

/** What a reader is shown; the shape has an address of its own, and the answer's schema leaves it out. */
const shown = (region: Region): Static<typeof regionShape> => ({ ...region, spoken: spokenName(region.name), kind: kindOf(region.code), centre: region.centre && [...region.centre] });
const shownGrid = ({ code, name, region, centre, shapeSource }: Grid): Static<typeof gridShape> => ({ code, name, region, centre: [...centre], shapeSource });

/** Divisions, grids, what lies at a point, places by name, and map tiles. All of it is public. */
export function placeRoutes(app: App, house: House): void {
  const open = { permission: 'public' } as const;
  const tags = ['places'];
  tileRoutes(app, house);

  app.get('/api/v1/regions', {
    config: open,
    schema: {
      summary: '行政区划 Administrative divisions', tags,
      querystring: Type.Object({ ...pageQuery, parent: Type.Optional(regionCode), level: Type.Optional(Type.Enum([...levels])), q: Type.Optional(Type.String({ maxLength: 50 })), on: Type.Optional(Type.String({ format: 'date', title: '日期' })) }),
      response: { 200: pageShape(regionShape) },
    },
  }, async (request) => {
    const { parent, level, q, on = dayOf(house.clock.now()), limit, cursor } = request.query;
    const { tree } = await placesOf(house);
    if (parent !== undefined && !tree.find(parent)) throw refuse('REGION_NOT_FOUND', { code: parent });
    const after = String(positionOf(cursor, 1)?.[0] ?? '');
    const wanted = q?.trim() ?? '';
    const rows = tree.list({ parent, level, on }).filter((region) => region.code > after && (wanted === '' || region.name.includes(wanted) || region.code.startsWith(wanted)));
    const { items, next } = pageOf(rows.slice(0, limit + 1), limit, (region) => [region.code]);
    return { items: items.map(shown), next };
  });

  app.get('/api/v1/regions/:code', {
    config: open,
    schema: { summary: '一个行政区划 One division', tags, params: Type.Object({ code: regionCode }), response: { 200: Type.Object({ ...regionShape.properties, fullName: Type.String(), above: Type.Array(regionShape), beneath: Type.Integer() }) } },
  }, async (request) => {
    const { tree } = await placesOf(house);
    const region = mustFind(tree.find(request.params.code), request.params.code);
    return { ...shown(region), fullName: tree.fullName(region.code), above: tree.chain(region.code).slice(0, -1).map(shown), beneath: tree.children(region.code).filter((child) => child.validTo === null).length };
  });

  app.get('/api/v1/regions/:code/shape', {
    config: open,
    schema: { summary: '区划图形（GeoJSON） Its shape as GeoJSON', tags, params: Type.Object({ code: regionCode }) },
  }, async (request, reply) => {
    const { tree } = await placesOf(house);
    const { shape, ...region } = mustFind(tree.find(request.params.code), request.params.code);
    if (!shape) throw refuse('REGION_HAS_NO_SHAPE', { name: region.name });
    return reply.type('application/geo+json').send(JSON.stringify({ type: 'Feature', id: region.code, properties: { code: region.code, name: region.name, level: region.level, shapeSource: region.shapeSource }, geometry: shape }));
  });

  app.get('/api/v1/grids', {
    config: open,
    schema: { summary: '网格 Grids', tags, querystring: Type.Object({ ...pageQuery, region: Type.Optional(regionCode) }), response: { 200: pageShape(gridShape) } },
  }, async (request) => {
    const { region, limit, cursor } = request.query;
    const { tree, grids } = await placesOf(house);
    const codes = region === undefined ? null : new Set([...tree.within(mustFind(tree.find(region), region).code)].map(({ code }) => code));
    const after = String(positionOf(cursor, 1)?.[0] ?? '');
    const rows = [...grids.values()].filter((grid) => grid.code > after && (codes === null || codes.has(grid.region)));
    const { items, next } = pageOf(rows.slice(0, limit + 1), limit, (grid) => [grid.code]);
    return { items: items.map(shownGrid), next };
  });

  app.get('/api/v1/grids/:code', {
    config: open,
    schema: { summary: '一个网格 One grid', tags, params: Type.Object({ code: Type.String({ maxLength: 40 }) }), response: { 200: gridShape } },
  }, async (request) => {
    const { grids } = await placesOf(house);
    const grid = grids.get(request.params.code);
    if (!grid) throw refuse('GRID_NOT_FOUND', { code: request.params.code });
    return shownGrid(grid);
  });

  app.get('/api/v1/places/at', {
    config: open,
    schema: {
      summary: '某点在哪里 What lies at a point', tags,
      querystring: Type.Object({ lon: Type.Number({ minimum: -180, maximum: 180, title: '经度' }), lat: Type.Number({ minimum: -90, maximum: 90, title: '纬度' }) }),
      response: { 200: Type.Object({ point: pointShape, fullName: Type.String(), regions: Type.Array(regionShape), grid: orNull(gridShape) }) },
    },
  }, async (request) => {
    const { regions, region, grid } = await mustPlace(house, [request.query.lon, request.query.lat]);
    const { tree } = await placesOf(house);
    return { point: [request.query.lon, request.query.lat], fullName: tree.fullName(region.code), regions: regions.map(shown), grid: grid && shownGrid(grid) };
  });

  app.get('/api/v1/places', {
    config: open,
    schema: {
      summary: '按名称或拼音找地方 Places by name or pinyin', tags,
      querystring: Type.Object({ q: Type.String({ minLength: 1, maxLength: 100, title: '地名' }), limit: Type.Integer({ minimum: 1, maximum: 50, default: 10 }) }),
      response: { 200: Type.Object({ items: Type.Array(foundShape) }) },
    },
  }, async (request) => ({ items: (await searchPlaces(house, request.query.q, request.query.limit)).map(({ centre, ...place }) => ({ ...place, centre: centre && [...centre] })) }));
}

function mustFind(region: Region | undefined, code: string): Region {
  if (!region) throw refuse('REGION_NOT_FOUND', { code });
  return region;
}

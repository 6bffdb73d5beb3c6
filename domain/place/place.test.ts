import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { newTraceId } from '#kernel/http/app.ts';
import { indexWords } from '#kernel/search/segment.ts';
import { smallHouse, type SmallHouse } from '#test/kit/small-house.ts';
import { placeFloor } from './floor.ts';
import { mustPlace, placeOf } from './locate.ts';
import { placesOf } from './places.ts';
import type { Region } from './region.ts';
import { appointKeepers, placesChanged, readGrids, saveGrids, saveRegions } from './store.ts';

const square = (x: number, y: number, width: number, height: number) => ({ type: 'Polygon' as const, coordinates: [[[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]]] });
const region = (code: string, name: string, level: Region['level'], parent: string | null, shape: Region['shape'] = null): Region =>
  ({ code, name, level, parent, validFrom: null, validTo: null, replacedBy: null, urbanRural: null, centre: shape ? [shape.coordinates[0]?.[0]?.[0] as number + 0.01, shape.coordinates[0]?.[0]?.[1] as number + 0.01] : null, shape, shapeSource: shape ? '示意图形（测试）' : null });

/** An invented city of two counties; the east has a town of two villages, and was two counties once. */
const regions: Region[] = [
  region('990000000000', '海澜省', 'province', null),
  region('990100000000', '海澜市', 'city', '990000000000', square(110, 21, 0.4, 0.2)),
  region('990102000000', '东城区', 'county', '990100000000', square(110.2, 21, 0.2, 0.2)),
  region('990181000000', '西山市', 'county', '990100000000', square(110, 21, 0.2, 0.2)),
  region('990102100000', '长坡镇', 'town', '990102000000', square(110.2, 21, 0.2, 0.2)),
  region('990102100201', '柏桥村委会', 'village', '990102100000', square(110.2, 21, 0.1, 0.2)),
  region('990102100202', '荔枝园村委会', 'village', '990102100000', square(110.3, 21, 0.1, 0.2)),
  { ...region('990103000000', '老港区', 'county', '990100000000'), validFrom: '2001-01-22', validTo: '2014-01-25', replacedBy: '990102000000' },
];
const grid = { code: '990102100201001', name: '柏桥村第1网格', region: '990102100201', centre: [110.25, 21.1] as const, shape: square(110.2, 21, 0.1, 0.1), shapeSource: '示意图形（测试）' };

let small: SmallHouse;
before(async () => {
  small = await smallHouse({ floors: [placeFloor] });
  await small.house.db.begin(async (tx) => {
    await saveRegions(tx, regions, { source: '测试', asOf: '2026-01-01' });
    await saveGrids(tx, [grid]);
    await tx`insert into addresses (id, full_name, region, grid, lon, lat, words) values (${crypto.randomUUID()}, '海澜市东城区长坡镇柏桥村荔香路12号', '990102100201', ${grid.code}, 110.25, 21.05, to_tsvector('simple', ${indexWords('海澜市东城区长坡镇柏桥村荔香路12号')}))`;
    await placesChanged(tx, newTraceId());
  });
  await until(async () => (await placesOf(small.house)).tree.all.length === regions.length);
});
after(() => small.stop());

test('Every process sees a changed map within seconds', async () => {
  await small.house.db.begin(async (tx) => {
    await saveRegions(tx, regions.map((each) => (each.code === '990102100202' ? { ...each, name: '荔枝园社区' } : each)), { source: '测试', asOf: '2026-01-01' });
    await placesChanged(tx, newTraceId());
  });
  await until(async () => (await small.guest.get('/api/v1/regions/990102100202')).body.name === '荔枝园社区');
});

test('A point is found in its province, city, county, town, village and grid', async () => {
  const { status, body } = await small.guest.get('/api/v1/places/at?lon=110.25&lat=21.05');
  assert.equal(status, 200);
  assert.deepEqual(body.regions.map(({ name }: { name: string }) => name), ['海澜省', '海澜市', '东城区', '长坡镇', '柏桥村委会']);
  assert.equal(body.grid.code, grid.code);
  assert.equal(body.fullName, '海澜市东城区长坡镇柏桥村委会');
  const outsideGrid = await placeOf(small.house, [110.25, 21.15]);
  assert.deepEqual([outsideGrid?.region.code, outsideGrid?.grid], ['990102100201', null]);
  assert.equal((await placeOf(small.house, [110.1, 21.1]))?.region.code, '990181000000', 'a county without towns is the narrowest there');
});

test('A point outside the city is refused in words, naming its field', async () => {
  const { status, body } = await small.guest.get('/api/v1/places/at?lon=113.2&lat=23.1');
  assert.deepEqual([status, body.code, body.title], [422, 'OUTSIDE_CITY', '位置不在本市']);
  const english = await small.guest.get('/api/v1/places/at?lon=113.2&lat=23.1&lang=en');
  assert.equal(english.body.title, 'Outside the city');
  assert.equal(await placeOf(small.house, [0, 0]), null);
  await assert.rejects(mustPlace(small.house, [0, 0], '/form/spot'), (error: { code: string; faults: readonly { pointer: string }[] }) => error.code === 'OUTSIDE_CITY' && error.faults[0]?.pointer === '/form/spot');
});

test('Bad coordinates, codes and tiles are refused and never a server fault', async () => {
  const bad = { '/api/v1/places/at?lon=abc&lat=21': 400, '/api/v1/places/at?lon=110.2': 400, '/api/v1/places/at?lon=21&lat=110': 400, '/api/v1/places/at?lon=NaN&lat=NaN': 400, '/api/v1/regions/44': 400, '/api/v1/regions/999999999999': 404,
    '/api/v1/regions/990000000000/shape': 404, '/api/v1/regions?level=galaxy': 400, '/api/v1/regions?parent=999999999999': 404, '/api/v1/regions?cursor=%27or%201': 400, '/api/v1/regions?on=2026-02-30': 400, '/api/v1/grids/none': 404,
    '/api/v1/grids?region=999999999999': 404, '/api/v1/places?q=': 400, '/tiles/regions/3/9/0.mvt': 404, '/tiles/regions/23/0/0.mvt': 400, '/tiles/regions/3/-1/0.mvt': 400, '/tiles/nothing/3/1/0.mvt': 404 };
  for (const [path, status] of Object.entries(bad)) {
    const answer = await small.guest.get(path);
    assert.equal(answer.status, status, `${path} ${JSON.stringify(answer.body)}`);
    assert.ok(answer.body.title && answer.body.next, path);
  }
});

test('Divisions are listed by parent, level, name and day, page by page', async () => {
  const names = async (query: string) => (await small.guest.get(`/api/v1/regions?${query}`)).body.items.map(({ name }: { name: string }) => name);
  assert.deepEqual(await names('parent=990100000000'), ['东城区', '西山市']);
  assert.deepEqual(await names('parent=990100000000&level=village'), ['柏桥村委会', '荔枝园社区']);
  assert.deepEqual(await names('parent=990100000000&on=2012-05-01'), ['东城区', '老港区', '西山市']);
  assert.deepEqual(await names('q=城'), ['东城区']);
  const first = (await small.guest.get('/api/v1/regions?limit=3')).body;
  const rest = (await small.guest.get(`/api/v1/regions?limit=50&cursor=${first.next}`)).body;
  assert.equal(first.items.length, 3);
  assert.equal(new Set([...first.items, ...rest.items].map(({ code }: { code: string }) => code)).size, regions.length - 1);
});

test('A division of the past leads to the one that stands on its ground', async () => {
  const { tree } = await placesOf(small.house);
  assert.equal(tree.today('990103000000')?.name, '东城区');
  assert.equal((await small.guest.get('/api/v1/regions/990103000000')).body.replacedBy, '990102000000');
});

test('Every shape says where it comes from', async () => {
  const { body } = await small.guest.get('/api/v1/regions/990102000000/shape');
  assert.deepEqual([body.type, body.properties.shapeSource, body.geometry.type], ['Feature', '示意图形（测试）', 'Polygon']);
  await assert.rejects(async () => small.house.db`insert into regions (code, name, level, parent, shape, source, as_of) values ('990188000000', '无源', 'county', '990100000000', '{}', '测试', '2026-01-01')`, /regions_shape_says_its_source/);
});

test('Places are found by name, by part of the name, by pinyin and by initials', async () => {
  const first = async (q: string) => (await small.guest.get(`/api/v1/places?q=${encodeURIComponent(q)}`)).body.items[0]?.name;
  assert.equal(await first('东城'), '东城区');
  assert.equal(await first('长坡镇柏桥村'), '柏桥村委会');
  assert.equal(await first('东城区 柏桥'), '柏桥村委会');
  assert.equal(await first('柏桥 东城'), '柏桥村委会');
  assert.equal(await first('柏桥村民委员会'), '柏桥村委会');
  assert.equal(await first('海澜市东城区长坡镇'), '长坡镇');
  assert.equal(await first('西山市柏桥'), undefined);
  assert.equal(await first('xishan'), '西山市');
  assert.equal(await first('ds'), undefined);
  assert.equal(await first('dc'), '东城区');
  assert.equal(await first('changpo'), '长坡镇');
  assert.equal(await first('荔香路12号'), '海澜市东城区长坡镇柏桥村荔香路12号');
  assert.equal(await first('990102100201001'), '柏桥村第1网格');
  assert.equal(await first("'; drop table regions; --"), undefined);
});

test('A grid keeps its keeper when its shape is drawn anew', async () => {
  const keeper = crypto.randomUUID();
  await appointKeepers(small.house.db, { [grid.code]: keeper });
  await saveGrids(small.house.db, [grid]);
  assert.equal((await readGrids(small.house.db))[0]?.keeper, keeper);
  await appointKeepers(small.house.db, { [grid.code]: null });
  assert.equal((await readGrids(small.house.db))[0]?.keeper, null);
});

/** The tile that holds a point at a zoom. */
function tileAt(lon: number, lat: number, z: number): { x: number; y: number; px: number; py: number } {
  const [fx, fy] = [((lon + 180) / 360) * 2 ** z, ((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z];
  return { x: Math.floor(fx), y: Math.floor(fy), px: (fx % 1) * 4096, py: (fy % 1) * 4096 };
}
const bytesOf = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(small.url + path, { headers });
  return { status: answer.status, etag: answer.headers.get('etag'), bytes: new Uint8Array(await answer.arrayBuffer()) };
};
const read = (bytes: Uint8Array) => new VectorTile(new PbfReader(bytes));

test('A tile shows the divisions of its zoom where they are, and is not sent twice', async () => {
  const { x, y, px, py } = tileAt(110.3, 21.1, 10);
  const path = `/tiles/regions/10/${x}/${y}.mvt`;
  const { status, etag, bytes } = await bytesOf(path);
  assert.equal(status, 200);
  const { layers } = read(bytes);
  assert.deepEqual(Object.keys(layers).toSorted(), ['city', 'county', 'county-name', 'town', 'town-name']);
  const county = layers['county'];
  assert.equal(county?.extent, 4096);
  const east = Array.from({ length: county?.length ?? 0 }, (_, index) => county?.feature(index)).find((feature) => feature?.properties['code'] === '990102000000');
  const points = east?.loadGeometry().flat() ?? [];
  assert.ok(Math.min(...points.map((point) => point.x)) <= px && px <= Math.max(...points.map((point) => point.x)));
  assert.ok(Math.min(...points.map((point) => point.y)) <= py && py <= Math.max(...points.map((point) => point.y)));
  assert.equal(east?.properties['source'], '示意图形（测试）');
  assert.equal((await bytesOf(path, { 'if-none-match': etag ?? '' })).status, 304);
  assert.equal((await bytesOf('/tiles/regions/10/0/0.mvt')).status, 204);
  const villages = tileAt(110.25, 21.1, 12);
  assert.ok('village' in read((await bytesOf(`/tiles/regions/12/${villages.x}/${villages.y}.mvt`)).bytes).layers);
  const close = tileAt(110.25, 21.05, 15);
  assert.ok('grid' in read((await bytesOf(`/tiles/grids/15/${close.x}/${close.y}.mvt`)).bytes).layers);
});

/** Waits until something is true, at most five seconds. */
async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await isTrue()) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  assert.fail('It did not become true within five seconds.');
}

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import type { House } from '#kernel/house.ts';
import type { App } from '#kernel/http/app.ts';
import { addPointLayer } from '#domain/place/points.ts';
import { placeFloor } from '#domain/place/floor.ts';
import { defineRole } from '#domain/subject/define.ts';
import { subjectFloor } from '#domain/subject/floor.ts';
import { smallHouse, type SmallHouse } from '#test/kit/small-house.ts';

const watcher = defineRole({ key: 'watcher', title: '看图员', reach: 'organ', face: 'command', may: ['lamp.read'] });
/** A floor above that puts street lamps on the map: each reader sees those of their own organ. */
const lampFloor = { key: 'lamp', routes: (app: App, house: House) => addPointLayer(app, house, 'lamps', {
  permission: 'lamp.read', summary: '路灯', maxAge: 0,
  view: (_house, { reader }) => ({ key: reader.organ ?? '', points: async () => (reader.organ === '990100-路灯所' ? lamps : []) }),
}) };
const lamps = [...Array.from({ length: 400 }, (_, index) => ({ id: `lamp-${index}`, at: [110.2 + (index % 20) * 0.0001, 21.1 + Math.floor(index / 20) * 0.0001] as const, notes: { lit: index % 2 === 0 } })), { id: 'far', at: [110.39, 21.01] as const, notes: { lit: true } }];

let small: SmallHouse;
before(async () => { small = await smallHouse({ floors: [placeFloor, subjectFloor, lampFloor], declared: [watcher] }); });
after(() => small.stop());

/** The tile that holds a point at a zoom. */
function tileAt(lon: number, lat: number, z: number): { x: number; y: number; px: number; py: number } {
  const [fx, fy] = [((lon + 180) / 360) * 2 ** z, ((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z];
  return { x: Math.floor(fx), y: Math.floor(fy), px: (fx % 1) * 4096, py: (fy % 1) * 4096 };
}
const bytesOf = async (path: string, token: string | null) => {
  const answer = await fetch(small.url + path, { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, bytes: new Uint8Array(await answer.arrayBuffer()) };
};
const read = (bytes: Uint8Array) => new VectorTile(new PbfReader(bytes));

test('Points of a higher floor are clustered, stand where they are, and are shown only to who may see them', async () => {
  const { x, y, px, py } = tileAt(110.39, 21.01, 12);
  const path = `/tiles/lamps/12/${x}/${y}.mvt`;
  assert.equal((await small.guest.get(path)).status, 401);
  const official = (username: string, organ: string, roles: string[]) => small.as({ username, kind: 'official', name: username, organ, region: '990100000000', roles });
  const lampKeeper = await official('lamps', '990100-路灯所', ['watcher']);
  const stranger = await official('stranger', '990100-别的所', ['watcher']);
  const other = await official('other', '990100-路灯所', []);
  assert.equal((await other.get(path)).status, 403);
  assert.equal((await bytesOf(path, stranger.token)).status, 204);
  const far = read((await bytesOf(path, lampKeeper.token)).bytes).layers['lamps'];
  const [point] = far?.feature(0).loadGeometry().flat() ?? [];
  assert.equal(far?.feature(0).properties['id'], 'far');
  assert.ok(Math.abs((point?.x ?? 0) - px) < 2 && Math.abs((point?.y ?? 0) - py) < 2, 'the point stands at its place in 4096 units');
  const many = tileAt(110.201, 21.101, 10);
  const cluster = read((await bytesOf(`/tiles/lamps/10/${many.x}/${many.y}.mvt`, lampKeeper.token)).bytes).layers['lamps'];
  const counted = Array.from({ length: cluster?.length ?? 0 }, (_, index) => Number(cluster?.feature(index).properties['point_count'] ?? 1)).reduce((sum, count) => sum + count, 0);
  assert.ok(counted >= 400 && (cluster?.length ?? 0) < 10, `${counted} points in ${cluster?.length} symbols`);
});

import type { App } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { addPointLayer, type MapPoint } from '#domain/place/points.ts';
import { anyOf, scopeKey, seeksOf } from '#domain/subject/seeks.ts';

/** The map layer `things`: every thing in use that the reader may see, with code, name, type and state. */
export function thingLayer(app: App, house: House): void {
  addPointLayer(app, house, 'things', {
    permission: 'thing.read',
    summary: '设备点位瓦片 Things as vector tiles',
    view: (_house, { reader }) => ({ key: scopeKey(reader, 'thing.read'), points: () => pointsFor(house, reader) }),
  });
}

async function pointsFor({ db }: House, reader: Reader): Promise<MapPoint[]> {
  const rows = await db<{ id: string; code: string; name: string; type: string; state: string; lon: number; lat: number }[]>`
    select id, code, name, type, state, lon, lat from things where lon is not null and state <> 'retired' and ${anyOf(db, seeksOf(db, reader, 'thing.read'))}`;
  return rows.map(({ id, lon, lat, ...notes }) => ({ id, at: [lon, lat], notes }));
}

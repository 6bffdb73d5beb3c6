import type { App } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import { addPointLayer, type MapPoint } from '#domain/place/points.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { anyOf, scopeKey, seeksOf } from '#domain/subject/seeks.ts';

/** More open matters with a place than this are not drawn as points; a city has a few thousand. */
const most = 100_000;

/** The map layer `matters`: every open matter with a place that the reader may see, with number, type, kind, level and whether it is late. */
export function matterLayer(app: App, house: House): void {
  addPointLayer(app, house, 'matters', {
    permission: 'matter.read',
    summary: '在办事项点位瓦片 Open matters as vector tiles',
    view: (_house, { reader }) => ({ key: scopeKey(reader, 'matter.read'), points: () => pointsFor(house, reader) }),
  });
}

async function pointsFor({ db }: House, reader: Reader): Promise<MapPoint[]> {
  const rows = await db<{ id: string; number: string; title: string; type: string; kind: string; level: string; late: boolean; lon: number; lat: number }[]>`
    select id, number, title, type, kind, coalesce(level, '') as level, coalesce(due_at < now(), false) as late, lon, lat
    from matters where ended_at is null and lon is not null and ${anyOf(db, seeksOf(db, reader, 'matter.read'))} order by id desc limit ${most}`;
  return rows.map(({ id, lon, lat, ...notes }) => ({ id, at: [lon, lat], notes }));
}

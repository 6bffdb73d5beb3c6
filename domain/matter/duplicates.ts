import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { queryWords } from '#kernel/search/segment.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { matterTypes } from './define.ts';
import { refuse } from './errors.ts';
import type { Matter } from './matter.ts';
import { findMatter } from './read.ts';

/** An open public report near a point that may tell of the same thing. */
export type Neighbour = Pick<Matter, 'id' | 'number' | 'type' | 'title' | 'state' | 'openedAt' | 'lon' | 'lat'> & { readonly metres: number; readonly reporters: number; readonly alike: boolean };

const near = 200;
const days = 60;

/**
 * Open public matters of the last 60 days within 200 m, those of the same type or like words first, then by distance.
 * Nine index seeks of about 500 m cells, at most 30 rows measured.
 */
export async function neighboursOf(db: Db, house: House, about: { type: string; point: readonly [number, number]; words: string }): Promise<Neighbour[]> {
  const [lon, lat] = about.point;
  const cells = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => `${Math.floor(lon * 200) + dx}:${Math.floor(lat * 200) + dy}`));
  const publicTypes = house.declared.all(matterTypes).filter((type) => type.public).map((type) => type.key);
  const query = queryWords(about.words).replaceAll(' & ', ' | ');
  const rows = await db<(Neighbour & { alike: boolean })[]>`
    select *, (select count(*) + 1 from matter_reporters r where r.matter_id = near.id) as reporters from (
      select id, number, type, title, state, opened_at as "openedAt", lon, lat,
        2 * 6371000 * asin(sqrt(power(sin(radians(lat - ${lat}) / 2), 2) + cos(radians(lat)) * cos(radians(${lat})) * power(sin(radians(lon - ${lon}) / 2), 2))) as metres,
        type = ${about.type} or (${query} <> '' and search @@ to_tsquery('simple', ${query === '' ? "'-'" : query})) as alike
      from matters where cell = any(${cells}) and ended_at is null and type = any(${publicTypes}) and id > uuid_v7_floor(now() - make_interval(days => ${days}))) near
    where metres <= ${near} order by alike desc, metres limit 10`;
  return rows.map((row) => ({ ...row, metres: Math.round(row.metres) }));
}

/** "This is the same": the reader joins a public matter, is told of everything that happens, and may confirm or reopen it. */
export async function joinMatter(tx: Db, house: House, reader: Reader, matterId: string, note: string | null): Promise<Matter> {
  const matter = await findMatter(tx, house, matterId);
  if (!matter || !house.declared.find(matterTypes, matter.type)?.public || matter.endedAt !== null || reader.accountId === null) throw refuse('MATTER_NOT_FOUND');
  await tx`insert into matter_reporters (matter_id, account_id, note) values (${matter.id}, ${reader.accountId}, ${note}) on conflict do nothing`;
  return matter;
}

import type { Db, Fragment } from '#kernel/database/connect.ts';
import { idFloor, idTime } from '#kernel/database/id.ts';
import { limited } from '#kernel/database/limit.ts';
import { queryWords } from '#kernel/search/segment.ts';
import { regionPrefix } from '#domain/place/region.ts';
import type { Reader, Scope } from '#domain/subject/reader.ts';
import { anyOf, scopesOf, seekOf } from '#domain/subject/seeks.ts';
import type { MatterFilter } from './filter.ts';
import { listedColumns, type ListedMatter } from './matter.ts';
import { readCaseNumber } from './number.ts';

/**
 * Cases in which several things meet: a word, a state, an organ … Each alone may be common and their meeting rare; no estimate
 * knows. The word index holds all of them (0708_lists.sql) and finds where they meet, in one stretch of time after the other, so
 * that a page is full before older months are looked at.
 */

const [day, firstStretch] = [86_400_000, 31];

/** Whether words are asked for, or more than one condition must be met; one alone has an index in the order of the list, and so has a case number. */
export function isMeeting(reader: Reader, filter: MatterFilter): boolean {
  if ((filter.queue ?? 'all') !== 'all' || (filter.q && readCaseNumber(filter.q) !== null)) return false;
  const scopes = scopesOf(reader, 'matter.read').map((scope) => marks(scope).length);
  return scopes.length > 0 && (Boolean(filter.q) || Math.max(...scopes) + marks(filter).length > 1);
}

/** Cases older than those of the page before, newest first. `after` is the last id of that page. */
export async function listMeeting(db: Db, reader: Reader, filter: MatterFilter, { after, limit }: { readonly after: string | null; readonly limit: number }): Promise<ListedMatter[]> {
  const rows: ListedMatter[] = [];
  for (const within of stretches(db, after)) {
    rows.push(...await db<ListedMatter[]>`with found as materialized (select id from matters where ${within} and ${meeting(db, reader, filter)})
      select ${db.unsafe(listedColumns)} from matters where ${within} and id in (select id from found order by id desc ${limited(db, limit - rows.length)}) order by id desc`);
    if (rows.length >= limit) break;
  }
  return rows;
}

/** How many there are, counted no further than the bound. */
export async function countMeeting(db: Db, reader: Reader, filter: MatterFilter, bound: number): Promise<number> {
  let count = 0;
  for (const within of stretches(db, null)) {
    const [row] = await db<{ count: number }[]>`with found as materialized (select id from matters where ${within} and ${meeting(db, reader, filter)}) select count(*) from found`;
    count += row?.count ?? 0;
    if (count >= bound) break;
  }
  return count;
}

/** A month, the two before it, the four before those, and all the time before. */
function* stretches(db: Db, after: string | null): Generator<Fragment> {
  let before = after;
  let until = after === null ? Date.now() : idTime(after).getTime();
  for (const days of [firstStretch, firstStretch * 2, firstStretch * 4, null]) {
    const upTo = before === null ? db`true` : db`id < ${before}`;
    if (days === null) {
      yield upTo;
      return;
    }
    until -= days * day;
    const from = idFloor(new Date(until));
    yield db`${upTo} and id >= ${from}`;
    before = from;
  }
}

/** What the word index is asked: what is wanted, in any of the places the reader may see. A village is no mark; it is a condition beside. */
function meeting(db: Db, reader: Reader, filter: MatterFilter): Fragment {
  const scopes = scopesOf(reader, 'matter.read');
  const places = scopes.map(marks);
  const inSight = places.some((place) => place.length === 0) ? [] : [`(${places.map((place) => `(${place.map(lexeme).join(' & ')})`).join(' | ')})`];
  const asked = [...marks(filter).map(lexeme), ...inSight].join(' & ');
  const words = filter.q ? queryWords(filter.q) : '';
  if (scopes.length === 0 || (filter.q && words === '')) return db`false`;
  const query = [...(words ? [db`to_tsquery('simple', ${words})`] : []), ...(asked ? [db`${asked}::text::tsquery`] : [])].reduce((all, each) => db`${all} && ${each}`);
  const inVillages = scopes.some(({ region }) => isVillage(region)) ? anyOf(db, scopes.map((scope) => seekOf(db, scope))) : db`true`;
  return db`matter_words(search, organ, county, town, type, kind, state, level, source, ended_at) @@ (${query}) and ${inVillages} and ${isVillage(filter.region) ? db`region = ${filter.region ?? ''}` : db`true`}`;
}

/** What the word index knows a scope or a filter by, as it stands there: `state=handling`. */
function marks({ organ, region, type, kind, state, level, source, open }: Partial<Scope> & Pick<MatterFilter, 'type' | 'kind' | 'state' | 'level' | 'source' | 'open'>): string[] {
  const prefix = regionPrefix(region ?? '');
  const [county, town] = [prefix.length === 6 ? prefix : null, prefix.length === 9 ? prefix : null];
  return Object.entries({ organ, county, town, type, kind, state, level, source, open }).flatMap(([name, value]) => (value === null || value === undefined || value === '' ? [] : [`${name}=${value}`]));
}

const isVillage = (region: string | null | undefined) => regionPrefix(region ?? '').length === 12;

/** One lexeme of a tsquery, whatever it holds. */
const lexeme = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

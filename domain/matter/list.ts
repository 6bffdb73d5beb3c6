import type { Db, Fragment } from '#kernel/database/connect.ts';
import { limited } from '#kernel/database/limit.ts';
import { countBound, pageOf, positionOf, type BoundedCount, type Page } from '#kernel/http/page.ts';
import { queryWords } from '#kernel/search/segment.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { seeksOf, under } from '#domain/subject/seeks.ts';
import type { MatterFilter, Queue } from './filter.ts';
import { listedColumns, type ListedMatter } from './matter.ts';
import { countMeeting, isMeeting, listMeeting } from './meeting.ts';
import { readCaseNumber } from './number.ts';

/** The queues that somebody's turn makes: what is nearest to its deadline comes first. */
const byDeadline: readonly (Queue | undefined)[] = ['todo', 'late', 'waiting'];

/** One page of matters for a reader, newest first; the queues of a turn by nearest deadline. */
export async function listMatters(db: Db, reader: Reader, filter: MatterFilter, page: { cursor?: string; limit: number }): Promise<Page<ListedMatter>> {
  if (byDeadline.includes(filter.queue)) return listByDeadline(db, reader, filter, page);
  const position = positionOf(page.cursor, 1);
  const after = position && String(position[0]);
  return pageOf(await newestFirst(db, reader, filter, { after, limit: page.limit + 1 }), page.limit, (row) => [row.id]);
}

/** How many of the newest cases are looked through before the word index is asked where several conditions meet: for a page, for a count. */
const lookedThrough = { page: 300, count: 2 * countBound };

async function newestFirst(db: Db, reader: Reader, filter: MatterFilter, { after, limit }: { readonly after: string | null; readonly limit: number }): Promise<ListedMatter[]> {
  const seeks = seeksFor(db, reader, filter).map((seek) => (after === null ? seek : db`${seek} and id < ${after}`));
  const wanted = where(db, reader, filter);
  if (!isMeeting(reader, filter)) return [...await db<ListedMatter[]>`${merged(db, listedColumns, seeks.map((seek) => db`${seek} and ${wanted}`), limit)}`];
  // What is common is among the newest, and these are at hand.
  const common = await db<ListedMatter[]>`select ${db.unsafe(listedColumns)} from (${merged(db, '*', seeks, lookedThrough.page)}) newest where ${wanted} order by id desc ${limited(db, limit)}`;
  return common.length === limit ? [...common] : listMeeting(db, reader, filter, { after, limit });
}

/** The cursor keeps the deadline as the database writes it: a Date would lose its last digits and repeat rows. */
async function listByDeadline(db: Db, reader: Reader, filter: MatterFilter, page: { cursor?: string; limit: number }): Promise<Page<ListedMatter>> {
  const after = positionOf(page.cursor, 2);
  const rows = await db<(ListedMatter & { position: string })[]>`
    select ${db.unsafe(listedColumns)}, coalesce(due_at, 'infinity')::text as position from matters where ${where(db, reader, filter)}
      ${after ? db`and (coalesce(due_at, 'infinity'), id) > (${String(after[0])}::text::timestamptz, ${String(after[1])}::uuid)` : db``}
    order by due_at nulls last, id ${limited(db, page.limit + 1)}`;
  return pageOf([...rows], page.limit, (row) => [row.position, row.id]);
}

/** How many matters a filter finds for a reader, exact up to the bound. */
export async function countMatters(db: Db, reader: Reader, filter: MatterFilter): Promise<BoundedCount> {
  const seeks = seeksFor(db, reader, filter);
  if (seeks.length === 0) return { value: 0, exact: true };
  if (isMeeting(reader, filter)) {
    const [common] = await db<{ met: number; seen: number }[]>`select count(*) filter (where ${where(db, reader, filter)}) as met, count(*) as seen from (${merged(db, '*', seeks, lookedThrough.count)}) newest`;
    const isSettled = !common || common.met > countBound || common.seen < lookedThrough.count;
    return bounded(isSettled ? (common?.met ?? 0) : await countMeeting(db, reader, filter, countBound + 1));
  }
  const parts = seeks.map((seek) => db`(select id from matters where ${seek} and ${where(db, reader, filter)} ${limited(db, countBound + 1)})`);
  const [row] = await db<{ count: number }[]>`select count(*) from (select 1 from (${parts.reduce((all, part) => db`${all} union ${part}`)}) found ${limited(db, countBound + 1)}) bounded`;
  return bounded(row?.count ?? 0);
}

const bounded = (count: number): BoundedCount => ({ value: Math.min(count, countBound), exact: count <= countBound });

/** The lists of one's own turn need no scope: organ and post are the condition. */
function seeksFor(db: Db, reader: Reader, filter: MatterFilter): Fragment[] {
  const own = filter.queue !== undefined && filter.queue !== 'all';
  return own ? [db`true`] : seeksOf(db, reader, 'matter.read');
}

function merged(db: Db, columns: string, seeks: readonly Fragment[], limit: number): Fragment {
  const [first, ...others] = seeks.map((seek) => db`(select ${db.unsafe(columns)} from matters where ${seek} order by id desc ${limited(db, limit)})`);
  if (!first) return db`select ${db.unsafe(columns)} from matters where false`;
  if (others.length === 0) return first;
  return db`select distinct on (id) * from (${others.reduce((all, part) => db`${all} union all ${part}`, first)}) seen order by id desc ${limited(db, limit)}`;
}

function where(db: Db, reader: Reader, filter: MatterFilter): Fragment {
  const parts: Fragment[] = [queueCondition(db, reader, filter.queue ?? 'all')];
  if (filter.type) parts.push(db`type = ${filter.type}`);
  if (filter.kind) parts.push(db`kind = ${filter.kind}`);
  if (filter.state) parts.push(db`state = ${filter.state}`);
  if (filter.level) parts.push(db`level = ${filter.level}`);
  if (filter.source) parts.push(db`source = ${filter.source}`);
  if (filter.organ) parts.push(db`organ = ${filter.organ}`);
  if (filter.region) parts.push(under(db, filter.region));
  if (filter.open !== undefined) parts.push(filter.open ? db`ended_at is null` : db`ended_at is not null`);
  if (filter.q) parts.push(textCondition(db, filter.q));
  return parts.reduce((all, part) => db`${all} and ${part}`);
}

/** Matters a text finds: by number, else by words. */
export function textCondition(db: Db, text: string): Fragment {
  const number = readCaseNumber(text);
  if (number) return db`number = ${number}`;
  const query = queryWords(text);
  return query === '' ? db`false` : db`search @@ to_tsquery('simple', ${query})`;
}

function queueCondition(db: Db, reader: Reader, queue: Queue): Fragment {
  const mine = db`organ = ${reader.organ} and ended_at is null and not waits and (post is null or post = any(${[...reader.posts]}))`;
  switch (queue) {
    case 'todo': return mine;
    case 'late': return db`${mine} and due_at < now()`;
    case 'waiting': return db`organ = ${reader.organ} and ended_at is null and waits`;
    case 'parts': return db`id in (select matter_id from matter_parts where organ = ${reader.organ} and answer is null)`;
    case 'handled': return db`handler_id = ${reader.accountId}`;
    case 'all': return db`true`;
    default: return queue satisfies never;
  }
}

/** The queues of an official with counts and the nearest deadline, in one round trip per queue. */
export async function queuesOf(db: Db, reader: Reader): Promise<{ key: Queue; count: BoundedCount; nearestDue: Date | null }[]> {
  const shown: readonly Queue[] = ['todo', 'late', 'waiting', 'parts'];
  return Promise.all(shown.map(async (key) => {
    const [[nearest], count] = await Promise.all([
      db<{ dueAt: Date | null }[]>`select due_at as "dueAt" from matters where ${where(db, reader, { queue: key })} and due_at is not null order by due_at limit 1`,
      countMatters(db, reader, { queue: key }),
    ]);
    return { key, count, nearestDue: nearest?.dueAt ?? null };
  }));
}

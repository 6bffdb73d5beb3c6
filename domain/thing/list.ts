import type { Db, Fragment } from '#kernel/database/connect.ts';
import { countBound, pageOf, positionOf, type BoundedCount, type Page } from '#kernel/http/page.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { seeksOf, under } from '#domain/subject/seeks.ts';
import { thingColumns, type Thing, type ThingState } from './thing.ts';

export type ThingFilter = { readonly type?: string; readonly state?: ThingState; readonly organ?: string; readonly region?: string; readonly q?: string };

/** One page of the things a reader may see, in the order of their codes. */
export async function listThings(db: Db, reader: Reader, filter: ThingFilter, page: { cursor?: string | undefined; limit: number }): Promise<Page<Thing>> {
  const after = positionOf(page.cursor, 1);
  const wanted = db`${where(db, filter)} ${after ? db`and code > ${String(after[0])}` : db``}`;
  const parts = seeksOf(db, reader, 'thing.read').map((seek) => db`(select ${db.unsafe(thingColumns)} from things where ${seek} and ${wanted} order by code limit ${page.limit + 1})`);
  if (parts.length === 0) return { items: [], next: null };
  const rows = await db<Thing[]>`select distinct on (code) * from (${joined(db, parts, 'all')}) seen order by code limit ${page.limit + 1}`;
  return pageOf([...rows], page.limit, (row) => [row.code]);
}

/** How many things a filter finds for a reader, exact up to the bound. */
export async function countThings(db: Db, reader: Reader, filter: ThingFilter): Promise<BoundedCount> {
  const parts = seeksOf(db, reader, 'thing.read').map((seek) => db`(select id from things where ${seek} and ${where(db, filter)} limit ${countBound + 1})`);
  if (parts.length === 0) return { value: 0, exact: true };
  const [row] = await db<{ count: number }[]>`select count(*) from (select 1 from (${joined(db, parts, 'distinct')}) found limit ${countBound + 1}) bounded`;
  const count = row?.count ?? 0;
  return { value: Math.min(count, countBound), exact: count <= countBound };
}

function where(db: Db, filter: ThingFilter): Fragment {
  const parts: Fragment[] = [db`true`];
  if (filter.type) parts.push(db`type = ${filter.type}`);
  if (filter.state) parts.push(db`state = ${filter.state}`);
  if (filter.organ) parts.push(db`organ = ${filter.organ}`);
  if (filter.region) parts.push(under(db, filter.region));
  if (filter.q) parts.push(db`(strpos(lower(code), lower(${filter.q})) > 0 or strpos(name, ${filter.q}) > 0)`);
  return parts.reduce((all, part) => db`${all} and ${part}`);
}

const joined = (db: Db, parts: readonly Fragment[], how: 'all' | 'distinct'): Fragment => parts.reduce((all, part) => (how === 'all' ? db`${all} union all ${part}` : db`${all} union ${part}`));

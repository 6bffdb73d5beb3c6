import type postgres from 'postgres';
import type { Db } from '#kernel/database/connect.ts';
import { countBound, pageOf, positionOf, type BoundedCount, type Page } from '#kernel/http/page.ts';
import { regionPrefix } from '#domain/place/region.ts';
import type { Reader, Scope } from '#domain/subject/reader.ts';
import { thingColumns, type Thing, type ThingState } from './thing.ts';

export type ThingFilter = { readonly type?: string; readonly state?: ThingState; readonly organ?: string; readonly region?: string; readonly q?: string };
type Part = postgres.Fragment;

/** One page of the things a reader may see, in the order of their codes. */
export async function listThings(db: Db, reader: Reader, filter: ThingFilter, page: { cursor?: string | undefined; limit: number }): Promise<Page<Thing>> {
  const after = positionOf(page.cursor, 1);
  const wanted = db`${where(db, filter)} ${after ? db`and code > ${String(after[0])}` : db``}`;
  const parts = seeksOf(db, reader).map((seek) => db`(select ${db.unsafe(thingColumns)} from things where ${seek} and ${wanted} order by code limit ${page.limit + 1})`);
  if (parts.length === 0) return { items: [], next: null };
  const rows = await db<Thing[]>`select distinct on (code) * from (${joined(db, parts, 'all')}) seen order by code limit ${page.limit + 1}`;
  return pageOf([...rows], page.limit, (row) => [row.code]);
}

/** How many things a filter finds for a reader, exact up to the bound. */
export async function countThings(db: Db, reader: Reader, filter: ThingFilter): Promise<BoundedCount> {
  const parts = seeksOf(db, reader).map((seek) => db`(select id from things where ${seek} and ${where(db, filter)} limit ${countBound + 1})`);
  if (parts.length === 0) return { value: 0, exact: true };
  const [row] = await db<{ count: number }[]>`select count(*) from (select 1 from (${joined(db, parts, 'distinct')}) found limit ${countBound + 1}) bounded`;
  const count = row?.count ?? 0;
  return { value: Math.min(count, countBound), exact: count <= countBound };
}

/** The conditions under which a reader sees things: one for each scope of `thing.read`, each answered by one index. */
export function seeksOf(db: Db, reader: Reader): Part[] {
  return distinct(reader.rights.get('thing.read') ?? []).map((scope) => {
    const inOrgan = scope.organ === null ? db`true` : db`organ = ${scope.organ}`;
    return scope.region === null ? inOrgan : db`${inOrgan} and ${under(db, scope.region)}`;
  });
}

/** The scopes as text: readers with the same key see the same things. */
export const scopeKey = (reader: Reader): string => distinct(reader.rights.get('thing.read') ?? []).map(({ organ, region }) => `${organ ?? '*'}|${region ?? '*'}`).toSorted().join(' ');

function distinct(scopes: readonly Scope[]): Scope[] {
  const wide = scopes.find((scope) => scope.organ === null && scope.region === null);
  return wide ? [wide] : [...new Map(scopes.map((scope) => [`${scope.organ}|${scope.region}`, scope])).values()];
}

/** Things at or beneath a division, by the column that level has an index on. The whole city is no condition. */
export function under(db: Db, region: string): Part {
  const prefix = regionPrefix(region);
  if (prefix.length <= 4) return db`true`;
  if (prefix.length === 6) return db`county = ${prefix}`;
  return prefix.length === 9 ? db`town = ${prefix}` : db`region = ${region}`;
}

function where(db: Db, filter: ThingFilter): Part {
  const parts: Part[] = [db`true`];
  if (filter.type) parts.push(db`type = ${filter.type}`);
  if (filter.state) parts.push(db`state = ${filter.state}`);
  if (filter.organ) parts.push(db`organ = ${filter.organ}`);
  if (filter.region) parts.push(under(db, filter.region));
  if (filter.q) parts.push(db`(strpos(lower(code), lower(${filter.q})) > 0 or strpos(name, ${filter.q}) > 0)`);
  return parts.reduce((all, part) => db`${all} and ${part}`);
}

const joined = (db: Db, parts: readonly Part[], how: 'all' | 'distinct'): Part => parts.reduce((all, part) => (how === 'all' ? db`${all} union all ${part}` : db`${all} union ${part}`));

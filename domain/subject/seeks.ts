import type { Db, Fragment } from '#kernel/database/connect.ts';
import type { Permission } from '#kernel/http/app.ts';
import { regionPrefix } from '#domain/place/region.ts';
import type { Reader, Scope } from './reader.ts';

/**
 * The one row predicate. Every table whose rows are not public has the columns `organ`, `region` and, made from it, `county`
 * and `town`, each with an index that ends in the order of its lists. A reader's scopes of a right become one condition each,
 * answered by one of these indexes; several are a merge of short seeks, never a scan with a filter. No scope, no condition, no rows.
 */
export const seeksOf = (db: Db, reader: Reader, right: Permission): Fragment[] => scopesOf(reader, right).map((scope) => seekOf(db, scope));

/** The scopes of a right, each once. */
export const scopesOf = (reader: Reader, right: Permission): Scope[] => distinct(reader.rights.get(right) ?? []);

/** The rows of one scope. */
export function seekOf(db: Db, { organ, region }: Scope): Fragment {
  const inOrgan = organ === null ? db`true` : db`organ = ${organ}`;
  return region === null ? inOrgan : db`${inOrgan} and ${under(db, region)}`;
}

/** The scopes of a right as text: readers with the same key see the same rows. */
export const scopeKey = (reader: Reader, right: Permission): string => scopesOf(reader, right).map(({ organ, region }) => `${organ ?? '*'}|${region ?? '*'}`).toSorted().join(' ');

/** Rows at or beneath a division, by the column that level has an index on. The whole city is no condition. */
export function under(db: Db, region: string): Fragment {
  const prefix = regionPrefix(region);
  if (prefix.length <= 4) return db`true`;
  if (prefix.length === 6) return db`county = ${prefix}`;
  return prefix.length === 9 ? db`town = ${prefix}` : db`region = ${region}`;
}

/** A scope that holds everywhere makes all others needless; the same scope twice is one. */
function distinct(scopes: readonly Scope[]): Scope[] {
  const wide = scopes.find((scope) => scope.organ === null && scope.region === null);
  return wide ? [wide] : [...new Map(scopes.map((scope) => [`${scope.organ}|${scope.region}`, scope])).values()];
}

/** Any of several conditions, for a query that needs no order (a map, a count). */
export const anyOf = (db: Db, conditions: readonly Fragment[]): Fragment => (conditions.length === 0 ? db`false` : db`(${conditions.reduce((all, each) => db`${all} or (${each})`)})`);

/**
 * Rows that belong to an organ and lie in no division of their own: those of the organs a right holds in, or all where it holds in
 * the whole city. A right held in a division alone reaches none of them.
 */
export function ofOrgans(db: Db, reader: Reader, right: string, column: 'organ' | 'owner_organ' = 'organ'): Fragment {
  const scopes = (reader.rights.get(right) ?? []).filter(({ region }) => region === null);
  return scopes.some(({ organ }) => organ === null) ? db`true` : db`${db(column)} = any(${scopes.flatMap(({ organ }) => (organ === null ? [] : [organ]))})`;
}

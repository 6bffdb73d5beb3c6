import type { Db } from '#kernel/database/connect.ts';
import { regionPrefix } from '#domain/place/region.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { ofOrgans } from '#domain/subject/seeks.ts';

/**
 * The condition that a row's organ and region lie within the scopes in which the reader holds a right; `false` when nowhere.
 * `owner_organ` stands without a region: what is asked of an owner is decided by the organ, wherever the asker works.
 */
export function within(db: Db, reader: Reader, right: string, organ: 'organ' | 'owner_organ' = 'organ') {
  if (organ === 'owner_organ') return ofOrgans(db, reader, right, organ);
  const placed = (reader.rights.get(right) ?? []).filter((scope) => scope.region !== null);
  return placed.reduce((condition, scope) => db`${condition} or (region like ${`${regionPrefix(scope.region!)}%`} and ${scope.organ === null ? db`true` : db`organ = ${scope.organ}`})`, ofOrgans(db, reader, right));
}

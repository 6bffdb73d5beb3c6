import type { Db } from '#kernel/database/connect.ts';
import { regionPrefix } from '#domain/place/region.ts';
import type { Reader } from '#domain/subject/reader.ts';

/** The condition that a row's organ and region lie within the scopes in which the reader holds a right; `false` when nowhere. */
export function within(db: Db, reader: Reader, right: string, organ: 'organ' | 'owner_organ' = 'organ') {
  const scopes = reader.rights.get(right) ?? [];
  if (scopes.some((scope) => scope.organ === null && scope.region === null)) return db`true`;
  const organs = scopes.flatMap((scope) => (scope.organ !== null && scope.region === null ? [scope.organ] : []));
  const placed = scopes.filter((scope) => scope.region !== null);
  return placed.reduce((condition, scope) => db`${condition} or (region like ${`${regionPrefix(scope.region!)}%`} and ${scope.organ === null ? db`true` : db`${db(organ)} = ${scope.organ}`})`, db`${db(organ)} = any(${organs})`);
}

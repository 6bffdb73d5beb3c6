import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { refuse } from '../errors/common.ts';

/** One page of a list: the rows, and the cursor of the next page or null at the end. */
export type Page<T> = { readonly items: T[]; readonly next: string | null };

/** A count that is exact up to a bound; past it `exact` is false and `value` is the bound. */
export type BoundedCount = { readonly value: number; readonly exact: boolean };
export const countBound = 10_000;

/** Query parameters every list takes. */
export const pageQuery = { cursor: Type.Optional(Type.String({ maxLength: 400 })), limit: Type.Integer({ minimum: 1, maximum: 200, default: 20 }) };

/** An opaque cursor for the position after a row. */
export const cursorOf = (position: readonly unknown[]): string => Buffer.from(JSON.stringify(position)).toString('base64url');

/** Reads a cursor back; refuses one this list did not give. */
export function positionOf(cursor: string | undefined, length: number): unknown[] | null {
  if (!cursor) return null;
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(position) && position.length === length && position.every((part) => typeof part === 'string' || typeof part === 'number' || part === null)) return position;
  } catch {
    // falls through to the refusal: whatever was wrong with it, it is not ours
  }
  throw refuse('CURSOR_INVALID');
}

/** Cuts one row too many, fetched to see whether there is a next page. */
export function pageOf<T>(rows: T[], limit: number, position: (row: T) => readonly unknown[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(position(last)) : null };
}

/** The entity tag of a row's version. */
export const etagOf = (version: number): string => `"${version}"`;

/** Refuses (STALE) when the caller's `If-Match` names another version than the stored one. */
export function requireMatch(request: FastifyRequest, version: number): void {
  const asked = request.headers['if-match'];
  if (asked !== undefined && asked !== '*' && asked !== etagOf(version)) throw refuse('STALE');
}

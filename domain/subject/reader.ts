import type { FastifyRequest } from 'fastify';
import type { Permission } from '#kernel/http/app.ts';
import type { FieldClass } from '#kernel/schema/fields.ts';
import { isWithin } from '#domain/place/region.ts';
import type { HeldBack } from './access/conditions.ts';
import { refuse } from './errors.ts';
import { rightNamed } from './rights/titles.ts';

/** Where a right holds: in one organ (null: every organ), in one region and all beneath it (null: the whole city). */
export type Scope = { readonly organ: string | null; readonly region: string | null };

/** Who is asking. A guest has no account; a citizen has a subject; an official has organ and rights; a service acts for a system. */
export type Reader = {
  readonly kind: 'guest' | 'citizen' | 'official' | 'service';
  readonly accountId: string | null;
  readonly username: string | null;
  /** The person or enterprise the account stands for. */
  readonly subjectId: string | null;
  readonly name: string;
  readonly organ: string | null;
  /** Division code of 12 digits the official works in. */
  readonly region: string | null;
  readonly posts: readonly string[];
  /** Each right with the places it holds in; a field class a role may see in full is the right `field.<class>`. What is not here is not held. */
  readonly rights: ReadonlyMap<string, readonly Scope[]>;
  /** Proof against forged requests: sent back as form field `_csrf` or header `x-csrf-token` with the session cookie. */
  readonly csrf: string | null;
  /** Why nothing is opened to them yet: a contract that does not run, rules not acknowledged. */
  readonly heldBack?: HeldBack | null;
};

export const guest: Reader = { kind: 'guest', accountId: null, username: null, subjectId: null, name: '访客', organ: null, region: null, posts: [], rights: new Map(), csrf: null };

declare module 'fastify' {
  interface FastifyRequest {
    reader: Reader;
  }
}

/** What a right is asked for: the organ and region of the object, where it has them. */
export type Spot = { readonly organ?: string | null; readonly region?: string | null };

/** Whether the reader holds a right, at a spot if one is given. */
export function may(reader: Reader, right: Permission, spot?: Spot): boolean {
  if (right === 'public') return true;
  if (right === 'signed-in') return reader.accountId !== null;
  const scopes = reader.rights.get(right);
  return scopes !== undefined && (spot === undefined || scopes.some((scope) => covers(scope, spot)));
}

/** Refuses (SIGN_IN_NEEDED or NOT_ALLOWED) what the reader may not do. */
export function mustMay(reader: Reader, right: Permission, spot?: Spot): void {
  if (may(reader, right, spot)) return;
  if (reader.kind === 'guest') throw refuse('SIGN_IN_NEEDED');
  throw refuse('NOT_ALLOWED', { right: { zh: rightNamed(right, 'zh'), en: rightNamed(right, 'en') } });
}

/**
 * Whether the reader may see values of a class in full at a spot: the field class of role × organ × region × field class.
 * Public values are for everybody, internal ones for whoever works here; personal and sensitive ones need a role that declares
 * `sees`. It says what may be revealed; that revealing asks for a purpose is the business of whoever shows the value.
 */
export function sees(reader: Reader, fieldClass: FieldClass, spot: Spot): boolean {
  if (fieldClass === 'public') return true;
  if (fieldClass === 'internal') return reader.kind === 'official' || reader.kind === 'service';
  return may(reader, `field.${fieldClass}`, spot);
}

const covers = (scope: Scope, spot: Spot) =>
  (scope.organ === null || scope.organ === spot.organ) && (scope.region === null || isWithin(spot.region ?? '', scope.region));

/** The account an act is written down under; the address it came from. */
export const whoAsks = (request: FastifyRequest) => ({ accountId: request.reader.accountId, traceId: request.traceId, address: request.ip });

import { randomBytes } from 'node:crypto';
import { emit } from '#kernel/bus/outbox.ts';
import type { Db } from '#kernel/database/connect.ts';
import { digestOf } from '../recognise.ts';
import type { From } from './from.ts';
import { recordSignIn, type Method } from './record.ts';

export type OpenedSession = { readonly id: string; readonly token: string; readonly csrf: string; readonly expiresAt: Date };
/** What a session stands on: how its holder was recognised, and whether that took two factors. */
export type Standing = { readonly methods: readonly Method[]; readonly level: 1 | 2 };

export const sessionHours = 12;
const passwordOnly: Standing = { methods: ['password'], level: 1 };

/** Opens a session for an account whose holder has been recognised. Two factors shown now also count as a fresh proof. */
export async function openSession(tx: Db, accountId: string, from: Pick<From, 'address' | 'agent'>, { methods, level }: Standing = passwordOnly): Promise<OpenedSession> {
  const session = { token: randomBytes(32).toString('base64url'), csrf: randomBytes(18).toString('base64url'), expiresAt: new Date(Date.now() + sessionHours * 3_600_000) };
  const [row] = await tx<{ id: string }[]>`
    insert into sessions (token_hash, account_id, csrf, expires_at, address, agent, methods, level, proven_at)
    values (${digestOf(session.token)}, ${accountId}, ${session.csrf}, ${session.expiresAt}, ${from.address}, ${from.agent}, ${[...methods]}, ${level}, ${level === 2 ? tx`now()` : null}) returning id`;
  return { ...session, id: row?.id ?? '' };
}

/** Sessions of one account to be ended: one by id, all, or all but the one that asks. */
export type Which = { readonly only: string } | { readonly except: string } | 'all';

/**
 * Ends sessions at once and tells the house, so that applications opened by the single sign-on end too.
 * Answers how many there were.
 */
export async function endSessions(tx: Db, accountId: string, which: Which, from: From): Promise<number> {
  const chosen = which === 'all' ? tx`true` : 'only' in which ? tx`id = ${which.only}` : tx`id <> ${which.except}`;
  const ended = await tx<{ id: string; application: string | null }[]>`delete from sessions where account_id = ${accountId} and ${chosen} returning id, application`;
  if (ended.length === 0) return 0;
  await emit(tx, ended.map(({ id }) => ({ topic: 'session.ended', about: id, traceId: from.traceId, payload: { accountId } })));
  await recordSignIn(tx, accountId, 'ended', [], from);
  return ended.length;
}

/** Ends the session of a token at once; an unknown token is already ended. */
export async function signOut(tx: Db, token: string, from: From): Promise<void> {
  const [session] = await tx<{ id: string; account_id: string }[]>`select id, account_id from sessions where token_hash = ${digestOf(token)}`;
  if (session) await endSessions(tx, session.account_id, { only: session.id }, from);
}

/**
 * A browser that signs in again has a new session; the old one of the same account goes without ending the applications opened from it.
 * Another account's old session ends with all it had opened.
 */
export async function replaceSession(tx: Db, oldToken: string, fresh: OpenedSession, from: From): Promise<void> {
  const [same] = await tx<{ id: string }[]>`delete from sessions old using sessions new where old.token_hash = ${digestOf(oldToken)} and new.id = ${fresh.id} and new.account_id = old.account_id and old.id <> new.id returning old.id`;
  // The name is kept, because applications hang on it.
  if (same) await tx`update sessions set id = ${same.id} where id = ${fresh.id}`;
  else await signOut(tx, oldToken, from);
}

export type SessionEntry = { readonly id: string; readonly openedAt: Date; readonly expiresAt: Date; readonly methods: Method[]; readonly level: number; readonly address: string | null; readonly agent: string | null; readonly application: string | null; readonly provenAt: Date | null };

/** The open sessions of an account, newest first. */
export const sessionsOf = (db: Db, accountId: string) => db<SessionEntry[]>`
  select id, created_at as "openedAt", expires_at as "expiresAt", methods, level, host(address) as address, agent, application, proven_at as "provenAt"
  from sessions where account_id = ${accountId} and expires_at > now() order by created_at desc limit 200`;

export type OwnSession = SessionEntry & { readonly accountId: string };

/** The session of a token; null when there is none. */
export async function sessionOf(db: Db, token: string): Promise<OwnSession | null> {
  const [session] = await db<OwnSession[]>`
    select id, account_id as "accountId", created_at as "openedAt", expires_at as "expiresAt", methods, level, host(address) as address, agent, application, proven_at as "provenAt"
    from sessions where token_hash = ${digestOf(token)} and expires_at > now()`;
  return session ?? null;
}

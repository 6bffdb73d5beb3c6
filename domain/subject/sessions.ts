import { randomBytes } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import { audit } from '#kernel/audit/audit.ts';
import type { Database, Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { hashPassword } from './accounts.ts';
import { refuse } from './errors.ts';
import { digestOf } from './recognise.ts';

export type OpenedSession = { readonly token: string; readonly csrf: string; readonly expiresAt: Date };
type From = { readonly address: string; readonly agent: string | null; readonly traceId: string };

const freeFailures = 5;
const pauseMinutes = 10;
const sessionHours = 12;

/** Checks name and password and opens a session. Refuses without telling which of the two was wrong. */
export async function signIn(house: House, username: string, password: string, from: From): Promise<OpenedSession> {
  await countAttempt(house.db, username, from.address);
  const [account] = await house.db<{ id: string; password_hash: string | null; demo: boolean }[]>`
    select id, password_hash, demo from accounts where username = ${username} and closed_at is null`;
  const known = account?.password_hash && (!account.demo || house.config.demo) ? account : null;
  const right = await verify(known?.password_hash ?? (await nobodysHash()), password);
  if (!known || !right) {
    await audit(house.db, { accountId: account?.id ?? null, act: 'session.refused', object: 'account', objectId: account?.id ?? null, traceId: from.traceId, address: from.address, detail: { username } });
    throw refuse('SIGN_IN_FAILED');
  }
  return house.db.begin(async (tx) => {
    await tx`delete from sign_in_failures where username = ${username} and address = ${from.address}`;
    await audit(tx, { accountId: known.id, act: 'session.opened', object: 'account', objectId: known.id, traceId: from.traceId, address: from.address });
    return openSession(tx, known.id, from);
  });
}

/** Opens a session for an account whose holder has been recognised. */
export async function openSession(tx: Db, accountId: string, from: Pick<From, 'address' | 'agent'>): Promise<OpenedSession> {
  const session = { token: randomBytes(32).toString('base64url'), csrf: randomBytes(18).toString('base64url'), expiresAt: new Date(Date.now() + sessionHours * 3_600_000) };
  await tx`insert into sessions (token_hash, account_id, csrf, expires_at, address, agent) values (${digestOf(session.token)}, ${accountId}, ${session.csrf}, ${session.expiresAt}, ${from.address}, ${from.agent})`;
  return session;
}

/** Ends a session at once. */
export const signOut = (db: Db, token: string) => db`delete from sessions where token_hash = ${digestOf(token)}`;

let nobody: Promise<string> | null = null;
/** An unknown name costs the same time as a wrong password, so that names cannot be found out by the clock. */
const nobodysHash = () => (nobody ??= hashPassword(randomBytes(16).toString('hex')));

/**
 * Counts an attempt as failed before the password is looked at, so that many guesses at once are counted like one after another;
 * success forgets them. Past the free ones of this name from this address it is refused until the pause is over.
 */
async function countAttempt(db: Database, username: string, address: string): Promise<void> {
  const [row] = await db<{ count: number; minutes: number }[]>`
    insert into sign_in_failures (username, address, count) values (${username}, ${address}, 1)
    on conflict (username, address) do update set
      count = case when sign_in_failures.last_at < now() - make_interval(mins => ${pauseMinutes}) then 1 else sign_in_failures.count + 1 end,
      last_at = case when sign_in_failures.count >= ${freeFailures} and sign_in_failures.last_at >= now() - make_interval(mins => ${pauseMinutes}) then sign_in_failures.last_at else now() end
    returning count, ceil(extract(epoch from last_at + make_interval(mins => ${pauseMinutes}) - now()) / 60)::int as minutes`;
  if (row && row.count > freeFailures) throw refuse('SIGN_IN_PAUSED', { count: freeFailures, minutes: Math.max(1, row.minutes) });
}

import { createHash, randomBytes } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import { audit } from '#kernel/audit/audit.ts';
import type { Database, Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { hashPassword } from './accounts.ts';
import { roles } from './define.ts';
import { refuse } from './errors.ts';
import type { Reader, Scope } from './reader.ts';

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
  await tx`insert into sessions (token_hash, account_id, csrf, expires_at, address, agent) values (${digest(session.token)}, ${accountId}, ${session.csrf}, ${session.expiresAt}, ${from.address}, ${from.agent})`;
  return session;
}

/** Ends a session at once. */
export const signOut = (db: Db, token: string) => db`delete from sessions where token_hash = ${digest(token)}`;

/** Who holds this token; null when it is unknown, expired, or of a demonstration account outside the demonstration. */
export async function readerOf(house: House, token: string): Promise<Reader | null> {
  const [row] = await house.db<SessionRow[]>`
    select a.id, a.username, a.kind, a.name, a.subject_id, a.organ, a.region, a.posts, s.csrf,
      (select coalesce(jsonb_agg(jsonb_build_object('role', role, 'organ', organ, 'region', region)), '[]') from appointments
        where account_id = a.id and from_at <= now() and (until_at is null or until_at > now())) as appointments
    from sessions s join accounts a on a.id = s.account_id
    where s.token_hash = ${digest(token)} and s.expires_at > now() and a.closed_at is null and (not a.demo or ${house.config.demo})`;
  return row ? readerFrom(row, house) : null;
}

type SessionRow = { id: string; username: string; kind: 'citizen' | 'official' | 'service'; name: string; subject_id: string | null; organ: string | null; region: string | null; posts: string[]; csrf: string; appointments: { role: string; organ: string | null; region: string | null }[] };

function readerFrom(row: SessionRow, house: House): Reader {
  const rights = new Map<string, Scope[]>();
  for (const appointment of row.appointments) {
    const role = house.declared.find(roles, appointment.role);
    if (!role) continue;
    const scope: Scope = { organ: role.reach === 'organ' ? appointment.organ : null, region: role.reach === 'region' ? appointment.region : null };
    for (const right of role.may) rights.set(right, [...(rights.get(right) ?? []), scope]);
  }
  return { kind: row.kind, accountId: row.id, username: row.username, subjectId: row.subject_id, name: row.name, organ: row.organ, region: row.region, posts: row.posts, rights, csrf: row.csrf };
}

const digest = (token: string) => createHash('sha256').update(token).digest('hex');

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

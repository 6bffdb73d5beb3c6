import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import { isId, newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { endSessions } from '#domain/subject/sign-in/sessions.ts';
import type { From } from '#domain/subject/sign-in/from.ts';
import { insertAccount } from '#domain/subject/sign-in/open-account.ts';
import { refuse } from './errors.ts';

export type ApplicationKind = 'web' | 'public' | 'device' | 'system';
/** An application that uses the single sign-on. */
export type Application = {
  readonly id: string; readonly clientId: string; readonly name: string; readonly purpose: string; readonly kind: ApplicationKind; readonly organ: string; readonly contact: string;
  readonly returnAddresses: string[]; readonly signOutAddresses: string[]; readonly backChannel: string | null; readonly scopes: string[]; readonly level: number; readonly algorithm: 'RS256' | 'ES256';
  readonly accountId: string | null; readonly version: number; readonly closedAt: Date | null;
};
/** What is registered of an application, and may be changed later, except its kind. */
export type Entry = Pick<Application, 'name' | 'purpose' | 'organ' | 'contact' | 'returnAddresses' | 'signOutAddresses' | 'backChannel' | 'scopes' | 'level' | 'algorithm'>;

const columns = 'id, client_id as "clientId", name, purpose, kind, organ, contact, return_addresses as "returnAddresses", sign_out_addresses as "signOutAddresses", back_channel as "backChannel", scopes, level, algorithm, account_id as "accountId", version, closed_at as "closedAt"';

/** All applications, the newest first. */
export const allApplications = (db: Db) => db<Application[]>`select ${db.unsafe(columns)} from applications order by closed_at is not null, id desc limit 1000`;

/** One application by id. Refuses (APPLICATION_NOT_FOUND). */
export async function getApplication(db: Db, id: string): Promise<Application> {
  const [found] = isId(id) ? await db<Application[]>`select ${db.unsafe(columns)} from applications where id = ${id}` : [];
  if (!found) throw refuse('APPLICATION_NOT_FOUND');
  return found;
}

/** An application that is in use, by the id it calls itself; null when there is none. */
export async function findApplication(db: Db, clientId: string): Promise<(Application & { readonly secretHash: string | null }) | null> {
  // Whatever no id of ours looks like is not asked of the database.
  if (!/^[\w.-]{1,80}$/.test(clientId)) return null;
  const [found] = await db<(Application & { secretHash: string | null })[]>`select ${db.unsafe(columns)}, secret_hash as "secretHash" from applications where client_id = ${clientId} and closed_at is null`;
  return found ?? null;
}

const digest = (secret: string) => createHash('sha256').update(secret).digest('hex');
const keepsSecret = (kind: ApplicationKind) => kind === 'web' || kind === 'system';
const newSecret = () => randomBytes(32).toString('base64url');

/** Whether a secret is the one whose digest is kept. */
export const isSecret = (kept: string, given: string): boolean => timingSafeEqual(Buffer.from(kept, 'utf8'), Buffer.from(digest(given), 'utf8'));

type Who = { readonly accountId: string | null; readonly from: From };

/** Registers an application; its secret is answered now and never again. A system gets a service account of its own, which holds no role yet. */
export async function registerApplication(tx: Db, house: House, kind: ApplicationKind, entry: Entry, { accountId, from }: Who): Promise<{ id: string; clientId: string; secret: string | null }> {
  checkEntry(kind, entry);
  const [id, clientId, secret] = [newId(), `app-${randomBytes(9).toString('base64url').toLowerCase().replaceAll(/[^a-z0-9]/g, 'x')}`, keepsSecret(kind) ? newSecret() : null];
  const service = kind === 'system' ? await insertAccount(tx, house, { username: clientId, name: entry.name, kind: 'service', organ: entry.organ }) : null;
  await tx`insert into applications (id, client_id, name, purpose, kind, organ, contact, return_addresses, sign_out_addresses, back_channel, scopes, level, algorithm, secret_hash, account_id)
    values (${id}, ${clientId}, ${entry.name}, ${entry.purpose}, ${kind}, ${entry.organ}, ${entry.contact}, ${entry.returnAddresses}, ${entry.signOutAddresses}, ${entry.backChannel}, ${entry.scopes}, ${entry.level}, ${entry.algorithm}, ${secret && digest(secret)}, ${service})`;
  await audit(tx, { accountId, act: 'application.registered', object: 'application', objectId: id, traceId: from.traceId, address: from.address, detail: { clientId, kind, ...entry } });
  return { id, clientId, secret };
}

/** Changes what is registered. */
export async function changeApplication(tx: Db, application: Application, entry: Entry, { accountId, from }: Who): Promise<Application> {
  checkEntry(application.kind, entry);
  await tx`update applications set name = ${entry.name}, purpose = ${entry.purpose}, organ = ${entry.organ}, contact = ${entry.contact}, return_addresses = ${entry.returnAddresses}, sign_out_addresses = ${entry.signOutAddresses},
    back_channel = ${entry.backChannel}, scopes = ${entry.scopes}, level = ${entry.level}, algorithm = ${entry.algorithm}, version = version + 1 where id = ${application.id}`;
  await audit(tx, { accountId, act: 'application.changed', object: 'application', objectId: application.id, traceId: from.traceId, address: from.address, detail: entry });
  return getApplication(tx, application.id);
}

/** Makes a new secret; the old one no longer works. */
export async function renewSecret(tx: Db, application: Application, { accountId, from }: Who): Promise<string> {
  if (!keepsSecret(application.kind) || application.closedAt) throw refuse('APPLICATION_NOT_FOUND');
  const secret = newSecret();
  await tx`update applications set secret_hash = ${digest(secret)}, version = version + 1 where id = ${application.id}`;
  await audit(tx, { accountId, act: 'application.secret', object: 'application', objectId: application.id, traceId: from.traceId, address: from.address });
  return secret;
}

/** Closes an application: nobody is signed in to it any more, and a system's tokens end at once. */
export async function closeApplication(tx: Db, application: Application, { accountId, from }: Who): Promise<void> {
  const closed = await tx`update applications set closed_at = now(), version = version + 1 where id = ${application.id} and closed_at is null returning 1`;
  if (closed.length === 0) throw refuse('APPLICATION_NOT_FOUND');
  if (application.accountId) {
    await endSessions(tx, application.accountId, 'all', from);
    await tx`update accounts set closed_at = now() where id = ${application.accountId}`;
  }
  await audit(tx, { accountId, act: 'application.closed', object: 'application', objectId: application.id, traceId: from.traceId, address: from.address });
}

function checkEntry(kind: ApplicationKind, entry: Entry): void {
  if ((kind === 'web' || kind === 'public') && entry.returnAddresses.length === 0) throw refuse('APPLICATION_NEEDS_ADDRESS');
  for (const address of [...entry.returnAddresses, ...entry.signOutAddresses, ...(entry.backChannel ? [entry.backChannel] : [])]) {
    const wrong = faultOf(address);
    if (wrong) throw refuse('APPLICATION_ADDRESS', { address, reason: wrong });
  }
}

function faultOf(address: string): { zh: string; en: string } | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url) return { zh: '不是完整的网址', en: 'is no whole address' };
  if (address.includes('*') || address.includes('#')) return { zh: '带有通配符或 #', en: 'has a wildcard or a #' };
  if (url.username || url.password) return { zh: '带有用户名或密码', en: 'carries a user name or password' };
  const here = url.hostname === 'localhost' || url.hostname === '127.0.0.1' || url.hostname === '[::1]';
  return url.protocol === 'https:' || (url.protocol === 'http:' && here) ? null : { zh: '不是 https 地址', en: 'is not https' };
}

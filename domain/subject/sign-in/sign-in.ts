import { randomBytes } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { hashPassword } from '../accounts.ts';
import { refuse as refuseSignIn } from '../errors.ts';
import { countAttempt, forgetAttempts } from './attempts.ts';
import { refuse } from './errors.ts';
import type { From } from './from.ts';
import { recordSignIn, type Method } from './record.ts';
import { takeCode, wantsCode } from './second/codes.ts';
import { openSession, type OpenedSession, type Standing } from './sessions.ts';

export type Credentials = { readonly username: string; readonly password: string; /** Of the authenticator app, or a recovery code; asked for where the account has a second factor. */ readonly code?: string | undefined };

/** Checks name, password and, where the account has one, the second factor, and opens a session. Refuses without telling whether the name or the password was wrong. */
export async function signIn(house: House, { username, password, code }: Credentials, from: From): Promise<OpenedSession> {
  await countAttempt(house.db, username, from.address);
  const [account] = await house.db<{ id: string; password_hash: string | null; demo: boolean }[]>`
    select id, password_hash, demo from accounts where username = ${username} and closed_at is null and kind <> 'service'`;
  const known = account?.password_hash && (!account.demo || house.config.demo) ? account : null;
  const right = await verify(known?.password_hash ?? (await nobodysHash()), password);
  if (!known || !right) {
    await noteRefusal(house, account?.id ?? null, { username }, ['password'], from);
    throw refuseSignIn('SIGN_IN_FAILED');
  }
  // Demonstration accounts are shared: one visitor's authenticator must not shut out the others.
  if (known.demo || !(await wantsCode(house.db, known.id))) return open(house, known.id, { methods: ['password'], level: 1 }, from, username);
  if (!code) throw refuse('SECOND_FACTOR_NEEDED');
  return openWithCode(house, known.id, username, code, from);
}

const pendingMinutes = 5;
const pendingContext = 'sign-in.pending';

/** After the right password: what the page that asks for the code carries instead of the password. Good for five minutes. */
export async function keepPending(house: House, username: string): Promise<string> {
  const sealer = await house.crypto.sealer('sign-in');
  return (await sealer.seal(JSON.stringify({ username, until: Date.now() + pendingMinutes * 60_000 }), pendingContext)).toString('base64url');
}

/** The second step of a sign-in: the code, after the password was right. */
export async function signInWithCode(house: House, pending: string, code: string, from: From): Promise<OpenedSession> {
  const sealer = await house.crypto.sealer('sign-in');
  const kept = await sealer.open(Buffer.from(pending, 'base64url'), pendingContext).then((text) => JSON.parse(text) as { username: string; until: number }, () => null);
  if (!kept || kept.until < Date.now()) throw refuseSignIn('SIGN_IN_FAILED');
  await countAttempt(house.db, kept.username, from.address);
  const [account] = await house.db<{ id: string }[]>`select id from accounts where username = ${kept.username} and closed_at is null and password_hash is not null`;
  if (!account) throw refuseSignIn('SIGN_IN_FAILED');
  return openWithCode(house, account.id, kept.username, code, from);
}

async function openWithCode(house: House, accountId: string, username: string, code: string, from: From): Promise<OpenedSession> {
  const method = await takeCode(house, accountId, code);
  if (!method) {
    await noteRefusal(house, accountId, { username }, ['password', 'totp'], from);
    throw refuse('CODE_WRONG');
  }
  return open(house, accountId, { methods: ['password', method], level: 2 }, from, username);
}

/** Opens the session of somebody who has been recognised, and writes it down for the house and for the owner. */
export async function open(house: House, accountId: string, standing: Standing, from: From, username?: string): Promise<OpenedSession> {
  return house.db.begin(async (tx) => {
    if (username !== undefined) await forgetAttempts(tx, username, from.address);
    return openNoted(tx, accountId, standing, from);
  });
}

/** The same in the caller's transaction. */
export async function openNoted(tx: Db, accountId: string, standing: Standing, from: From): Promise<OpenedSession> {
  await audit(tx, { accountId, act: 'session.opened', object: 'account', objectId: accountId, traceId: from.traceId, address: from.address, detail: { methods: standing.methods, level: standing.level } });
  await recordSignIn(tx, accountId, 'opened', standing.methods, from);
  return openSession(tx, accountId, from, standing);
}

/** Writes down a try that was refused: for the audit log, and for the owner where the name is known. */
export async function noteRefusal(house: House, accountId: string | null, detail: Readonly<Record<string, unknown>>, methods: readonly Method[], from: From): Promise<void> {
  await house.db.begin(async (tx) => {
    await audit(tx, { accountId, act: 'session.refused', object: 'account', objectId: accountId, traceId: from.traceId, address: from.address, detail });
    if (accountId !== null) await recordSignIn(tx, accountId, 'refused', methods, from);
  });
}

let nobody: Promise<string> | null = null;
/** An unknown name costs the same time as a wrong password, so that names cannot be found out by the clock. */
const nobodysHash = () => (nobody ??= hashPassword(randomBytes(16).toString('hex')));

import { verify } from '@node-rs/argon2';
import { audit } from '#kernel/audit/audit.ts';
import type { House } from '#kernel/house.ts';
import { refuse } from '../errors.ts';
import type { From } from '../from.ts';
import { recordSignIn, type Method } from '../record.ts';
import type { OwnSession } from '../sessions.ts';
import { countAttempt, forgetAttempts } from '../attempts.ts';
import { takeCode } from './codes.ts';
import { takePhoneCode } from './phone.ts';

/** What somebody already signed in shows as second factor: the code of the authenticator app or a recovery code, the code of a message, or the password. */
export type Shown = { readonly code: string; /** Of the message the code came with; absent for the authenticator app. */ readonly challenge?: string | undefined } | { readonly password: string };

/** Takes a second factor of somebody who is signed in: from now on sensitive acts are open for ten minutes. Wrong codes are counted like wrong passwords. */
export async function prove(house: House, session: OwnSession, shown: Shown, from: From): Promise<void> {
  const tried: Method = 'password' in shown ? 'password' : shown.challenge === undefined ? 'totp' : 'phone';
  if (!isSecond(session, tried)) throw refuse('FACTOR_SAME');
  const counted = `proof ${session.accountId}`;
  await countAttempt(house.db, counted, from.address);
  const method = await factorOf(house, session.accountId, shown);
  if (!method) {
    await house.db.begin(async (tx) => {
      await audit(tx, { accountId: session.accountId, act: 'session.refused', object: 'session', objectId: session.id, traceId: from.traceId, address: from.address, detail: { proof: tried } });
      await recordSignIn(tx, session.accountId, 'refused', [tried], from);
    });
    throw refuse(tried === 'password' ? 'PASSWORD_NOT_RIGHT' : 'CODE_WRONG');
  }
  await markProven(house, session, method, from, counted);
}

/**
 * Whether a way to be recognised is a second one in this session: not the very one it was opened by. The password is one only where
 * the session was opened without it.
 */
export const isSecond = ({ level, methods }: Pick<OwnSession, 'level' | 'methods'>, method: Method): boolean => !methods.includes(method) || (level === 2 && method !== 'password');

async function factorOf(house: House, accountId: string, shown: Shown): Promise<Method | null> {
  if ('password' in shown) return (await isPassword(house, accountId, shown.password)) ? 'password' : null;
  if (shown.challenge !== undefined) return (await takePhoneCode(house, accountId, shown.challenge, shown.code)) ? 'phone' : null;
  return takeCode(house, accountId, shown.code);
}

async function isPassword(house: House, accountId: string, password: string): Promise<boolean> {
  const [account] = await house.db<{ hash: string | null }[]>`select password_hash as hash from accounts where id = ${accountId}`;
  return account?.hash !== null && account?.hash !== undefined && verify(account.hash, password);
}

/** Notes that a session has shown a second factor now. */
export async function markProven(house: House, session: OwnSession, method: Method, from: From, counted?: string): Promise<void> {
  await house.db.begin(async (tx) => {
    if (counted !== undefined) await forgetAttempts(tx, counted, from.address);
    await tx`update sessions set proven_at = now(), level = 2, methods = array(select distinct unnest(methods || ${method}::text)) where id = ${session.id}`;
    await audit(tx, { accountId: session.accountId, act: 'session.proven', object: 'session', objectId: session.id, traceId: from.traceId, address: from.address, detail: { method } });
    await recordSignIn(tx, session.accountId, 'proven', [method], from);
  });
}

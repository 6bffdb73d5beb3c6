import { audit } from '#kernel/audit/audit.ts';
import type { House } from '#kernel/house.ts';
import { refuse } from '../errors.ts';
import type { From } from '../from.ts';
import { recordSignIn, type Method } from '../record.ts';
import type { OwnSession } from '../sessions.ts';
import { countAttempt, forgetAttempts } from '../attempts.ts';
import { takeCode } from './codes.ts';
import { takePhoneCode } from './phone.ts';

/** What somebody already signed in shows as second factor. */
export type Shown = { readonly code: string; /** Of the message the code came with; absent for the authenticator app. */ readonly challenge?: string | undefined };

/** Takes a second factor of somebody who is signed in: from now on sensitive acts are open for ten minutes. Wrong codes are counted like wrong passwords. */
export async function prove(house: House, session: OwnSession, { code, challenge }: Shown, from: From): Promise<void> {
  const counted = `proof ${session.accountId}`;
  await countAttempt(house.db, counted, from.address);
  const method = challenge === undefined ? await takeCode(house, session.accountId, code) : (await takePhoneCode(house, session.accountId, challenge, code)) ? 'phone' : null;
  if (!method) {
    await house.db.begin(async (tx) => {
      await audit(tx, { accountId: session.accountId, act: 'session.refused', object: 'session', objectId: session.id, traceId: from.traceId, address: from.address, detail: { proof: challenge === undefined ? 'totp' : 'phone' } });
      await recordSignIn(tx, session.accountId, 'refused', [challenge === undefined ? 'totp' : 'phone'], from);
    });
    throw refuse('CODE_WRONG');
  }
  await markProven(house, session, method, from, counted);
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

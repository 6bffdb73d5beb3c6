import { Secret, TOTP } from 'otpauth';
import { toString as drawQr } from 'qrcode';
import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { refuse } from '../errors.ts';

const context = 'sign-in.totp';
const sealer = (house: House) => house.crypto.sealer('sign-in');
/** RFC 6238 as every authenticator app knows it: SHA-1, six digits, thirty seconds. */
const totpOf = (secret: string, label = '', issuer = '') => new TOTP({ secret: Secret.fromBase32(secret), label, issuer, algorithm: 'SHA1', digits: 6, period: 30 });

export type NewTotp = { readonly id: string; readonly secret: string; readonly uri: string; /** The address as a QR code, SVG. */ readonly picture: string };

/** Makes a secret for an authenticator app. It counts only once a code of it has been confirmed; an unconfirmed one is replaced. */
export async function beginTotp(tx: Db, house: House, account: { readonly id: string; readonly username: string }, issuer: string): Promise<NewTotp> {
  const secret = new Secret({ size: 20 }).base32;
  const id = newId();
  await tx`delete from sign_in_methods where account_id = ${account.id} and kind = 'totp' and confirmed_at is null`;
  await tx`insert into sign_in_methods (id, account_id, kind, label, sealed) values (${id}, ${account.id}, 'totp', 'TOTP', ${await (await sealer(house)).seal(secret, context)})`;
  const uri = totpOf(secret, account.username, issuer).toString();
  return { id, secret, uri, picture: await drawQr(uri, { type: 'svg', margin: 2 }) };
}

/** The secret of a set-up that is not yet confirmed, to show its page again. */
export async function shownTotp(db: Db, house: House, account: { readonly id: string; readonly username: string }, issuer: string): Promise<NewTotp | null> {
  const [row] = await db<{ id: string; sealed: Buffer }[]>`select id, sealed from sign_in_methods where account_id = ${account.id} and kind = 'totp' and confirmed_at is null`;
  if (!row) return null;
  const secret = await (await sealer(house)).open(row.sealed, context);
  const uri = totpOf(secret, account.username, issuer).toString();
  return { id: row.id, secret, uri, picture: await drawQr(uri, { type: 'svg', margin: 2 }) };
}

/** The first right code turns the app into a second factor. Refuses (CODE_WRONG) any other. */
export async function confirmTotp(tx: Db, house: House, accountId: string, id: string, code: string): Promise<void> {
  const [row] = await tx<{ sealed: Buffer }[]>`select sealed from sign_in_methods where id = ${id} and account_id = ${accountId} and kind = 'totp' and confirmed_at is null for update`;
  if (!row) throw refuse('METHOD_UNKNOWN');
  const step = await stepOf(house, row.sealed, code);
  if (step === null) throw refuse('CODE_WRONG');
  await tx`update sign_in_methods set confirmed_at = now(), last_used_at = now(), counter = ${step} where id = ${id}`;
}

/** Takes a code of any app of the account; a time step is taken once, so a code looked over somebody's shoulder is spent. */
export async function takeTotp(house: House, accountId: string, code: string): Promise<boolean> {
  const rows = await house.db<{ id: string; sealed: Buffer; counter: number }[]>`select id, sealed, counter from sign_in_methods where account_id = ${accountId} and kind = 'totp' and confirmed_at is not null`;
  for (const { id, sealed } of rows) {
    const step = await stepOf(house, sealed, code);
    if (step === null) continue;
    const taken = await house.db`update sign_in_methods set counter = ${step}, last_used_at = now() where id = ${id} and counter < ${step} returning 1`;
    if (taken.length > 0) return true;
  }
  return false;
}

/** The time step a code belongs to, one step early or late at most; null when it belongs to none. */
async function stepOf(house: House, sealed: Buffer, code: string): Promise<number | null> {
  const totp = totpOf(await (await sealer(house)).open(sealed, context));
  const now = house.clock.now().getTime();
  const delta = totp.validate({ token: code.replaceAll(/\D/g, ''), timestamp: now, window: 1 });
  return delta === null ? null : totp.counter({ timestamp: now }) + delta;
}

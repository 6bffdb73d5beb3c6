import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { takeRecovery } from './recovery.ts';
import { takeTotp } from './totp.ts';

/** Whether signing in by password asks for a code as well: once an authenticator app is set up. */
export async function wantsCode(db: Db, accountId: string): Promise<boolean> {
  const [row] = await db`select 1 from sign_in_methods where account_id = ${accountId} and kind = 'totp' and confirmed_at is not null limit 1`;
  return row !== undefined;
}

/** Takes a code of the authenticator app or a recovery code, each once only. Answers which it was, or null when it is neither. */
export async function takeCode(house: House, accountId: string, code: string): Promise<'totp' | 'recovery' | null> {
  const plain = code.replaceAll(/[\s-]/g, '');
  if (/^\d{6}$/.test(plain)) return (await takeTotp(house, accountId, plain)) ? 'totp' : null;
  return (await takeRecovery(house, accountId, plain)) ? 'recovery' : null;
}

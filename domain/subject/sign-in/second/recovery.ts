import { randomInt } from 'node:crypto';
import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';

const howMany = 10;
/** Without letters and digits that are mistaken for each other. */
const signs = '23456789abcdefghjkmnpqrstuvwxyz';
const indexOf = async (house: House, code: string) => (await house.crypto.sealer('sign-in')).index(code.toLowerCase().replaceAll(/[\s-]/g, ''), 'sign-in.recovery');

/** Makes ten codes for the day the phone is lost, shown once; earlier ones no longer work. */
export async function makeRecoveryCodes(tx: Db, house: House, accountId: string): Promise<string[]> {
  await tx`delete from sign_in_methods where account_id = ${accountId} and kind = 'recovery'`;
  const codes = Array.from({ length: howMany }, () => Array.from({ length: 12 }, () => signs[randomInt(signs.length)]).join('').replace(/(.{4})(.{4})/, '$1-$2-'));
  for (const code of codes) await tx`insert into sign_in_methods (id, account_id, kind, label, index, confirmed_at) values (${newId()}, ${accountId}, 'recovery', '', ${await indexOf(house, code)}, now())`;
  return codes;
}

/** Takes a recovery code, once. */
export async function takeRecovery(house: House, accountId: string, code: string): Promise<boolean> {
  const taken = await house.db`update sign_in_methods set used_at = now(), last_used_at = now() where account_id = ${accountId} and kind = 'recovery' and used_at is null and index = ${await indexOf(house, code)} returning 1`;
  return taken.length > 0;
}

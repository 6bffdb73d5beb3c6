import { randomInt } from 'node:crypto';
import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { orderMessage } from '../../messages.ts';
import { maskPhone } from '../../identifiers/mask.ts';
import { checkMobilePhone } from '../../identifiers/phone.ts';
import { refuse } from '../errors.ts';
import type { From } from '../from.ts';
import { checkCode, keepCode, minutes, spendCode } from './sent-code.ts';

const context = 'sign-in.phone';
const sealer = (house: House) => house.crypto.sealer('sign-in');

type Holder = { readonly id: string; readonly demo: boolean };
/** Nobody's number: what a demonstration account has that gave none of its own. */
export const demoNumber = '19900000000';

/** A number messages can go to, as it is stored. Refuses (PHONE_NOT_MOBILE) any other. */
export function mobile(text: string): string {
  const number = checkMobilePhone(text);
  if (!number.ok) throw refuse('PHONE_NOT_MOBILE');
  return number.value;
}

/** The confirmed numbers of an account, masked; a demonstration account always has one. */
export async function phonesOf(db: Db, house: House, account: Holder): Promise<{ id: string; masked: string }[]> {
  const rows = await db<{ id: string; sealed: Buffer }[]>`select id, sealed from sign_in_methods where account_id = ${account.id} and kind = 'phone' and confirmed_at is not null order by id`;
  const own = await Promise.all(rows.map(async ({ id, sealed }) => ({ id, masked: maskPhone(await (await sealer(house)).open(sealed, context)) })));
  return own.length === 0 && account.demo && house.config.demo ? [{ id: account.id, masked: maskPhone(demoNumber) }] : own;
}

/** The confirmed number of an account; null when it has none. */
export async function numberOf(db: Db, house: House, account: Holder): Promise<string | null> {
  const [row] = await db<{ sealed: Buffer }[]>`select sealed from sign_in_methods where account_id = ${account.id} and kind = 'phone' and confirmed_at is not null order by id desc limit 1`;
  if (row) return (await sealer(house)).open(row.sealed, context);
  return account.demo && house.config.demo ? demoNumber : null;
}

/** Sends a code to the number of the account; answers the id of the challenge it belongs to. */
export async function sendCode(tx: Db, house: House, account: Holder, from: From): Promise<string> {
  const number = await numberOf(tx, house, account);
  if (number === null) throw refuse('METHOD_UNKNOWN');
  return challenge(tx, house, account, number, 'phone', from);
}

/** Sends a code to a number the account wants to use from now on. */
export async function beginPhone(tx: Db, house: House, account: Holder, number: string, from: From): Promise<string> {
  const sealed = await (await sealer(house)).seal(number, context);
  await tx`delete from sign_in_methods where account_id = ${account.id} and kind = 'phone' and confirmed_at is null`;
  await tx`insert into sign_in_methods (id, account_id, kind, label, sealed, index) values (${newId()}, ${account.id}, 'phone', ${maskPhone(number)}, ${sealed}, ${await numberIndex(house, number)})`;
  return challenge(tx, house, account, number, 'phone-new', from);
}

/** The right code makes the new number the account's number; an earlier one is dropped. */
export async function confirmPhone(house: House, accountId: string, challengeId: string, code: string): Promise<void> {
  if (!(await takeAnswer(house, accountId, challengeId, 'phone-new', code))) throw refuse('CODE_WRONG');
  await house.db.begin(async (tx) => {
    const [fresh] = await tx<{ id: string }[]>`update sign_in_methods set confirmed_at = now(), last_used_at = now() where account_id = ${accountId} and kind = 'phone' and confirmed_at is null returning id`;
    if (fresh) await tx`delete from sign_in_methods where account_id = ${accountId} and kind = 'phone' and id <> ${fresh.id}`;
  });
}

/** Takes the code of a challenge, once; five wrong tries spend it. */
export const takePhoneCode = (house: House, accountId: string, challengeId: string, code: string) => takeAnswer(house, accountId, challengeId, 'phone', code);

/** Six digits nobody can foresee. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');
/** As a person typed it: spaces and hyphens between the digits do not matter. */
export const typedCode = (text: string): string => text.replaceAll(/\D/g, '');
/** What a message with a code says. */
export const codeWords = (code: string): string => `验证码 ${code}，${minutes} 分钟内有效。工作人员不会向您索要验证码。 Your code is ${code}, valid for ${minutes} minutes. Nobody of the city will ask you for it.`;
/** Under which a number is found without being readable. */
export const numberIndex = async (house: House, number: string): Promise<Buffer> => (await sealer(house)).index(number, context);

async function challenge(tx: Db, house: House, account: Holder, number: string, kind: 'phone' | 'phone-new', from: From): Promise<string> {
  const code = newCode();
  const id = await keepCode(tx, house, { kind, accountId: account.id, code });
  await orderMessage(tx, house, { accountId: account.id, to: number, text: codeWords(code), address: from.address, demo: account.demo });
  return id;
}

async function takeAnswer(house: House, accountId: string, id: string, kind: 'phone' | 'phone-new', code: string): Promise<boolean> {
  const question = await checkCode(house, kind, id, typedCode(code));
  return question?.accountId === accountId && spendCode(house.db, question.id);
}

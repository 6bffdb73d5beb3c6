import { timingSafeEqual } from 'node:crypto';
import type { Db } from '#kernel/database/connect.ts';
import { isId, newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';

/** What a code is good for: a second factor, a number to be confirmed, signing in, choosing whose account of a shared number. */
export type CodeKind = 'phone' | 'phone-new' | 'phone-sign-in' | 'phone-holder';

export const minutes = 5;
const mostTries = 5;

type Asked = { readonly kind: CodeKind; /** Null while nobody knows who asks. */ readonly accountId: string | null; readonly code: string; /** The number a stranger gave, as its blind index, and where from. */ readonly stranger?: { readonly number: Buffer; readonly address: string } };

/** Keeps what must be answered within five minutes; answers the id of the question. Of the code only a keyed digest is kept. */
export async function keepCode(tx: Db, house: House, { kind, accountId, code, stranger }: Asked): Promise<string> {
  const id = newId();
  await tx`insert into sign_in_challenges (id, account_id, kind, answer, number, address, expires_at)
    values (${id}, ${accountId}, ${kind}, ${await answerOf(house, id, code)}, ${stranger?.number ?? null}, ${stranger?.address ?? null}, now() + make_interval(mins => ${minutes}))`;
  return id;
}

export type Question = { readonly id: string; readonly accountId: string | null; readonly number: Buffer | null };

/** The question a code is right for; null when it is wrong, spent or too old. Counts the try before it looks, so that many guesses at once are counted like one after another. */
export async function checkCode(house: House, kind: CodeKind, id: string, code: string): Promise<Question | null> {
  const [row] = isId(id) ? await house.db<(Question & { answer: Buffer })[]>`
    update sign_in_challenges set tries = tries + 1 where id = ${id} and kind = ${kind} and used_at is null and expires_at > now() and tries < ${mostTries} returning id, account_id as "accountId", number, answer` : [];
  return row && timingSafeEqual(row.answer, await answerOf(house, id, code)) ? row : null;
}

/** Spends a question; false when another was faster. */
export async function spendCode(db: Db, id: string): Promise<boolean> {
  const used = await db`update sign_in_challenges set used_at = now() where id = ${id} and used_at is null returning 1`;
  return used.length > 0;
}

const answerOf = async (house: House, id: string, code: string): Promise<Buffer> => (await house.crypto.sealer('sign-in')).index(`${id} ${code}`, 'sign-in.code');

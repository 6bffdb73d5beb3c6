import type { Db } from '#kernel/database/connect.ts';
import { idTime, newId } from '#kernel/database/id.ts';
import type { From } from './from.ts';

export type Method = 'password' | 'totp' | 'recovery' | 'passkey' | 'phone' | 'upstream' | 'client' | 'link';
export type Outcome = 'opened' | 'refused' | 'proven' | 'ended';

/** Writes down a try to sign in, for the owner of the account to see. In the transaction of what it tells of. */
export const recordSignIn = (tx: Db, accountId: string, outcome: Outcome, methods: readonly Method[], from: Pick<From, 'address' | 'agent'>, application: string | null = null) =>
  tx`insert into sign_ins (id, account_id, outcome, methods, address, agent, application) values (${newId()}, ${accountId}, ${outcome}, ${[...methods]}, ${from.address}, ${from.agent}, ${application})`;

export type SignInEntry = { readonly id: string; readonly at: Date; readonly outcome: Outcome; readonly methods: Method[]; readonly address: string | null; readonly agent: string | null; readonly application: string | null };

/** The tries of one account, newest first. */
export async function signInsOf(db: Db, accountId: string, { after, limit }: { after: string | null; limit: number }): Promise<SignInEntry[]> {
  const rows = await db<Omit<SignInEntry, 'at'>[]>`
    select id, outcome, methods, host(address) as address, agent, application from sign_ins
    where account_id = ${accountId} and ${after === null ? db`true` : db`id < ${after}`} order by id desc limit ${limit}`;
  return rows.map((row) => ({ ...row, at: idTime(row.id) }));
}

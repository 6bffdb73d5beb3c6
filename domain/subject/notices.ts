import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import { coverNumbers } from './identifiers/cover.ts';

export type Notice = { readonly id: string; readonly title: string; readonly body: string; readonly about: string | null; readonly readAt: Date | null };

/** Writes the same message to several accounts, in the transaction of what it tells of. Identity and mobile numbers in it are covered: a message lies open. */
export async function notify(tx: Db, accountIds: readonly string[], message: { title: string; body: string; about: string | null }): Promise<void> {
  if (accountIds.length === 0) return;
  const rows = [...new Set(accountIds)].map((accountId) => ({ id: newId(), account_id: accountId, ...message, body: coverNumbers(message.body) }));
  await tx`insert into notices (id, account_id, title, body, about) select id, account_id, title, body, about
    from jsonb_to_recordset(${tx.json(rows)}::jsonb) as row(id uuid, account_id uuid, title text, body text, about uuid)`;
}

/** An account's messages, newest first. */
export const noticesOf = (db: Db, accountId: string, limit = 50) =>
  db<Notice[]>`select id, title, body, about, read_at as "readAt" from notices where account_id = ${accountId} order by id desc limit ${limit}`;

/** Marks an account's messages about something as read (all of them when `about` is null). */
export const markRead = (db: Db, accountId: string, about: string | null) =>
  db`update notices set read_at = now() where account_id = ${accountId} and read_at is null and (${about}::uuid is null or about = ${about})`;

/** Writes a message to every account that stands for a subject. */
export async function notifySubject(tx: Db, subjectId: string, message: { title: string; body: string; about: string | null }): Promise<void> {
  const accounts = await tx<{ id: string }[]>`select id from accounts where subject_id = ${subjectId} and closed_at is null`;
  await notify(tx, accounts.map((account) => account.id), message);
}

/** How many messages of an account are unread. */
export async function unreadOf(db: Db, accountId: string): Promise<number> {
  const [row] = await db<{ count: number }[]>`select count(*)::int as count from notices where account_id = ${accountId} and read_at is null`;
  return row?.count ?? 0;
}

import { createHash, randomBytes } from 'node:crypto';
import type { Db } from '#kernel/database/connect.ts';
import { refuse } from './errors.ts';

type Purpose = 'password' | 'first-administrator';
const digest = (code: string) => createHash('sha256').update(code).digest('hex');

/** Makes a link that works once. An earlier one for the same purpose and account no longer does. */
export async function makeLink(tx: Db, purpose: Purpose, { accountId = null, madeBy = null, hours }: { accountId?: string | null; madeBy?: string | null; hours: number }): Promise<string> {
  const code = randomBytes(24).toString('base64url');
  await tx`delete from one_time_links where purpose = ${purpose} and account_id is not distinct from ${accountId}::uuid and used_at is null`;
  await tx`insert into one_time_links (token_hash, purpose, account_id, made_by, expires_at) values (${digest(code)}, ${purpose}, ${accountId}, ${madeBy}, now() + make_interval(hours => ${hours}))`;
  return code;
}

/** Spends a link in the caller's transaction: whatever goes wrong afterwards leaves it as it was. Answers the account it was made for. */
export async function spendLink(tx: Db, purpose: Purpose, code: string): Promise<string | null> {
  const [row] = await tx<{ account_id: string | null }[]>`update one_time_links set used_at = now() where token_hash = ${digest(code)} and purpose = ${purpose} and used_at is null and expires_at > now() returning account_id`;
  if (!row) throw refuse('LINK_SPENT');
  return row.account_id;
}

/** Whether a link would still work, to say so before a form is filled in. */
export async function isLinkGood(db: Db, purpose: Purpose, code: string): Promise<boolean> {
  const [row] = await db`select 1 from one_time_links where token_hash = ${digest(code)} and purpose = ${purpose} and used_at is null and expires_at > now()`;
  return row !== undefined;
}

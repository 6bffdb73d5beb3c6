import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { openAccounts, type NewAccount } from '../accounts.ts';
import { roles } from '../define.ts';
import { organById } from '../organs.ts';
import { refuse } from './errors.ts';
import type { From } from './from.ts';
import { makeLink } from './links.ts';
import { endSessions } from './sessions.ts';

/** An account somebody opens for somebody else. Its holder sets the password by a one-time link. */
export type AskedAccount = { readonly username: string; readonly name: string; readonly kind: 'official' | 'service'; readonly organ: string; readonly posts?: readonly string[] | undefined };

const linkHours = 72;

/** Opens an account without password and answers its id and, for a person, the code of the link that sets one. */
export async function openAccount(tx: Db, house: House, asked: AskedAccount, byAccount: string | null, from: From): Promise<{ id: string; code: string | null }> {
  const id = await insertAccount(tx, house, { ...asked, posts: asked.posts ?? [] });
  await audit(tx, { accountId: byAccount, act: 'account.opened', object: 'account', objectId: id, traceId: from.traceId, address: from.address, detail: { username: asked.username, kind: asked.kind, organ: asked.organ } });
  return { id, code: asked.kind === 'official' ? await makeLink(tx, 'password', { accountId: id, madeBy: byAccount, hours: linkHours }) : null };
}

/** Writes the account. Refuses (USERNAME_TAKEN) a name that is there already. */
export async function insertAccount(tx: Db, house: House, asked: Omit<NewAccount, 'organ'> & { readonly organ: string }): Promise<string> {
  const organ = await organById(house, asked.organ).catch(() => null);
  if (!organ) throw refuse('ORGAN_UNKNOWN', { organ: asked.organ });
  for (const role of asked.roles ?? []) if (!house.declared.find(roles, role)) throw refuse('ROLE_UNKNOWN', { role });
  const [taken] = await tx`select 1 from accounts where username = ${asked.username}`;
  if (taken) throw refuse('USERNAME_TAKEN', { username: asked.username });
  await openAccounts(tx, [{ ...asked, region: asked.region ?? organ.region }]);
  const [row] = await tx<{ id: string }[]>`select id from accounts where username = ${asked.username}`;
  return row?.id ?? '';
}

/** Makes a new link to set a password, for somebody who has lost theirs. The old password works until it is used. */
export async function resetPassword(tx: Db, accountId: string, byAccount: string | null, from: From): Promise<string> {
  const [account] = await tx<{ demo: boolean; kind: string }[]>`select demo, kind from accounts where id = ${accountId} and closed_at is null`;
  if (!account || account.kind === 'service') throw refuse('ACCOUNT_UNKNOWN');
  if (account.demo) throw refuse('DEMO_ACCOUNT_FIXED');
  await audit(tx, { accountId: byAccount, act: 'account.reset', object: 'account', objectId: accountId, traceId: from.traceId, address: from.address });
  return makeLink(tx, 'password', { accountId, madeBy: byAccount, hours: linkHours });
}

/** Closes an account: its sessions end at once, its acts stay written down. */
export async function closeAccount(tx: Db, accountId: string, byAccount: string | null, from: From): Promise<void> {
  const [closed] = await tx<{ id: string }[]>`update accounts set closed_at = now() where id = ${accountId} and closed_at is null and not demo returning id`;
  if (!closed) throw refuse('ACCOUNT_UNKNOWN');
  await endSessions(tx, accountId, 'all', from);
  await audit(tx, { accountId: byAccount, act: 'account.closed', object: 'account', objectId: accountId, traceId: from.traceId, address: from.address });
}

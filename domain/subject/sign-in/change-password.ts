import { verify } from '@node-rs/argon2';
import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { hashPassword } from '../accounts.ts';
import { countAttempt, forgetAttempts } from './attempts.ts';
import { refuse } from './errors.ts';
import type { From } from './from.ts';
import { spendLink } from './links.ts';
import { mustBeStrong } from './passwords.ts';
import { endSessions, type OwnSession } from './sessions.ts';

type Account = { readonly id: string; readonly username: string; readonly name: string; readonly password_hash: string | null; readonly demo: boolean };

/** Changes the password of who is signed in: the present one is asked for, and every other session ends. */
export async function changePassword(house: House, session: OwnSession, { present, password }: { present: string; password: string }, from: From): Promise<void> {
  const account = await accountOf(house.db, session.accountId);
  if (account.demo) throw refuse('DEMO_ACCOUNT_FIXED');
  await countAttempt(house.db, account.username, from.address);
  if (account.password_hash === null || !(await verify(account.password_hash, present))) throw refuse('PASSWORD_WRONG');
  mustBeStrong(password, [account.username, account.name]);
  const hash = await hashPassword(password);
  await house.db.begin(async (tx) => {
    await forgetAttempts(tx, account.username, from.address);
    await write(tx, account.id, hash, from);
    await endSessions(tx, account.id, { except: session.id }, from);
  });
}

/** Sets a password by a one-time link: nobody but the holder of the account ever knows it. Every session ends. */
export async function setPasswordByLink(house: House, code: string, password: string, from: From): Promise<{ username: string }> {
  return house.db.begin(async (tx) => {
    const account = await accountOf(tx, (await spendLink(tx, 'password', code)) ?? '');
    mustBeStrong(password, [account.username, account.name]);
    await write(tx, account.id, await hashPassword(password), from);
    await endSessions(tx, account.id, 'all', from);
    return { username: account.username };
  });
}

async function write(tx: Db, accountId: string, hash: string, from: From): Promise<void> {
  await tx`update accounts set password_hash = ${hash}, password_at = now() where id = ${accountId}`;
  await audit(tx, { accountId, act: 'account.password', object: 'account', objectId: accountId, traceId: from.traceId, address: from.address });
}

async function accountOf(db: Db, id: string): Promise<Account> {
  const [account] = await db<Account[]>`select id, username, name, password_hash, demo from accounts where id = ${id} and closed_at is null`;
  if (!account) throw refuse('ACCOUNT_UNKNOWN');
  return account;
}

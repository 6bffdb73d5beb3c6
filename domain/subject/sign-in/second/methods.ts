import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import { idTime, isId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { refuse } from '../errors.ts';
import type { From } from '../from.ts';
import { freshMinutes } from '../step-up.ts';
import type { OwnSession } from '../sessions.ts';
import { phonesOf } from './phone.ts';

/** The account as second factors need it. */
export type Holder = { readonly id: string; readonly username: string; readonly name: string; readonly demo: boolean };

export async function holderOf(db: Db, accountId: string): Promise<Holder> {
  const [account] = await db<Holder[]>`select id, username, name, demo from accounts where id = ${accountId} and closed_at is null`;
  if (!account) throw refuse('ACCOUNT_UNKNOWN');
  return account;
}

export type MethodEntry = { readonly id: string; readonly kind: 'totp' | 'passkey' | 'phone' | 'upstream'; readonly label: string; readonly addedAt: Date; readonly lastUsedAt: Date | null };
export type Methods = { readonly items: readonly MethodEntry[]; readonly hasPassword: boolean; /** Recovery codes not yet spent. */ readonly recoveryLeft: number };

/** What an account can be recognised by beside its password. */
export async function methodsOf(db: Db, house: House, account: Pick<Holder, 'id' | 'demo'>): Promise<Methods> {
  const rows = await db<Omit<MethodEntry, 'addedAt'>[]>`
    select id, kind, label, last_used_at as "lastUsedAt" from sign_in_methods where account_id = ${account.id} and kind <> 'recovery' and confirmed_at is not null order by id`;
  const items = rows.map((row) => ({ ...row, addedAt: idTime(row.id) }));
  if (!items.some(({ kind }) => kind === 'phone')) for (const { id, masked } of await phonesOf(db, house, account)) items.push({ id, kind: 'phone', label: masked, addedAt: idTime(id), lastUsedAt: null });
  const [own] = await db<{ left: number; password: boolean }[]>`
    select (select count(*) from sign_in_methods where account_id = a.id and kind = 'recovery' and used_at is null) as left, password_hash is not null as password from accounts a where id = ${account.id}`;
  return { items, hasPassword: own?.password ?? false, recoveryLeft: own?.left ?? 0 };
}

/**
 * Methods are changed with a fresh second factor. Who has none yet sets up the first shortly after signing in, so that a session
 * left open somewhere cannot be used to take an account over.
 */
export async function mayChangeMethods(house: House, session: OwnSession): Promise<void> {
  const fresh = (at: Date | null) => at !== null && Date.now() - at.getTime() <= freshMinutes * 60_000;
  if (fresh(session.provenAt)) return;
  const { items } = await methodsOf(house.db, house, await holderOf(house.db, session.accountId));
  if (items.some(({ kind }) => kind !== 'upstream')) throw refuse('STEP_UP_NEEDED', { minutes: freshMinutes });
  if (!fresh(session.openedAt)) throw refuse('SIGN_IN_AGAIN', { minutes: freshMinutes });
}

/** Takes a method away; with the last authenticator app its recovery codes go too. */
export async function removeMethod(house: House, accountId: string, id: string, from: From): Promise<void> {
  await house.db.begin(async (tx) => {
    const [gone] = isId(id) ? await tx<{ kind: string }[]>`delete from sign_in_methods where id = ${id} and account_id = ${accountId} and kind <> 'recovery' returning kind` : [];
    if (!gone) throw refuse('METHOD_UNKNOWN');
    await tx`delete from sign_in_methods where account_id = ${accountId} and kind = 'recovery' and not exists (select 1 from sign_in_methods where account_id = ${accountId} and kind = 'totp' and confirmed_at is not null)`;
    await noteChange(tx, accountId, `${gone.kind}.removed`, from);
  });
}

/** Writes down a change of the ways to sign in. */
export const noteChange = (tx: Db, accountId: string, what: string, from: From) =>
  audit(tx, { accountId, act: 'account.method', object: 'account', objectId: accountId, traceId: from.traceId, address: from.address, detail: { what } });

import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { hashPassword } from '../accounts.ts';
import { roles, type Role } from '../define.ts';
import { refuse } from './errors.ts';
import type { From } from './from.ts';
import { makeLink, spendLink } from './links.ts';
import { insertAccount } from './open-account.ts';
import { mustBeStrong } from './passwords.ts';
import { openNoted } from './sign-in.ts';
import type { OpenedSession } from './sessions.ts';

const hours = 24;
/** The right that makes an administrator: opening accounts for others. */
const right = 'account.manage';

const administratorRoles = (house: House): Role[] => house.declared.all(roles).filter((role) => role.may.includes(right));

/** Whether anybody can open accounts: an account that is open, usable here, and holds a role with that right. */
export async function hasAdministrator(db: Db, house: House): Promise<boolean> {
  const [row] = await db`
    select 1 from accounts a join appointments p on p.account_id = a.id
    where a.closed_at is null and (not a.demo or ${house.config.demo}) and p.role = any(${administratorRoles(house).map(({ key }) => key)}) and (p.until_at is null or p.until_at > now()) limit 1`;
  return row !== undefined;
}

/**
 * At the start of a city that has no administrator: a link that makes the first one, for the person who can read what the program
 * prints. Null when there is one, or none can be. Each start makes a new link; the one before no longer works.
 */
export async function offerFirstAdministrator(house: House): Promise<string | null> {
  if (house.config.demo || administratorRoles(house).length === 0) return null;
  return house.db.begin(async (tx) => {
    await lock(tx);
    if (await hasAdministrator(tx, house)) return null;
    return `${house.config.publicUrl}/first-administrator?code=${await makeLink(tx, 'first-administrator', { hours })}`;
  });
}

export type FirstAdministrator = { readonly code: string; readonly username: string; readonly name: string; readonly organ: string; readonly password: string };

/** Opens the account of the first administrator and signs it in. Works once; two who try at the same time are one after the other. */
export async function takeFirstAdministrator(house: House, { code, username, name, organ, password }: FirstAdministrator, from: From): Promise<OpenedSession> {
  return house.db.begin(async (tx) => {
    await lock(tx);
    if (await hasAdministrator(tx, house)) throw refuse('FIRST_ADMINISTRATOR_THERE');
    await spendLink(tx, 'first-administrator', code);
    mustBeStrong(password, [username, name]);
    const [role] = administratorRoles(house);
    if (!role) throw refuse('ROLE_UNKNOWN', { role: right });
    const id = await insertAccount(tx, house, { username, name, kind: 'official', organ, roles: [role.key] });
    await tx`update accounts set password_hash = ${await hashPassword(password)}, password_at = now() where id = ${id}`;
    await audit(tx, { accountId: id, act: 'account.first', object: 'account', objectId: id, traceId: from.traceId, address: from.address, detail: { username, role: role.key } });
    return openNoted(tx, id, { methods: ['link', 'password'], level: 1 }, from);
  });
}

const lock = (tx: Db) => tx`select pg_advisory_xact_lock(hashtext('yiwang.first-administrator'))`;

import { randomBytes } from 'node:crypto';
import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import type { House } from '#kernel/house.ts';
import { roles, type MaskedClass, type Role } from '../define.ts';
import { administratorNames, administratorsIn, isCityWide } from './administrators.ts';
import { refuse } from './errors.ts';

/** A role as the city designs it. */
export type RoleDesign = { readonly title: string; readonly english: string; readonly may: readonly string[]; readonly sees: readonly MaskedClass[]; readonly reach: Role['reach']; readonly face: 'office' | 'command' | 'hub'; readonly basis: string };

/** A role of the city's own as stored. */
export type CityRole = RoleDesign & { readonly key: string; readonly version: number; readonly retiredAt: Date | null };

/** Who designs, and under which trace. */
export type By = { readonly accountId: string; readonly traceId: string; readonly address: string | null };

const columns = 'key, title, english, may, sees, reach, face, basis, version, retired_at as "retiredAt"';

/** All roles of the city's own, those in use first. */
export const cityRoles = (db: Db) => db<CityRole[]>`select ${db.unsafe(columns)} from city_roles order by retired_at nulls first, title`;

/** One that is in use. Refuses (ROLE_NOT_FOUND, ROLE_DECLARED). */
export async function cityRole(db: Db, house: House, key: string): Promise<CityRole> {
  const declared = house.declared.find(roles, key);
  if (declared) throw refuse('ROLE_DECLARED', { role: declared.title });
  const [role] = await db<CityRole[]>`select ${db.unsafe(columns)} from city_roles where key = ${key} and retired_at is null for update`;
  if (!role) throw refuse('ROLE_NOT_FOUND', { role: key });
  return role;
}

/** Makes a role. Refuses what is no right, a name that is taken, and a role that would be two administrators. */
export async function makeRole(tx: Db, house: House, design: RoleDesign, known: ReadonlySet<string>, by: By): Promise<CityRole> {
  const key = `own-${randomBytes(4).toString('hex')}`;
  await mustBeSound(tx, house, design, known, key);
  const [role] = await tx<CityRole[]>`
    insert into city_roles (key, title, english, may, sees, reach, face, basis, made_by)
    values (${key}, ${design.title}, ${design.english}, ${[...design.may]}, ${[...design.sees]}, ${design.reach}, ${design.face}, ${design.basis}, ${by.accountId}) returning ${tx.unsafe(columns)}`;
  await audit(tx, { ...by, act: 'role.made', object: 'role', objectId: key, purpose: design.basis, detail: { ...design } });
  return role!;
}

/** Changes a role from the version that was read; whoever holds it holds the new one from the commit on. */
export async function changeRole(tx: Db, house: House, key: string, design: RoleDesign, version: number | null, known: ReadonlySet<string>, by: By): Promise<CityRole> {
  const before = await cityRole(tx, house, key);
  if (version !== null && version !== before.version) throw refuseCommon('STALE');
  await mustBeSound(tx, house, design, known, key);
  await mustLeaveHoldersSeparate(tx, house, key, design);
  const [role] = await tx<CityRole[]>`
    update city_roles set title = ${design.title}, english = ${design.english}, may = ${[...design.may]}, sees = ${[...design.sees]}, reach = ${design.reach}, face = ${design.face}, basis = ${design.basis}, version = version + 1
    where key = ${key} returning ${tx.unsafe(columns)}`;
  await audit(tx, { ...by, act: 'role.changed', object: 'role', objectId: key, purpose: design.basis, detail: { from: { may: before.may, sees: before.sees, reach: before.reach }, to: { may: design.may, sees: design.sees, reach: design.reach } } });
  return role!;
}

/** Retires a role: it ends for everybody who holds it, in the same moment. Answers how many that were. */
export async function retireRole(tx: Db, house: House, key: string, by: By): Promise<number> {
  await cityRole(tx, house, key);
  await tx`update city_roles set retired_at = now(), version = version + 1 where key = ${key}`;
  const ended = await tx`update appointments set until_at = greatest(from_at, now()) where role = ${key} and (until_at is null or until_at > now()) returning id`;
  await audit(tx, { ...by, act: 'role.retired', object: 'role', objectId: key, detail: { ended: ended.length } });
  return ended.length;
}

async function mustBeSound(tx: Db, house: House, { title, may, reach }: RoleDesign, known: ReadonlySet<string>, key: string): Promise<void> {
  const strange = may.filter((right) => !known.has(right));
  if (strange.length > 0) throw refuse('RIGHT_UNKNOWN', { rights: strange.join('、') });
  const wide = reach === 'city' ? [] : may.filter(isCityWide);
  if (wide.length > 0) throw refuse('RIGHT_NEEDS_CITY', { rights: wide.join('、') });
  mustBeSeparate(may);
  // One after the other: two who choose the same name at the same time must not both find it free.
  await tx`select pg_advisory_xact_lock(hashtext('yiwang.city-roles'))`;
  const [taken] = await tx`select 1 from city_roles where title = ${title} and key <> ${key} and retired_at is null`;
  if (taken || house.declared.all(roles).some((role) => role.title === title)) throw refuse('ROLE_TITLE_TAKEN', { title });
}

/** Refuses (ADMINISTRATORS_SEPARATE) rights that would make somebody two of the three. */
export function mustBeSeparate(rights: Iterable<string>): void {
  const both = administratorsIn(rights);
  if (both.length > 1) throw refuse('ADMINISTRATORS_SEPARATE', { who: both.map((each) => administratorNames[each].zh).join('、') });
}

async function mustLeaveHoldersSeparate(tx: Db, house: House, key: string, design: RoleDesign): Promise<void> {
  if (administratorsIn(design.may).length === 0) return;
  const others = await tx<{ accountId: string; role: string; may: string[] | null }[]>`
    select p.account_id as "accountId", p.role, c.may from appointments p left join city_roles c on c.key = p.role
    where p.role <> ${key} and (p.until_at is null or p.until_at > now()) and p.account_id in (select account_id from appointments where role = ${key} and (until_at is null or until_at > now()))`;
  for (const held of Map.groupBy(others, ({ accountId }) => accountId).values()) mustBeSeparate([...design.may, ...held.flatMap(({ role, may }) => (house.declared.find(roles, role)?.may as readonly string[] | undefined) ?? may ?? [])]);
}

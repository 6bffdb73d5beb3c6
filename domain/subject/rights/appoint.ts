import { audit } from '#kernel/audit/audit.ts';
import { isId, newId } from '#kernel/database/id.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { roles } from '../define.ts';
import { refuse as refuseSubject } from '../errors.ts';
import { organById } from '../organs.ts';
import { mustBeSeparate, type By } from './city-roles.ts';
import { roleHeld, type RoleHeld } from './compile.ts';
import { refuse } from './errors.ts';

/** A role to be given to an account, in an organ and a region, for a time. Without them those of the account are meant. */
export type NewAppointment = { readonly role: string; readonly organ?: string | undefined; readonly region?: string | undefined; readonly fromAt?: Date | null; readonly untilAt?: Date | null; readonly basis: string };

/** Who holds what: one appointment of an account, as administrators see it. */
export type HeldAppointment = { readonly id: string; readonly role: string; readonly organ: string | null; readonly region: string | null; readonly fromAt: Date; readonly untilAt: Date | null; readonly own: RoleHeld | null };

/** What an account holds and held, newest first: staff moves end one and add another, none is rewritten. */
export const appointmentsOf = (db: Db, accountId: string) => db<HeldAppointment[]>`
  select p.id, p.role, p.organ, p.region, p.from_at as "fromAt", p.until_at as "untilAt", case when c.key is null then null else jsonb_build_object('may', c.may, 'sees', c.sees, 'reach', c.reach) end as own
  from appointments p left join city_roles c on c.key = p.role where p.account_id = ${accountId} order by p.from_at desc, p.id desc`;

/**
 * Appoints. Refuses an account or role nobody knows, a place the role needs and nobody named, giving oneself a role, and making
 * anybody two of the three administrators, now or later: what has not ended yet counts.
 */
export async function appoint(tx: Db, house: House, accountId: string, asked: NewAppointment, by: By): Promise<string> {
  if (accountId === by.accountId) throw refuse('NOT_ONESELF');
  // The account is held until the commit, so that two who appoint it at the same time see each other.
  const [account] = isId(accountId) ? await tx<{ organ: string | null; region: string | null }[]>`select organ, region from accounts where id = ${accountId} and closed_at is null and kind <> 'citizen' for update` : [];
  if (!account) throw refuseSubject('SUBJECT_NOT_FOUND');
  const [made] = await tx<RoleHeld[]>`select may, sees, reach from city_roles where key = ${asked.role} and retired_at is null for share`;
  const role = roleHeld(house, { role: asked.role, own: made ?? null });
  if (!role) throw refuse('ROLE_NOT_FOUND', { role: asked.role });
  const [organ, region] = [asked.organ ?? account.organ, asked.region ?? account.region];
  const missing = role.reach === 'organ' && !organ ? '单位' : role.reach === 'region' && !region ? '辖区' : null;
  if (missing) throw refuse('APPOINTMENT_PLACE_NEEDED', { role: asked.role, what: missing });
  if (organ !== null && !(await organById(house, organ).catch(() => null))) throw refuseSubject('SUBJECT_NOT_FOUND');
  const held = (await appointmentsOf(tx, accountId)).filter(({ untilAt }) => untilAt === null || untilAt > new Date());
  mustBeSeparate([...role.may, ...held.flatMap((each) => roleHeld(house, each)?.may ?? [])]);
  const id = newId();
  await tx`insert into appointments (id, account_id, role, organ, region, from_at, until_at) values (${id}, ${accountId}, ${asked.role}, ${organ}, ${region}, ${asked.fromAt ?? new Date()}, ${asked.untilAt ?? null})`;
  await audit(tx, { ...by, act: 'right.given', object: 'account', objectId: accountId, purpose: asked.basis, detail: { appointment: id, role: asked.role, organ, region, until: asked.untilAt ?? null } });
  return id;
}

/** Ends an appointment now; it stays written down. */
export async function endAppointment(tx: Db, id: string, by: By): Promise<void> {
  const [ended] = isId(id) ? await tx<{ accountId: string; role: string }[]>`
    update appointments set until_at = greatest(from_at, now()) where id = ${id} and (until_at is null or until_at > now()) returning account_id as "accountId", role` : [];
  if (!ended) throw refuse('APPOINTMENT_NOT_FOUND');
  await audit(tx, { ...by, act: 'right.ended', object: 'account', objectId: ended.accountId, detail: { appointment: id, role: ended.role } });
}

/** The title of a role, declared or the city's own, for people. */
export async function roleTitles(db: Db, house: House, locale: 'zh' | 'en'): Promise<ReadonlyMap<string, string>> {
  const own = await db<{ key: string; title: string; english: string }[]>`select key, title, english from city_roles`;
  return new Map([...house.declared.all(roles).map((role) => [role.key, house.declared.say(role.title, locale)] as const), ...own.map((role) => [role.key, locale === 'en' && role.english ? role.english : role.title] as const)]);
}

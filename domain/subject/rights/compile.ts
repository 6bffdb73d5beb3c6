import type { House } from '#kernel/house.ts';
import { roles, type Role } from '../define.ts';
import type { Scope } from '../reader.ts';
import { administratorOf, administratorsIn, isCityWide } from './administrators.ts';

/** What a role gives, whoever made it. */
export type RoleHeld = Pick<Role, 'may' | 'sees' | 'reach' | 'needs'>;

/** A role given to an account: its key, with the organ and the region it was given for. `own` is what a role of the city's own gives. */
export type Appointment = { readonly role: string; readonly organ: string | null; readonly region: string | null; readonly own?: RoleHeld | null };

/** What an appointed role gives: as its pack declares it, or as the city made it. Undefined when nobody knows it any more. */
export const roleHeld = (house: Pick<House, 'declared'>, { role, own }: Pick<Appointment, 'role' | 'own'>): RoleHeld | undefined => house.declared.find(roles, role) ?? own ?? undefined;

/**
 * Compiles appointments to rights: each right with the scopes it holds in. An appointment to a role nobody knows gives nothing;
 * who would be two of the three administrators, however it came to that, is none of them.
 */
export function rightsOf(house: Pick<House, 'declared'>, appointments: readonly Appointment[]): Map<string, Scope[]> {
  const rights = new Map<string, Scope[]>();
  for (const appointment of appointments) {
    const role = roleHeld(house, appointment);
    const scope = role ? scopeOf(role, appointment) : null;
    if (!role || !scope) continue;
    for (const right of heldBy(role)) rights.set(right, [...(rights.get(right) ?? []), scope]);
  }
  if (administratorsIn(rights.keys()).length > 1) for (const right of rights.keys()) if (administratorOf(right)) rights.delete(right);
  return rights;
}

/** All a role gives, its field classes as rights; what is the whole city's only where it reaches so far. */
export const heldBy = ({ may, sees, reach }: RoleHeld): string[] => [...may, ...(sees ?? []).map((fieldClass) => `field.${fieldClass}`)].filter((right) => reach === 'city' || !isCityWide(right));

/** Whether a role asks its holders for a second factor at every sign-in: where it says so, and always where it administers (accounts, rights, keys, the log). */
export const needsFactor = ({ may, needs }: RoleHeld): boolean => needs === 'factor' || administratorsIn(may).length > 0;

/** Where an appointment holds. A role of an organ given for no organ, or of a region for no region, holds nowhere: never everywhere. */
export function scopeOf(role: Pick<Role, 'reach'>, appointment: Pick<Appointment, 'organ' | 'region'>): Scope | null {
  switch (role.reach) {
    case 'organ': return appointment.organ === null ? null : { organ: appointment.organ, region: null };
    case 'region': return appointment.region === null ? null : { organ: null, region: appointment.region };
    case 'city': return { organ: null, region: null };
    default: return role.reach satisfies never;
  }
}

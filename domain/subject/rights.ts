import type { House } from '#kernel/house.ts';
import { roles, type Role } from './define.ts';
import type { Scope } from './reader.ts';

/** A role given to an account: its key, with the organ and the region it was given for. */
export type Appointment = { readonly role: string; readonly organ: string | null; readonly region: string | null };

/** Compiles appointments to rights: each right with the scopes it holds in. An appointment to a role nobody knows gives nothing. */
export function rightsOf(house: House, appointments: readonly Appointment[]): Map<string, Scope[]> {
  const rights = new Map<string, Scope[]>();
  for (const appointment of appointments) {
    const role = house.declared.find(roles, appointment.role);
    const scope = role ? scopeOf(role, appointment) : null;
    if (!role || !scope) continue;
    for (const right of heldBy(role)) rights.set(right, [...(rights.get(right) ?? []), scope]);
  }
  return rights;
}

/** All a role holds, its field classes as rights. */
export const heldBy = (role: Pick<Role, 'may' | 'sees'>): string[] => [...role.may, ...(role.sees ?? []).map((fieldClass) => `field.${fieldClass}`)];

/** Where an appointment holds. A role of an organ given for no organ, or of a region for no region, holds nowhere: never everywhere. */
export function scopeOf(role: Pick<Role, 'reach'>, appointment: Pick<Appointment, 'organ' | 'region'>): Scope | null {
  switch (role.reach) {
    case 'organ': return appointment.organ === null ? null : { organ: appointment.organ, region: null };
    case 'region': return appointment.region === null ? null : { organ: null, region: appointment.region };
    case 'city': return { organ: null, region: null };
    default: return role.reach satisfies never;
  }
}

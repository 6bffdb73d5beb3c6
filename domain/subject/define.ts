import { nounKey, type Declaration } from '#kernel/declare/declared.ts';

/** Where a role's rights hold: in the holder's organ, in the holder's region, or in the whole city. */
export type RoleReach = 'organ' | 'region' | 'city';

/** A role: rights and where they hold. Organ and region come from each appointment. */
export type Role = Declaration & { readonly noun: 'role'; readonly may: readonly `${string}.${string}`[]; readonly reach: RoleReach; readonly face: 'portal' | 'office' | 'command' | 'hub' };

export const roles = nounKey<Role>('role');

export const defineRole = (given: Omit<Role, 'noun'>): Role => Object.freeze({ noun: 'role' as const, ...given });

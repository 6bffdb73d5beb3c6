import type { FieldClass } from '#kernel/schema/fields.ts';
import { nounKey, type Declaration } from '#kernel/declare/declared.ts';

/** Where a role's rights hold: in the holder's organ, in the holder's region, or in the whole city. */
export type RoleReach = 'organ' | 'region' | 'city';

/** Field classes no official sees in full unless a role says so; `public` and `internal` need none. */
export const maskedClasses = ['personal', 'sensitive'] as const satisfies readonly FieldClass[];
export type MaskedClass = (typeof maskedClasses)[number];

/**
 * A role: rights, the classes of fields it may see in full (all others are masked for it), and where both hold.
 * Organ and region come from each appointment.
 */
export type Role = Declaration & { readonly noun: 'role'; readonly may: readonly `${string}.${string}`[]; readonly sees?: readonly MaskedClass[]; readonly reach: RoleReach; readonly face: 'portal' | 'office' | 'command' | 'hub'; /** A second factor before anything is opened, asked for at every sign-in. Roles of administrators always need it. */ readonly needs?: 'factor'; /** Titles of rights the pack brings along: `{ 'system.inspect': '检查系统安全' }`. */ readonly names?: Readonly<Record<string, string>> };

export const roles = nounKey<Role>('role');

export const defineRole = (given: Omit<Role, 'noun'>): Role => Object.freeze({ noun: 'role' as const, ...given });

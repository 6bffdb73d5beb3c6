import { useQuery } from '@tanstack/react-query';
import { kept } from '../../ui/form/kept.ts';
import { read } from '../../ui/api/client.ts';

export type Reach = 'organ' | 'region' | 'city';
export type Role = {
  readonly key: string; readonly title: string; readonly titleZh: string; readonly english: string; readonly reach: Reach; readonly face: 'portal' | 'office' | 'command' | 'hub'; readonly may: readonly string[]; readonly sees: readonly ('personal' | 'sensitive')[];
  readonly own: boolean; readonly basis: string | null; readonly administrator: 'system' | 'security' | 'audit' | null; readonly version: number; readonly retiredAt: string | null; readonly holders: number;
};
export type Right = { readonly right: string; readonly title: string; readonly opens: readonly string[] };
export type Design = { readonly title: string; readonly english: string; readonly may: readonly string[]; readonly sees: readonly ('personal' | 'sensitive')[]; readonly reach: Reach; readonly face: 'office' | 'command' | 'hub'; readonly basis: string };
export type PreviewedList = { readonly route: string; readonly title: string; readonly right: string; readonly count: number; readonly exact: boolean; readonly items: readonly Readonly<Record<string, string | number>>[] };

export const rolesKey = ['subject', 'roles'] as const;
export const readRoles = (): Promise<Role[]> => read<Role[]>('/api/v1/roles');
/** Every right there is, in words and with what it opens. */
export const useRights = () => useQuery({ queryKey: ['subject', 'rights'], queryFn: () => read<Right[]>('/api/v1/rights'), staleTime: Infinity });
/** The words of a right; its key until they are there. */
export function useRightTitle(): (right: string) => string {
  const rights = useRights().data;
  return (right) => rights?.find((each) => each.right === right)?.title ?? right;
}

/** What a new role begins with: nothing but to read cases of one's own organ, everything masked. */
export const emptyDesign: Design = { title: '', english: '', may: ['matter.read'], sees: [], reach: 'organ', face: 'office', basis: '' };
export const designOf = (role: Role): Design => ({ title: role.titleZh, english: role.english, may: role.may, sees: role.sees, reach: role.reach, face: role.face === 'portal' ? 'office' : role.face, basis: role.basis ?? '' });

/** Under what a design waits while its maker shows a second factor; its `key` is null for a new role. */
export const waiting = 'role-design';
export const keptDesign = () => kept<{ readonly key: string | null; readonly design: Design }>(waiting);

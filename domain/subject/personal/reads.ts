import { readsOf, type ReadsPage } from '#kernel/audit/reads.ts';
import type { House } from '#kernel/house.ts';
import { organName } from '../organs.ts';

/** One look at somebody's data, as they read it: organ and purpose, never the name of the official. */
export type ReadLine = { readonly id: string; readonly at: Date; readonly who: string | null; readonly act: string; readonly purpose: string | null; readonly fields: readonly string[]; readonly object: string };

/** Who read or changed somebody's data, newest first; what they did themselves is left out. */
export async function readsFor(house: House, subjectId: string, page: Omit<ReadsPage, 'besides'>): Promise<ReadLine[]> {
  const own = await house.db<{ id: string }[]>`select id from accounts where subject_id = ${subjectId}`;
  const rows = await readsOf(house.db, subjectId, { ...page, besides: own.map(({ id }) => id) });
  const accounts = await house.db<{ id: string; organ: string | null }[]>`select id, organ from accounts where id = any(${rows.flatMap(({ accountId }) => accountId ?? [])}::uuid[])`;
  const organs = new Map(accounts.map(({ id, organ }) => [id, organ]));
  return rows.map(({ id, at, accountId, act, purpose, fields, object }) => {
    const organ = organs.get(accountId ?? '') ?? null;
    return { id, at, who: organ && organName(house, organ), act, purpose, fields, object };
  });
}

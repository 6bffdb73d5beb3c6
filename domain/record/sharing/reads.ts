import type { Db } from '#kernel/database/connect.ts';
import { idTime } from '#kernel/database/id.ts';

/** That somebody read a person's data: when, which organ, for what, which columns. */
export type DataRead = { readonly callId: string; readonly at: Date; readonly organ: string; readonly purpose: string; readonly basis: string; readonly datasetId: string; readonly dataset: string; readonly owner: string; readonly columns: readonly string[]; readonly unmasked: readonly string[] };

/** Who read a person's data, the latest first; one more than `limit`. `key` is the person's (see subjectKey). */
export async function readsOf(db: Db, key: Buffer, { after, limit }: { readonly after: string | null; readonly limit: number }): Promise<DataRead[]> {
  const rows = await db<Omit<DataRead, 'at'>[]>`
    select r.call_id as "callId", g.organ, g.purpose, q.basis, d.id as "datasetId", d.title as dataset, d.organ as owner,
      coalesce((select array_agg(coalesce(item ->> 'title', name) order by at) from unnest(g.columns) with ordinality c(name, at) left join lateral (select item from jsonb_array_elements(d.columns) item where item ->> 'name' = name limit 1) i on true), '{}') as columns,
      g.revealed as unmasked
    from (select call_id from data_reads where subject_key = ${key} ${after === null ? db`` : db`and call_id < ${after}`} order by call_id desc limit ${limit + 1}) r
    join shared_calls c on c.id = r.call_id join grants g on g.id = c.grant_id join data_requests q on q.id = g.request_id join datasets d on d.id = g.dataset_id
    order by r.call_id desc`;
  return rows.map((row) => ({ ...row, at: idTime(row.callId) }));
}

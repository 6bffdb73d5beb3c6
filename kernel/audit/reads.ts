import type { Db } from '../database/connect.ts';
import { idTime } from '../database/id.ts';

/** One audited act that concerned a subject: who, when, for what, which fields. */
export type SubjectRead = {
  readonly id: string;
  readonly at: Date;
  readonly accountId: string | null;
  readonly act: string;
  readonly object: string;
  readonly objectId: string | null;
  readonly purpose: string | null;
  readonly fields: readonly string[];
  readonly traceId: string;
};

/** Where a page begins: after this entry, or with the newest; whose acts are left out, as accounts; which acts are wanted, when not all. */
export type ReadsPage = { readonly after?: string | null; readonly limit: number; readonly besides?: readonly string[]; readonly acts?: readonly string[] };

/** Who read or changed the data of this subject, newest first. */
export async function readsOf(db: Db, subjectId: string, { after = null, limit, besides = [], acts }: ReadsPage): Promise<SubjectRead[]> {
  const rows = await db<Omit<SubjectRead, 'at'>[]>`
    select e.id, e.account_id as "accountId", e.act, e.object, e.object_id as "objectId", e.purpose, e.fields, e.trace_id as "traceId"
    from audit_subjects s join audit_entries e on e.id = s.entry_id
    where s.subject_id = ${subjectId} ${after === null ? db`` : db`and s.entry_id < ${after}`} ${besides.length === 0 ? db`` : db`and (e.account_id is null or e.account_id <> all(${besides}::uuid[]))`} ${acts ? db`and e.act = any(${acts})` : db``}
    order by s.entry_id desc limit ${limit}`;
  return rows.map((row) => ({ ...row, at: idTime(row.id) }));
}

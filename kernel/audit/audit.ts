import type { Db } from '../database/connect.ts';
import { newId } from '../database/id.ts';

/** One line of the audit log: who did what to which object, under which trace. */
export type AuditEntry = {
  readonly accountId: string | null;
  /** `<noun>.<verb>`, the permission used or the act done. */
  readonly act: string;
  readonly object: string;
  readonly objectId?: string | null;
  readonly traceId: string;
  readonly address?: string | null;
  readonly purpose?: string | null;
  /** Ids of the persons and enterprises whose data it concerned: they see it on their page. */
  readonly subjects?: readonly string[];
  /** Names of the protected fields that were read or changed. Values never come here. */
  readonly fields?: readonly string[];
  readonly detail?: Readonly<Record<string, unknown>>;
};

/** Writes an audit entry in the transaction of the act itself: both are there, or neither. Returns its id. */
export async function audit(tx: Db, entry: AuditEntry): Promise<string> {
  const id = newId();
  const row = tx`insert into audit_entries (id, account_id, act, object, object_id, trace_id, address, purpose, fields, detail)
    values (${id}, ${entry.accountId}, ${entry.act}, ${entry.object}, ${entry.objectId ?? null}, ${entry.traceId}, ${entry.address ?? null}, ${entry.purpose ?? null}, ${[...new Set(entry.fields)]}, ${tx.json((entry.detail ?? {}) as never)})`;
  const subjects = [...new Set(entry.subjects)];
  if (subjects.length === 0) await row;
  else await tx`with written as (${row}) insert into audit_subjects (subject_id, entry_id) select subject, ${id}::uuid from unnest(${subjects}::uuid[]) subject`;
  return id;
}

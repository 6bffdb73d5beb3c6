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
  readonly detail?: Readonly<Record<string, unknown>>;
};

/** Writes an audit entry in the transaction of the act itself: both are there, or neither. */
export async function audit(tx: Db, entry: AuditEntry): Promise<void> {
  await tx`insert into audit_entries (id, account_id, act, object, object_id, trace_id, address, purpose, detail)
    values (${newId()}, ${entry.accountId}, ${entry.act}, ${entry.object}, ${entry.objectId ?? null}, ${entry.traceId}, ${entry.address ?? null}, ${entry.purpose ?? null}, ${tx.json((entry.detail ?? {}) as never)})`;
}

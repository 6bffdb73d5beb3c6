import type { ChainLog } from '../chain/log.ts';
import type { JsonValue } from '../crypto/canonical-json.ts';
import type { Db } from '../database/connect.ts';

/** An audit entry as it is hashed, exported and shown to auditors. */
export type AuditContent = {
  readonly id: string;
  readonly accountId: string | null;
  readonly act: string;
  readonly object: string;
  readonly objectId: string | null;
  readonly traceId: string;
  readonly address: string | null;
  readonly purpose: string | null;
  readonly fields: readonly string[];
  readonly subjects: readonly string[];
  readonly detail: JsonValue;
};

/** Reads the entries with these ids. What they concern belongs to them: a subject added or taken away later shows. */
export async function auditContents(db: Db, ids: readonly string[]): Promise<Map<string, AuditContent>> {
  const rows = await db<AuditContent[]>`
    select e.id, e.account_id as "accountId", e.act, e.object, e.object_id as "objectId", e.trace_id as "traceId", host(e.address) as address, e.purpose, e.fields,
      array(select s.subject_id::text from audit_subjects s where s.entry_id = e.id order by s.subject_id) as subjects, e.detail
    from audit_entries e where e.id = any(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

async function strays(db: Db, most: number): Promise<string[]> {
  const rows = await db<{ id: string }[]>`
    select id from audit_entries e where not exists (select 1 from chain_leaves where log = 'audit' and ref = e.id) and not exists (select 1 from chain_queue where log = 'audit' and ref = e.id) limit ${most}`;
  return rows.map(({ id }) => id);
}

/** The log of acts, as a chain. */
export const auditLog: ChainLog = { key: 'audit', read: auditContents, strays };

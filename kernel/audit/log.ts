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
  if (ids.length === 0) return new Map();
  const sorted = ids.toSorted();
  // The bounds say which months are looked into.
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  const rows = await db<Omit<AuditContent, 'subjects'>[]>`
    select e.id, e.account_id as "accountId", e.act, e.object, e.object_id as "objectId", e.trace_id as "traceId", host(e.address) as address, e.purpose, e.fields, e.detail
    from audit_entries e where e.id >= ${first} and e.id <= ${last} and e.id = any(${sorted}::uuid[])`;
  const subjects = new Map((await db<{ id: string; subjects: string[] }[]>`
    select entry_id as id, array_agg(subject_id::text order by subject_id) as subjects from audit_subjects
    where entry_id >= ${first} and entry_id <= ${last} and entry_id = any(${sorted}::uuid[]) group by 1`).map((row) => [row.id, row.subjects]));
  return new Map(rows.map((row) => [row.id, { ...row, subjects: subjects.get(row.id) ?? [] }]));
}

async function strays(db: Db, most: number): Promise<string[]> {
  const rows = await db<{ id: string }[]>`
    select id from audit_entries e where not exists (select 1 from chain_leaves where log = 'audit' and ref = e.id) and not exists (select 1 from chain_queue where log = 'audit' and ref = e.id) limit ${most}`;
  return rows.map(({ id }) => id);
}

/** The log of acts, as a chain. */
export const auditLog: ChainLog = { key: 'audit', read: auditContents, strays };

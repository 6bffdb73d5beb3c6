import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import { refuseAudit } from './errors.ts';

/** What an auditor looks for. Everything given must hold. */
export type AuditQuestion = {
  readonly account?: string | undefined;
  readonly username?: string | undefined;
  /** Kind of object, such as `person`. */
  readonly kind?: string | undefined;
  /** Id of the object. */
  readonly object?: string | undefined;
  readonly subject?: string | undefined;
  /** An act, or the beginning of one: `person.` */
  readonly act?: string | undefined;
  readonly purpose?: string | undefined;
  readonly trace?: string | undefined;
  readonly address?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

export type FoundEntry = {
  readonly id: string; readonly accountId: string | null; readonly accountName: string | null; readonly username: string | null; readonly act: string; readonly object: string; readonly objectId: string | null;
  readonly traceId: string; readonly address: string | null; readonly purpose: string | null; readonly fields: readonly string[]; readonly subjects: number; readonly detail: Readonly<Record<string, unknown>>; readonly seq: number | null;
};

/** Entries that answer the question, newest first, one more than `limit`. Time narrows the months that are looked at. */
export async function searchAudit(db: Db, asked: AuditQuestion, { after, limit }: { after: string | null; limit: number }): Promise<FoundEntry[]> {
  const [from, to] = [asked.from, asked.to].map((moment) => (moment === undefined ? null : new Date(moment)));
  if (from && to && from > to) throw refuseAudit('AUDIT_TIME_ORDER');
  const accounts = asked.username === undefined ? null : (await db<{ id: string }[]>`select id from accounts where username = ${asked.username}`).map(({ id }) => id);
  const given = <T>(value: T | undefined | null, condition: (value: T) => ReturnType<typeof db>) => (value === undefined || value === null ? db`` : db`and ${condition(value)}`);
  return db<FoundEntry[]>`
    select e.id, e.account_id as "accountId", a.name as "accountName", a.username, e.act, e.object, e.object_id as "objectId", e.trace_id as "traceId", host(e.address) as address, e.purpose, e.fields, e.detail,
      (select count(*)::int from audit_subjects s where s.entry_id = e.id) as subjects, l.seq
    from (
      select * from audit_entries e where true
        ${given(after, (id) => db`e.id < ${id}`)} ${given(from, (at) => db`e.id >= uuid_v7_floor(${at})`)} ${given(to, (at) => db`e.id < uuid_v7_floor(${new Date(at.getTime() + 1)})`)}
        ${given(asked.account, (id) => db`e.account_id = ${id}`)} ${given(accounts, (ids) => db`e.account_id = any(${ids}::uuid[])`)}
        ${given(asked.kind, (kind) => db`e.object = ${kind}`)} ${given(asked.object, (id) => db`e.object_id = ${id}`)}
        ${given(asked.subject, (id) => db`e.id in (select entry_id from audit_subjects where subject_id = ${id})`)}
        ${given(asked.act, (act) => (act.endsWith('.') ? db`starts_with(e.act, ${act})` : db`e.act = ${act}`))}
        ${given(asked.purpose, (words) => db`strpos(lower(e.purpose), lower(${words})) > 0`)}
        ${given(asked.trace, (trace) => db`e.trace_id = ${trace}`)} ${given(asked.address, (address) => db`host(e.address) = ${address}`)}
      order by e.id desc limit ${limit + 1}) e
    left join accounts a on a.id = e.account_id left join chain_leaves l on l.log = 'audit' and l.ref = e.id order by e.id desc`;
}

/** Notes an export that was handed out whole: months in it may later be archived. */
export const noteExport = (db: Db, given: { readonly first: number; readonly size: number; readonly accountId: string | null }) =>
  db`insert into chain_exports (id, log, first_seq, size, account_id) values (${newId()}, 'audit', ${given.first}, ${given.size}, ${given.accountId})`;

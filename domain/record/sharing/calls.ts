import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';

/** What became of a call. `answered` is the only one that gives rows and counts against the quota. */
export const outcomes = ['answered', 'over', 'quota', 'no-key', 'no-name', 'not-yours', 'bad-request', 'failed'] as const;
export type Outcome = (typeof outcomes)[number];

/** One call to be written down. `outcome` is set for calls refused before they came this far. */
export type NewCall = {
  readonly grantId: string; readonly datasetId: string; readonly version: number | null; readonly accountId: string | null; readonly organ: string | null;
  readonly asked: readonly string[]; readonly rows: number; readonly traceId: string; readonly address: string | null; readonly outcome: Exclude<Outcome, 'answered' | 'quota' | 'over'> | null;
  /** Keys of the persons in the rows. */
  readonly subjects: readonly Buffer[];
};
export type TakenCall = { readonly id: string; readonly outcome: Outcome; readonly remaining: number };

/**
 * Writes down any number of calls, counts them against their grants' quotas of the day, and notes whose data was read; what was
 * read of persons is in the audit log as well:
 * one statement, one commit. The quota is exact however many processes count at once, because the day's row is locked by the
 * change itself; calls past it, or under a grant that has ended meanwhile, are written down as refused and give nothing.
 */
export async function takeCalls(db: Db, day: string, calls: readonly NewCall[]): Promise<TakenCall[]> {
  const given = calls.map((call, i) => ({ i, id: newId(), audit_id: newId(), personal: call.subjects.length > 0, grant_id: call.grantId, dataset_id: call.datasetId, version: call.version, account_id: call.accountId, organ: call.organ, asked: call.asked, rows: call.rows, trace_id: call.traceId, address: call.address, outcome: call.outcome }));
  const reads = calls.flatMap((call, i) => [...new Set(call.subjects.map((key) => key.toString('hex')))].map((key) => [i, key] as const));
  return db<TakenCall[]>`
    with given as (select * from jsonb_to_recordset(${db.json(given)}::jsonb) as c(i int, id uuid, audit_id uuid, personal boolean, grant_id uuid, dataset_id uuid, version int, account_id uuid, organ text, asked text[], rows int, trace_id text, address inet, outcome text)),
    living as (select g.id, g.calls_per_day, w.n from (select grant_id, count(*)::int as n from given where outcome is null group by 1) w join grants g on g.id = w.grant_id where g.ended_at is null and g.until > now()),
    used as (
      insert into grant_use as u (grant_id, day, used) select id, ${day}, least(n, calls_per_day) from living order by id
      on conflict (grant_id, day) do update set before = u.used, used = greatest(u.used, least(u.used + (select n from living where id = u.grant_id), (select calls_per_day from living where id = u.grant_id)))
      returning grant_id, used, used - before as let_through),
    turns as (select given.*, row_number() over (partition by grant_id, outcome is null order by i) as turn from given),
    decided as (
      select t.*, coalesce(t.outcome, case when l.id is null then 'over' when t.turn <= u.let_through then 'answered' else 'quota' end) as decision, coalesce(l.calls_per_day - u.used, 0) as remaining
      from turns t left join living l on l.id = t.grant_id left join used u on u.grant_id = t.grant_id),
    logged as (
      insert into shared_calls (id, grant_id, dataset_id, version, account_id, organ, outcome, asked, rows, trace_id, address)
      select id, grant_id, dataset_id, version, account_id, organ, decision, asked, case when decision = 'answered' then rows else 0 end, trace_id, address from decided),
    audited as (
      insert into audit_entries (id, account_id, act, object, object_id, trace_id, address, purpose, fields, detail)
      select d.audit_id, d.account_id, 'data.read', 'grant', d.grant_id::text, d.trace_id, d.address, g.purpose, g.columns, jsonb_build_object('call', d.id, 'rows', d.rows, 'revealed', g.revealed)
      from decided d join grants g on g.id = d.grant_id where d.decision = 'answered' and d.personal),
    noted as (
      insert into data_reads (subject_key, call_id)
      select decode(r.key, 'hex'), d.id from unnest(${reads.map(([i]) => i)}::int[], ${reads.map(([, key]) => key)}::text[]) as r(i, key) join decided d on d.i = r.i where d.decision = 'answered')
    select id, decision as outcome, remaining from decided order by i`;
}

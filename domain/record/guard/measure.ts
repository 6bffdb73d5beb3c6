import type { Db } from '#kernel/database/connect.ts';
import { officeHours, officeTimeBetween } from '#kernel/time/office-hours.ts';
import type { UseRule } from '../define-guard.ts';

/** How much one account did of what a rule counts; where it is not the rule's limit that was passed, with the limit. */
export type Measured = { readonly accountId: string; readonly grantId: string | null; readonly count: number; readonly limit?: number };

/**
 * Accounts of officials and systems that did more than the rule's limit between two moments. For `rows` the owner of the data may
 * have raised it: who was granted a million calls a day may take the span's share of it, one row for each.
 */
export async function measureUse(db: Db, rule: UseRule, from: Date, to: Date): Promise<Measured[]> {
  const acts = rule.acts?.map((act) => `${act}%`) ?? null;
  const entries = db`select e.id, e.account_id from audit_entries e join accounts a on a.id = e.account_id and a.kind <> 'citizen'
    where e.id >= uuid_v7_floor(${from}) and e.id < uuid_v7_floor(${to}) ${acts ? db`and e.act like any(${acts})` : db``}`;
  switch (rule.measure) {
    case 'entries':
      return db<Measured[]>`select account_id as "accountId", null as "grantId", count(*) as count from (${entries}) e group by 1 having count(*) > ${rule.limit}`;
    case 'refusals':
      return db<Measured[]>`select account_id as "accountId", null as "grantId", count(*) as count from audit_entries
        where id >= uuid_v7_floor(${from}) and id < uuid_v7_floor(${to}) and account_id is not null and act in ('request.refused', 'session.refused') group by 1 having count(*) > ${rule.limit}`;
    case 'subjects':
      return db<Measured[]>`select account_id as "accountId", null as "grantId", count(distinct s.subject_id) as count from (${entries}) e join audit_subjects s on s.entry_id = e.id group by 1 having count(distinct s.subject_id) > ${rule.limit}`;
    case 'rows':
      return db<Measured[]>`select * from (
          select c.account_id as "accountId", c.grant_id as "grantId", sum(c.rows) as count, greatest(${rule.limit}::int, g.calls_per_day::bigint * ${rule.minutes} / 1440) as "limit"
          from shared_calls c left join grants g on g.id = c.grant_id
          where c.id >= uuid_v7_floor(${from}) and c.id < uuid_v7_floor(${to}) and c.outcome = 'answered' and c.account_id is not null group by 1, 2, g.calls_per_day) taken where count > "limit"`;
    case 'odd-hours': {
      const hours = officeHours(rule.hours ?? []);
      const minutes = await db<{ accountId: string; minute: Date; count: number }[]>`
        select account_id as "accountId", date_trunc('minute', to_timestamp((('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint) / 1000.0)) as minute, count(*) as count from (${entries}) e group by 1, 2`;
      const counts = new Map<string, number>();
      for (const { accountId, minute, count } of minutes) {
        if (officeTimeBetween(minute, new Date(minute.getTime() + 60_000), hours) === 0) counts.set(accountId, (counts.get(accountId) ?? 0) + count);
      }
      return [...counts].filter(([, count]) => count > rule.limit).map(([accountId, count]) => ({ accountId, grantId: null, count }));
    }
  }
}

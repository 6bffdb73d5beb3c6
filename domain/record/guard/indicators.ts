import type { House } from '#kernel/house.ts';
import { headOf } from '#kernel/chain/seal.ts';

/** One number about how well data are protected: a share of a whole, or a count that should be 0; `records` leads to its rows. */
export type Indicator = { readonly key: string; readonly title: string; readonly english: string; readonly value: number; readonly of: number | null; readonly better: 'higher' | 'lower'; readonly records: string };

/** Indicators of protection, reckoned now from the rows they open to. */
export async function indicatorsOf(house: Pick<House, 'db'>): Promise<Indicator[]> {
  const { db } = house;
  const [row] = await db<Record<string, number>[]>`
    with month as (select uuid_v7_floor(now() - interval '30 days') as since),
    reads as (select e.purpose, e.fields from audit_entries e, month where e.id >= month.since and exists (select 1 from audit_subjects s where s.entry_id = e.id))
    select (select count(*) from reads) as reads, (select count(*) from reads where purpose is not null) as "withPurpose",
      (select count(*) from chain_queue where log = 'audit') as waiting,
      (select count(*) from usage_warnings where closed_at is null) as warnings,
      (select count(*) from grants where ended_at is null and until > now()) as grants,
      (select count(*) from grants g where ended_at is null and until > now() and exists (select 1 from shared_calls c, month where c.grant_id = g.id and c.outcome = 'answered' and c.id >= month.since)) as "grantsUsed",
      (select count(*) from datasets where status = 'published') as datasets, (select count(*) from datasets where status = 'published' and level is not null) as graded,
      (select count(*) from accounts where kind = 'service' and closed_at is null) as systems, (select count(*) from accounts where kind = 'service' and closed_at is null and real_name > 0) as "systemsNamed"`;
  const n = (name: string) => row?.[name] ?? 0;
  const sealed = (await headOf(db, 'audit'))?.size ?? 0;
  return [
    { key: 'purpose', title: '涉及主体的操作写明用途（30 天）', english: 'Acts on subjects that say what for (30 days)', value: n('withPurpose'), of: n('reads'), better: 'higher', records: '/api/v1/audit?limit=200' },
    { key: 'sealed', title: '审计记录已入链', english: 'Audit entries in the chain', value: sealed, of: sealed + n('waiting'), better: 'higher', records: '/api/v1/audit/chain' },
    { key: 'warnings', title: '未处置的异常使用预警', english: 'Open warnings of unusual use', value: n('warnings'), of: null, better: 'lower', records: '/api/v1/guard/warnings?state=open' },
    { key: 'interfaces', title: '共享接口 30 天内有调用', english: 'Interfaces called within 30 days', value: n('grantsUsed'), of: n('grants'), better: 'higher', records: '/api/v1/guard/interfaces' },
    { key: 'callers', title: '调用系统已实名', english: 'Calling systems with a real name', value: n('systemsNamed'), of: n('systems'), better: 'higher', records: '/api/v1/guard/callers' },
    { key: 'graded', title: '已发布数据资源已定级', english: 'Published datasets that are graded', value: n('graded'), of: n('datasets'), better: 'higher', records: '/api/v1/datasets' },
  ];
}

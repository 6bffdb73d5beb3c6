import { pageOf, positionOf } from '#kernel/http/page.ts';
import { regionPrefix } from '#domain/place/region.ts';
import type { ReportedSource } from '../define.ts';
import { asTimes } from '../period.ts';
import type { SourceEngine, SourceRow } from './source.ts';

export type ReportedParts = { readonly total: number; readonly reports: number };

/** Values reported by hand: the latest report of a division and period counts; wider divisions get the mean of theirs. */
export const reportedEngine: SourceEngine<ReportedSource, ReportedParts> = {
  collect: async (tx, signal, _from, buckets) => {
    const rows = await tx<{ region: string; start: Date; value: number }[]>`
      select distinct on (region, start) region, start, value from signal_reports
      where signal = ${signal.key} and (start, region) in (select * from unnest(${asTimes(buckets.map(({ start }) => start))}::timestamptz[], ${buckets.map(({ region }) => region)}::text[]))
      order by region, start, id desc`;
    return rows.map(({ value, ...bucket }) => ({ ...bucket, organ: '', parts: { total: value, reports: 1 } }));
  },
  merge: (all) => ({ total: all.reduce((sum, { total }) => sum + total, 0), reports: all.reduce((sum, { reports }) => sum + reports, 0) }),
  given: (_from, { total, reports }, day) => ({ day, value: total / reports }),
  rows: async (db, signal, _from, { region, start }, page) => {
    const after = positionOf(page.cursor, 1);
    const rows = await db<(Omit<SourceRow, 'kind' | 'unit'> & { id: string })[]>`
      select signal_reports.id, at, coalesce(accounts.name, '—') as object, coalesce(note, '') as title, accounts.organ, signal_reports.region, value, trace_id as "traceId"
      from signal_reports left join accounts on accounts.id = account_id
      where signal = ${signal.key} and start = ${start} and starts_with(signal_reports.region, ${regionPrefix(region)}) ${after ? db`and signal_reports.id < ${String(after[0])}::uuid` : db``}
      order by signal_reports.id desc limit ${page.limit + 1}`;
    const { items, next } = pageOf([...rows], page.limit, (row) => [row.id]);
    return { next, items: items.map(({ id: _id, ...row }) => ({ ...row, kind: 'report', unit: signal.unit })) };
  },
  deciding: async () => null,
};

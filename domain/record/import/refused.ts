import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locale } from '#kernel/errors/refusal.ts';
import type { Lake } from '../lake/lake.ts';
import { placeOf } from '../lake/places.ts';
import { fromFiles, literal } from '../lake/sql.ts';
import { coverNumbers } from '#domain/subject/identifiers/cover.ts';
import type { ImportRow } from './store.ts';
import { reasonTitle } from './view.ts';

export type RefusedRow = { readonly n: number; readonly file: string; readonly line: number | null; readonly reason: string; readonly title: string; readonly text: string };

/** The rows an import refused, in the order of the files; one more than `limit`, to see whether there are more. */
export async function refusedRows(lake: Lake, row: ImportRow, { reason, after, limit }: { reason?: string | undefined; after: number; limit: number }, locale: Locale): Promise<RefusedRow[]> {
  const folder = join(lake.folder, placeOf(row.dataset_id, row.id, row.worker ?? ''));
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith('refused') && name.endsWith('.parquet')).toSorted();
  if (names.length === 0 || row.state === 'waiting' || row.state === 'running') return [];
  const rows = await lake.rows(`select * from (select row_number() over (order by kind, n) as n, file, line, reason, text from (select *, filename like '%values%' as kind from ${fromFiles(names.map((name) => join(folder, name))).replace(/\)$/, ', filename = true, union_by_name = true)')}))
    where n > ${after} ${reason === undefined ? '' : `and reason = ${literal(reason)}`} order by n limit ${limit + 1}`);
  return rows.map((each) => ({
    n: Number(each['n']), file: row.files[Number(each['file']) - 1]?.name ?? '', line: each['line'] === null ? null : Number(each['line']),
    reason: String(each['reason']), title: reasonTitle(String(each['reason']), locale), text: coverNumbers(String(each['text'])),
  }));
}

import type { Db } from '#kernel/database/connect.ts';
import { indexWords } from '#kernel/search/segment.ts';
import type { Column } from '../column.ts';

/** Brings the searchable words of a dataset up to date with its entry: title first, then keywords, columns and the rest. */
export async function indexDataset(tx: Db, id: string): Promise<void> {
  const [row] = await tx<{ title: string; summary: string; keywords: string[]; duty: string | null; source: string | null; code: string | null; columns: Column[] }[]>`
    select title, summary, keywords, duty, source, code, columns from datasets where id = ${id}`;
  if (!row) return;
  const named = row.columns.flatMap((column) => [column.title, column.name]).join(' ');
  await tx`update datasets set words =
      setweight(to_tsvector('simple', ${indexWords(row.title)}), 'A') || setweight(to_tsvector('simple', ${indexWords(row.keywords.join(' '))}), 'B')
      || setweight(to_tsvector('simple', ${indexWords(named.slice(0, 20_000))}), 'C')
      || setweight(to_tsvector('simple', ${indexWords([row.summary, row.duty ?? '', row.source ?? '', row.code ?? ''].join(' '))}), 'D')
    where id = ${id}`;
}

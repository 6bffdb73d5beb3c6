import type { Db } from '#kernel/database/connect.ts';
import { queryWords } from '#kernel/search/segment.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { within } from '../rights.ts';
import { datasetColumns } from './dataset.ts';
import type { GrantedUser, Listed } from './view.ts';

export type CatalogueQuestion = { readonly q?: string | undefined; readonly organ?: string | undefined; readonly status?: string | undefined; readonly sharing?: string | undefined; readonly opening?: string | undefined; readonly grade?: string | undefined };
/** Where a page begins: after this rank and id. */
export type Position = readonly [rank: number, id: string];

/** Datasets the reader sees, the best found first, else the newest; one more than `limit`. */
export async function listDatasets(db: Db, reader: Reader, question: CatalogueQuestion, after: Position | null, limit: number): Promise<(Listed & { rank: number })[]> {
  const words = question.q ? queryWords(question.q) : '';
  if (question.q && words === '') return [];
  const rank = words === '' ? db`0` : db`round(ts_rank(words, to_tsquery('simple', ${words})) * 1000000)::int`;
  const equal = (['organ', 'status', 'sharing', 'opening', 'grade'] as const).filter((name) => question[name] !== undefined);
  return db<(Listed & { rank: number })[]>`
    with found as (
      select ${db(datasetColumns)}, ${rank} as rank from datasets
      where ${visible(db, reader)} ${words === '' ? db`` : db`and words @@ to_tsquery('simple', ${words})`}
      ${equal.reduce((before, name) => db`${before} and ${db(name)} = ${question[name]!}`, db``)}
    )
    select found.*, used.*, (select dimensions from quality_runs where dataset_id = found.id order by id desc limit 1) as dimensions
    from (select * from found ${after ? db`where (rank, id) < (${after[0]}, ${after[1]})` : db``} order by rank desc, id desc limit ${limit + 1}) found, lateral (${useOf(db)}) used
    order by rank desc, id desc`;
}

/** One dataset as it is listed, with its number of versions. */
export async function listedDataset(db: Db, id: string): Promise<Listed & { versions: number }> {
  const [row] = await db<(Listed & { versions: number })[]>`
    select found.*, used.*, (select dimensions from quality_runs where dataset_id = found.id order by id desc limit 1) as dimensions, (select count(*) from dataset_versions where dataset_id = found.id) as versions
    from (select ${db(datasetColumns)} from datasets where id = ${id}) found, lateral (${useOf(db)}) used`;
  return row!;
}

/** Requests, living grants and calls of a dataset. */
const useOf = (db: Db) => db`
  select (select count(*) from data_requests where dataset_id = found.id) as requests,
    (select count(*) from grants where dataset_id = found.id and ended_at is null and until > now()) as grants,
    (select coalesce(sum(used), 0)::bigint from grants join grant_use on grant_id = grants.id where dataset_id = found.id) as calls`;

/** The organs that hold or held a grant: who would miss the data. */
export const usersOf = (db: Db, id: string): Promise<GrantedUser[]> => db<GrantedUser[]>`select organ, purpose, coalesce(ended_at, until) as until from grants where dataset_id = ${id} order by id desc limit 200`;

function visible(db: Db, reader: Reader) {
  const managed = within(db, reader, 'dataset.manage');
  if (reader.kind === 'official' || reader.kind === 'service') return db`(status <> 'draft' or ${managed})`;
  return db`(status <> 'draft' and opening in ('open', 'conditional'))`;
}

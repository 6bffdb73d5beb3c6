import type { Db } from '#kernel/database/connect.ts';
import type { Column, VersionColumn } from '../column.ts';
import type { Rule } from '../quality/rule.ts';
import type { Dataset } from './dataset.ts';
import { indexDataset } from './search.ts';

type Chosen = { readonly number: number; readonly columns: readonly VersionColumn[]; readonly rows: number; readonly score: number | null; readonly rules: readonly Rule[] };

/** Makes a version the one that is read and shared, in the caller's transaction. `fresh` tells that it brought new data. */
export async function makeCurrent(tx: Db, dataset: Dataset, version: Chosen, fresh: boolean): Promise<void> {
  const columns = itemsFor(dataset.columns, version.columns);
  const subject = subjectOf(dataset.subject_column, columns);
  await tx`update datasets set current = ${version.number}, rows = ${version.rows}, score = ${version.score}, columns = ${tx.json(columns as never)}, rules = ${tx.json(version.rules as never)}, subject_column = ${subject},
      fresh_at = case when ${fresh} then now() else fresh_at end, late_since = case when ${fresh} then null else late_since end, out_of_step = null, changed_at = now(), version = version + 1
    where id = ${dataset.id}`;
  await indexDataset(tx, dataset.id);
}

/** The catalogue's items for a version's columns: what the owner said of a column stays, its type follows the data. */
function itemsFor(items: readonly Column[], columns: readonly VersionColumn[]): Column[] {
  const known = new Map(items.map((item) => [item.name, item]));
  return columns.map(({ kept: _kept, ...column }) => {
    const item = known.get(column.name);
    return item ? { ...item, type: column.type } : column;
  });
}

/** The column that says whom a row is about: the owner's choice while it exists, else the one identity number there is. */
function subjectOf(chosen: string | null, columns: readonly Column[]): string | null {
  if (chosen !== null && columns.some((column) => column.name === chosen)) return chosen;
  const numbers = columns.filter((column) => column.type === 'idNumber');
  return numbers.length === 1 ? numbers[0]!.name : null;
}

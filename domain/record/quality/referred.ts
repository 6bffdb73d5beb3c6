import type { House } from '#kernel/house.ts';
import type { Version } from '../catalogue/dataset.ts';
import { lakeOf } from '../lake/lake.ts';
import { pathsOf } from '../lake/places.ts';
import { fromFiles, valueOf } from '../lake/sql.ts';
import type { Rule } from './rule.ts';

/** The values rules refer to, in the current versions of other datasets: `(dataset, column)` → a relation of values `v`. What is not there refers to nothing. */
export async function referredIn(house: House, rules: readonly Rule[]): Promise<(dataset: string, column: string) => string> {
  const ids = [...new Set(rules.flatMap((rule) => (rule.kind === 'reference' ? [rule.dataset] : [])))];
  const versions = ids.length === 0 ? [] : await house.db<Pick<Version, 'dataset_id' | 'columns' | 'parts'>[]>`
    select v.dataset_id, v.columns, v.parts from dataset_versions v join datasets d on d.id = v.dataset_id and d.current = v.number where d.id = any(${ids}) and v.destroyed_at is null`;
  const byId = new Map(versions.map((version) => [version.dataset_id, version]));
  return (dataset, name) => {
    const version = byId.get(dataset);
    const column = version?.columns.find((each) => each.name === name);
    return version && column ? `(select distinct (${valueOf(column)})::varchar as v from ${fromFiles(pathsOf(lakeOf(house), version.parts))})` : `(select null::varchar as v where false)`;
  };
}

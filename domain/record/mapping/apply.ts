import { join } from 'node:path';
import type { Tally } from '../import/arrive.ts';
import type { Lake } from '../lake/lake.ts';
import { sizeOf, type Part } from '../lake/places.ts';
import { identifier, literal } from '../lake/sql.ts';
import type { Plan } from './plan.ts';

/** Writes the rows a plan makes as one Parquet file; rows with a fault go to refused-values.parquet. The tally moves them from accepted to refused. */
export async function applySteps(lake: Lake, plan: Plan, to: { importId: string; place: string; tally: Tally }): Promise<Part> {
  const path = join(lake.folder, to.place, 'mapped-1.parquet');
  const columns = plan.columns.map((column) => identifier(column.name)).join(', ');
  await lake.run(`copy (select _row, _file, _line, _import, ${columns} from ${plan.relation} where _fault is null) to ${literal(path)} (format parquet, compression zstd)`);
  const { rows } = await lake.row(`select count(*) as rows from read_parquet(${literal(path)})`);
  const refused = to.tally.accepted - Number(rows);
  if (refused > 0) {
    await lake.run(`copy (select row_number() over (order by _row) as n, _file as file, _line as line, 'value' as reason, left(_fault, 2000) as text from ${plan.relation} where _fault is not null)
      to ${literal(join(lake.folder, to.place, 'refused-values.parquet'))} (format parquet, compression zstd)`);
    to.tally.accepted -= refused;
    to.tally.refused += refused;
    to.tally.refusedBy.value = (to.tally.refusedBy.value ?? 0) + refused;
  }
  return { path: join(to.place, 'mapped-1.parquet'), rows: Number(rows), bytes: await sizeOf(path), importId: to.importId };
}

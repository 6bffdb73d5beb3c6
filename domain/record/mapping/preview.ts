import type { VersionColumn } from '../column.ts';
import type { Lake } from '../lake/lake.ts';
import { identifier, shown } from '../lake/sql.ts';
import { coverNumbers } from '#domain/subject/identifiers/cover.ts';
import { maskRow } from '../mask.ts';
import type { Plan } from './plan.ts';
import type { Step } from './step.ts';

const sampleSize = 12;

/** What steps would do to all rows of a version: changes and refusals per step, and some rows before and after. Nothing is written. */
export async function previewSteps(lake: Lake, steps: readonly Step[], from: string, columns: readonly VersionColumn[], plan: Plan) {
  const counts = await lake.row(`select count(*) as read, count(*) filter (where _fault is null) as accepted, ${steps.map((_, index) => `count(*) filter (where _c${index}) as c${index}, count(*) filter (where _f${index}) as f${index}`).join(', ')} from ${plan.relation}`);
  const [read, accepted] = [Number(counts['read']), Number(counts['accepted'])];
  const effects = steps.map((step, index) => {
    const faults = Number(counts[`f${index}`]);
    const aside = ('onFault' in step && step.onFault === 'refuse') || ('otherwise' in step && step.otherwise === 'refuse');
    const keeps = step.kind === 'lookup' && (step.otherwise ?? 'keep') === 'keep';
    return { step: index, changed: Number(counts[`c${index}`]), refused: aside ? faults : 0, emptied: aside || keeps ? 0 : faults };
  });
  return { columns: [...plan.columns], rows: { read, accepted, refused: read - accepted }, effects, sample: await sampleOf(lake, steps, from, columns, plan) };
}

async function sampleOf(lake: Lake, steps: readonly Step[], from: string, columns: readonly VersionColumn[], plan: Plan) {
  const touched = steps.map((_, index) => `_c${index}::int`).join(' + ') || '0';
  const after = await lake.rows(`select _row, _fault, ${plan.columns.map((column) => `${shown(column)} as ${identifier(column.name)}`).join(', ')} from ${plan.relation} order by (_fault is not null) desc, (${touched}) desc, _row limit ${sampleSize}`);
  const numbers = after.map((row) => Number(row['_row']));
  if (numbers.length === 0) return [];
  const before = new Map((await lake.rows(`select _row, ${columns.map((column) => `${shown(column)} as ${identifier(column.name)}`).join(', ')} from ${from} where _row in (${numbers.join(', ')})`)).map((row) => [Number(row['_row']), row]));
  return after.map((row) => ({ row: Number(row['_row']), before: maskRow(columns, before.get(Number(row['_row'])) ?? {}), after: maskRow(plan.columns, row), fault: row['_fault'] === null ? null : coverNumbers(String(row['_fault'])) }));
}

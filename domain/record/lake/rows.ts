import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import { positionOf } from '#kernel/http/page.ts';
import type { VersionColumn } from '../column.ts';
import { refuse } from '../errors.ts';
import type { Lake, LakeRow } from './lake.ts';
import { identifier, literal, readAs, shown, valueOf } from './sql.ts';

/** A condition on one column: equal to a value, or from or up to it. */
export type Condition = { readonly column: VersionColumn; readonly way: '=' | '>=' | '<='; readonly text: string };

/** The row number after which a page begins; 0 at the start. Refuses a cursor that was not given. */
export function rowPosition(cursor: string | undefined): number {
  const [after = 0] = positionOf(cursor, 1) ?? [];
  if (!Number.isSafeInteger(after)) throw refuseCommon('CURSOR_INVALID');
  return after as number;
}

const ordered = new Set(['integer', 'number', 'longitude', 'latitude', 'date', 'time']);
const pageWords = new Set(['cursor', 'limit', 'version', 'lang', '_csrf']);

/**
 * Conditions from the address of a request: `station=…`, `time.from=…`, `time.to=…`. Refuses FILTER_INVALID for what is no column
 * or cannot be compared so.
 */
export function conditionsFrom(query: Readonly<Record<string, unknown>>, columns: readonly VersionColumn[]): Condition[] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const known = columns.map((column) => column.name).join('、');
  return Object.entries(query).flatMap(([name, value]): Condition[] => {
    const exact = byName.get(name);
    if (!exact && pageWords.has(name)) return [];
    const [, base, end] = /^(.*)\.(from|to)$/.exec(name) ?? [];
    const column = exact ?? byName.get(base ?? '');
    if (!column || typeof value !== 'string' || value.length > 400 || (!exact && !ordered.has(column.type))) throw refuse('FILTER_INVALID', { name, value: String(value).slice(0, 60), known });
    return [{ column, way: exact ? '=' : end === 'from' ? '>=' : '<=', text: value.trim() }];
  });
}

/** Whether every text can be read as a value of its column. Refuses FILTER_INVALID otherwise. */
export async function checkConditions(lake: Lake, conditions: readonly Condition[], columns: readonly VersionColumn[]): Promise<void> {
  const typed = conditions.filter(({ column }) => column.type !== 'text' && column.type !== 'code');
  if (typed.length === 0) return;
  const row = await lake.row(`select ${typed.map(({ column, text }, index) => `(${readAs(column.type, literal(text))}) is not null as c${index}`).join(', ')}`);
  const wrong = typed.find((_, index) => row[`c${index}`] !== true);
  if (wrong) throw refuse('FILTER_INVALID', { name: wrong.column.name, value: wrong.text, known: columns.map((column) => column.name).join('、') });
}

const conditionSql = ({ column, way, text }: Condition) => `${valueOf(column)} ${way} ${readAs(column.type, literal(text))}`;

/** Rows in their order, after row number `after`; one more than `limit`. Each has `_row`, and the columns asked for as they are shown. */
export function rowsAfter(lake: Lake, from: string, columns: readonly VersionColumn[], { conditions = [], after = 0, limit, more = [] }: { conditions?: readonly Condition[]; after?: number; limit: number; more?: readonly string[] }): Promise<LakeRow[]> {
  const asked = ['_row', ...more, ...columns.map((column) => `${shown(column)} as ${identifier(column.name)}`)];
  const where = [`_row > ${Math.trunc(after)}`, ...conditions.map(conditionSql)];
  return lake.rows(`select ${asked.join(', ')} from ${from} where ${where.join(' and ')} order by _row limit ${Math.trunc(limit) + 1}`);
}

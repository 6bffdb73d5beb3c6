import type { VersionColumn } from '../column.ts';
import type { Lake, LakeValue } from '../lake/lake.ts';
import { identifier, isThere, shown, valueOf } from '../lake/sql.ts';

/** What a column of a version is like. Personal columns tell counts only, never values. */
export type ColumnProfile = {
  readonly name: string;
  readonly rows: number;
  /** Rows with nothing in it, words for "nothing" included. */
  readonly missing: number;
  /** Rows with something in it that is no value of its type. */
  readonly unfit: number;
  readonly distinct: number;
  readonly min: LakeValue;
  readonly max: LakeValue;
  readonly mean: number | null;
  readonly quartiles: readonly [number, number, number] | null;
  readonly top: readonly { readonly value: LakeValue; readonly count: number }[];
  readonly bins: readonly { readonly from: LakeValue; readonly to: LakeValue; readonly count: number }[];
};

const numeric = new Set(['integer', 'number', 'longitude', 'latitude']);
const ordered = new Set([...numeric, 'date', 'time']);
const binCount = 20;
const topCount = 10;
/** Beyond so many distinct values the commonest ones tell nothing. */
const mostKinds = 20_000;
/** The most columns profiled in full; of the rest only the counts are taken. */
const mostColumns = 200;

/** Profiles every column of a version, with one pass for the counts and a short one per column for values and bins. */
export async function profileOf(lake: Lake, from: string, columns: readonly VersionColumn[]): Promise<ColumnProfile[]> {
  const counts = await countsOf(lake, from, columns);
  const profiles: ColumnProfile[] = [];
  for (const [index, column] of columns.entries()) {
    const count = counts[index]!;
    const full = index < mostColumns && !isPersonal(column) && count.missing < count.rows;
    profiles.push({
      ...count,
      ...(isPersonal(column) ? { min: null, max: null, mean: null, quartiles: null } : {}),
      top: full && count.distinct <= mostKinds ? await topOf(lake, from, column) : [],
      bins: full && ordered.has(column.type) && count.distinct > 2 ? await binsOf(lake, from, column) : [],
    });
  }
  return profiles;
}

export const isPersonal = (column: Pick<VersionColumn, 'class'>): boolean => column.class === 'personal' || column.class === 'sensitive';

type Counted = Omit<ColumnProfile, 'top' | 'bins'>;

async function countsOf(lake: Lake, from: string, columns: readonly VersionColumn[]): Promise<Counted[]> {
  const found: Counted[] = [];
  for (let at = 0; at < columns.length; at += 40) {
    const group = columns.slice(at, at + 40);
    const values = group.map((column, index) => `${valueOf(column)} as ${identifier(`v${index}`)}, ${isThere(column)} as ${identifier(`t${index}`)}`);
    const asked = group.flatMap((column, index) => {
      const value = identifier(`v${index}`);
      const edge = (which: string) => (ordered.has(column.type) ? shown({ ...column, kept: 'value' }, `${which}(${value})`) : 'null');
      return [
        `count(*) filter (where not ${identifier(`t${index}`)}) as "${index} missing"`,
        `count(*) filter (where ${identifier(`t${index}`)} and ${value} is null) as "${index} unfit"`,
        `approx_count_distinct(${value}) as "${index} distinct"`,
        `${edge('min')} as "${index} min"`, `${edge('max')} as "${index} max"`,
        ...(numeric.has(column.type) ? [`avg(${value}) as "${index} mean"`, `approx_quantile(${value}, [0.25, 0.5, 0.75]) as "${index} quartiles"`] : []),
      ];
    });
    const row = await lake.row(`select count(*) as rows, ${asked.join(', ')} from (select ${values.join(', ')} from ${from})`);
    found.push(...group.map((column, index) => ({
      name: column.name,
      rows: Number(row['rows']),
      missing: Number(row[`${index} missing`]),
      unfit: Number(row[`${index} unfit`]),
      distinct: Math.min(Number(row[`${index} distinct`]), Number(row['rows']) - Number(row[`${index} missing`])),
      min: row[`${index} min`] ?? null,
      max: row[`${index} max`] ?? null,
      mean: (row[`${index} mean`] as number | undefined) ?? null,
      quartiles: (row[`${index} quartiles`] as [number, number, number] | null | undefined) ?? null,
    })));
  }
  return found;
}

async function topOf(lake: Lake, from: string, column: VersionColumn) {
  const rows = await lake.rows(`select ${shown({ ...column, kept: 'value' }, 'v')} as value, n from (select ${valueOf(column)} as v, count(*) as n from ${from} group by 1) where v is not null order by n desc, v limit ${topCount}`);
  return rows.map((row) => ({ value: row['value'] ?? null, count: Number(row['n']) }));
}

/** Twenty equal bins between the smallest and the largest value. */
async function binsOf(lake: Lake, from: string, column: VersionColumn) {
  const isMoment = !numeric.has(column.type);
  const at = isMoment ? `epoch(${valueOf(column)})` : `(${valueOf(column)})::double`;
  const rows = await lake.rows(`
    with given as (select ${at} as x from ${from}), edge as (select min(x) as low, max(x) as high from given),
    binned as (select least(${binCount - 1}, floor((x - low) / nullif(high - low, 0) * ${binCount}))::int as bin, count(*) as n from given, edge where x is not null group by 1)
    select ${edgeOf(column, isMoment, 'bin')} as "from", ${edgeOf(column, isMoment, 'bin + 1')} as "to", n from binned, edge where bin is not null order by bin`);
  return rows.map((row) => ({ from: row['from'] ?? null, to: row['to'] ?? null, count: Number(row['n']) }));
}

function edgeOf(column: VersionColumn, isMoment: boolean, bin: string): string {
  const value = `low + (high - low) * (${bin}) / ${binCount}`;
  if (!isMoment) return value;
  return shown({ ...column, kept: 'value' }, column.type === 'date' ? `to_timestamp(${value})::date` : `to_timestamp(${value})`);
}

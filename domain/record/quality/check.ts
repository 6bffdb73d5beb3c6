import type { VersionColumn } from '../column.ts';
import type { Lake, LakeValue } from '../lake/lake.ts';
import { identifier } from '../lake/sql.ts';
import { compile, valuesOf, type Compiled } from './compile.ts';
import { columnsIn, dimensionOf, dimensions, missingColumns, titleOf, type Dimension, type Rule } from './rule.ts';

/** What one rule found: `passed` of `checked` records (A/B of GB/T 36344), and the numbers of some rows that fail. */
export type RuleResult = {
  readonly key: string;
  readonly kind: Rule['kind'] | 'accessibility';
  readonly dimension: Dimension;
  readonly title: { readonly zh: string; readonly en: string };
  readonly columns: readonly string[];
  readonly checked: number;
  readonly passed: number;
  /** passed ÷ checked; null where nothing was there to check. */
  readonly rate: number | null;
  readonly atLeast: number;
  readonly samples: readonly number[];
  /** Why the rule could not be run, such as a column that is gone. */
  readonly fault?: string;
};
export type QualityReport = { readonly rows: number; readonly score: number | null; readonly dimensions: Readonly<Partial<Record<Dimension, number>>>; readonly results: readonly RuleResult[]; readonly tookMs: number };

const sampleSize = 10;
/** A rule that names no share of its own asks for all but one in a hundred. */
const usualShare = 0.99;

/** A version as rules are asked over it. */
export type Checked = { readonly from: string; readonly columns: readonly VersionColumn[]; /** Rows the catalogue says there are. */ readonly rows: number; readonly referred: (dataset: string, column: string) => string };

/** Runs all rules over a version: every rule about single rows in one pass, the others one by one. */
export async function checkQuality(lake: Lake, version: Checked, rules: readonly Rule[]): Promise<QualityReport> {
  const began = performance.now();
  const runnable = rules.filter((rule) => missingColumns(rule, version.columns).length === 0);
  const values = valuesOf(version.from, version.columns, new Set(runnable.flatMap((rule) => columnsIn(rule, version.columns))));
  const compiled = runnable.map((rule) => ({ rule, asked: compile(rule, version.columns, valuesFor(version, rule), version.referred) }));
  const local = compiled.filter((each): each is { rule: Rule; asked: Extract<Compiled, { local: true }> } => each.asked.local);
  const { rows, found } = await passOver(lake, values, local);
  const results = new Map<string, RuleResult>(found.map((result) => [result.key, result]));
  for (const { rule, asked } of compiled) if (!asked.local) results.set(rule.key, await across(lake, rule, version, asked));
  const all = [...rules.map((rule) => results.get(rule.key) ?? gone(rule, version)), accessible(version.rows, rows)];
  return { rows, ...scoreOf(all), results: all, tookMs: Math.round(performance.now() - began) };
}

const valuesFor = (version: Checked, rule: Rule) => valuesOf(version.from, version.columns, new Set(columnsIn(rule, version.columns)));

/** The failing rows of one rule, as a relation with the column _row. Null when the rule cannot be run here. */
export function failingRows(version: Checked, rule: Rule): string | null {
  if (missingColumns(rule, version.columns).length > 0) return null;
  const values = valuesFor(version, rule);
  const asked = compile(rule, version.columns, values, version.referred);
  return asked.local ? `(select _row from ${values} where ${asked.applies} and (${asked.fails}))` : asked.failing;
}

async function passOver(lake: Lake, values: string, local: readonly { rule: Rule; asked: Extract<Compiled, { local: true }> }[]): Promise<{ rows: number; found: RuleResult[] }> {
  const asked = local.flatMap(({ asked: { applies, fails } }, index) => [
    ...(applies === 'true' ? [] : [`count(*) filter (where ${applies}) as ${identifier(`b${index}`)}`]),
    `count(*) filter (where ${applies} and (${fails})) as ${identifier(`f${index}`)}`,
    `min(_row, ${sampleSize}) filter (where ${applies} and (${fails})) as ${identifier(`s${index}`)}`,
  ]);
  const row = await lake.row(`select ${['count(*) as rows', ...asked].join(', ')} from ${values}`);
  const rows = Number(row['rows']);
  return {
    rows,
    found: local.map(({ rule }, index) => {
      const checked = Number(row[`b${index}`] ?? rows);
      return resultOf(rule, checked, Number(row[`f${index}`]), (row[`s${index}`] as LakeValue[] | null) ?? []);
    }),
  };
}

async function across(lake: Lake, rule: Rule, version: Checked, asked: Extract<Compiled, { local: false }>): Promise<RuleResult> {
  const row = await lake.row(`select ${asked.checked} as checked, count(_row) as failed, min(_row, ${sampleSize}) as samples from ${asked.failing}`);
  return { ...resultOf(rule, Number(row['checked']), Number(row['failed']), (row['samples'] as LakeValue[] | null) ?? []), columns: columnsIn(rule, version.columns) };
}

function resultOf(rule: Rule, checked: number, failed: number, samples: readonly LakeValue[]): RuleResult {
  return {
    key: rule.key, kind: rule.kind, dimension: dimensionOf[rule.kind], title: titleOf(rule), columns: 'column' in rule ? [rule.column] : 'columns' in rule ? rule.columns : 'first' in rule ? [rule.first, rule.second] : [],
    checked, passed: checked - failed, rate: checked === 0 ? null : (checked - failed) / checked, atLeast: rule.atLeast ?? usualShare, samples: samples.map(Number),
  };
}

const gone = (rule: Rule, version: Checked): RuleResult => ({ ...resultOf(rule, 0, 0, []), fault: missingColumns(rule, version.columns).join('、') });

/** Whether all rows the catalogue promises can be read: measured by reading them. */
const accessible = (promised: number, rows: number): RuleResult => ({
  key: 'accessibility', kind: 'accessibility', dimension: 'accessibility', title: { zh: '目录所载的行都能读取', en: 'Every row in the catalogue can be read' }, columns: [],
  checked: promised, passed: Math.min(rows, promised), rate: promised === 0 ? null : Math.min(rows, promised) / promised, atLeast: 1, samples: [],
});

/** The mean rate per dimension, and their weighted mean in hundredths. Dimensions nobody measured take no part. */
export function scoreOf(results: readonly RuleResult[]): Pick<QualityReport, 'score' | 'dimensions'> {
  const rates: Partial<Record<Dimension, number>> = {};
  for (const dimension of Object.keys(dimensions) as Dimension[]) {
    const measured = results.filter((result) => result.dimension === dimension && result.rate !== null);
    if (measured.length > 0) rates[dimension] = measured.reduce((sum, result) => sum + result.rate!, 0) / measured.length;
  }
  const entries = Object.entries(rates) as [Dimension, number][];
  const weight = entries.reduce((sum, [dimension]) => sum + dimensions[dimension].weight, 0);
  const score = entries.reduce((sum, [dimension, rate]) => sum + rate * dimensions[dimension].weight, 0) / weight;
  return { dimensions: rates, score: entries.length === 0 ? null : Math.round(score * 100_000) / 1000 };
}

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { inFolder } from '#test/kit/folder.ts';
import type { VersionColumn } from '../column.ts';
import { Lake, type LakeRow } from '../lake/lake.ts';
import { fromFiles, literal } from '../lake/sql.ts';
import { checkQuality, failingRows, scoreOf, type Checked } from './check.ts';
import { faultsInRules, withKeys, type GivenRule } from './rule.ts';

const column = (name: string, type: VersionColumn['type'], kept: VersionColumn['kept'] = 'text'): VersionColumn => ({ name, title: name, type, class: 'internal', mask: 'none', kept });

/** A table in the lake from rows of texts. */
async function tableOf(lake: Lake, columns: readonly VersionColumn[], rows: readonly (readonly (string | null)[])[], referred: readonly string[] = []): Promise<Checked> {
  mkdirSync(lake.folder, { recursive: true });
  const json = join(lake.folder, 'given.json');
  writeFileSync(json, rows.map((row, index) => JSON.stringify({ _row: index + 1, _file: 1, _line: index + 2, _import: 'i', ...Object.fromEntries(columns.map((each, at) => [each.name, row[at] ?? null])) })).join('\n'));
  const path = join(lake.folder, 'given.parquet');
  const kinds = columns.map((each) => `${literal(each.name)}: 'VARCHAR'`).join(', ');
  await lake.run(`copy (select * from read_json(${literal(json)}, format = 'newline_delimited', columns = {'_row': 'BIGINT', '_file': 'INTEGER', '_line': 'BIGINT', '_import': 'VARCHAR', ${kinds}})) to ${literal(path)} (format parquet)`);
  return { from: fromFiles([path]), columns, rows: rows.length, referred: () => `(select unnest([${referred.map(literal).join(', ') || 'null::varchar'}]) as v)` };
}

test('Each kind of rule counts what it checked and what passed, and names rows that fail', () => inFolder(async (folder) => {
  const lake = new Lake(folder);
  const columns = [column('编号', 'code'), column('数值', 'number'), column('开始', 'date'), column('结束', 'date'), column('类别', 'code'), column('信用代码', 'uscc')];
  const table = await tableOf(lake, columns, [
    ['A1', '1', '2026-01-01', '2026-01-02', 'x', '91440900MA4X1234X9'],
    ['A2', '200', '2026-02-30', '2026-01-02', 'y', '91440900MA4X1234X0'],
    ['A2', 'NaN', '2026-03-05', '2026-03-01', 'z', ''],
    ['', '-5', '2026-03-05', null, 'x', 'NA'],
    ['b4', ' 7 ', '2026-03-06', '2026-03-07', '', null],
  ], ['x', 'y']);
  const rules: GivenRule[] = [
    { kind: 'notNull', column: '编号' }, { kind: 'unique', columns: ['编号'] }, { kind: 'type', column: '数值' }, { kind: 'type', column: '开始' }, { kind: 'type', column: '信用代码' }, { kind: 'range', column: '数值', min: 0, max: 100 },
    { kind: 'pattern', column: '编号', pattern: '[A-Z]\\d' }, { kind: 'codes', column: '类别', codes: ['x', 'y'] }, { kind: 'order', first: '开始', second: '结束' }, { kind: 'expression', expression: "[数值] > 0 or [类别] = 'x'" },
    { kind: 'reference', column: '类别', dataset: '01900000-0000-7000-8000-000000000000', to: '代码' }, { kind: 'fresh', column: '开始', hours: 1 },
  ];
  assert.deepEqual(faultsInRules(rules, columns), []);
  const { results, rows } = await checkQuality(lake, table, withKeys(rules));
  assert.equal(rows, 5);
  assert.deepEqual(results.map(({ key, checked, passed, samples }) => [key, checked, passed, samples]), [
    ['notNull:编号', 5, 4, [4]], ['unique:编号', 4, 3, [3]], ['type:数值', 5, 4, [3]], ['type:开始', 5, 4, [2]], ['type:信用代码', 2, 1, [2]], ['range:数值', 4, 2, [2, 4]],
    ['pattern:编号', 4, 3, [5]], ['codes:类别', 4, 3, [3]], ['order:开始+结束', 3, 2, [3]], ["expression:[数值] > 0 or [类别] = 'x'", 4, 4, []],
    ['reference:类别', 4, 3, [3]], ['fresh:开始', 1, 0, [1]], ['accessibility', 5, 5, []],
  ]);
  assert.deepEqual((await lake.rows(`select _row from ${failingRows(table, withKeys(rules)[5]!)} order by 1`)).map((row) => row['_row']), [2, 4]);
}));

test('A rule whose column is gone says so and takes no part in the score', () => inFolder(async (folder) => {
  const lake = new Lake(folder);
  const table = await tableOf(lake, [column('a', 'text')], [['1'], [null]]);
  const { results, score } = await checkQuality(lake, table, withKeys([{ kind: 'notNull', column: 'a' }, { kind: 'notNull', column: 'b' }, { kind: 'expression', expression: '[c] > 1' }]));
  assert.deepEqual(results.map(({ rate, fault }) => [rate, fault ?? null]), [[0.5, null], [null, 'b'], [null, 'c'], [1, null]]);
  assert.equal(score, Math.round(((0.5 * 0.2 + 1 * 0.1) / 0.3) * 100_000) / 1000);
}));

test('The score is the weighted mean of the dimensions that were measured', () => {
  const result = (dimension: 'accuracy' | 'completeness' | 'conformity', rate: number | null) => ({ key: '', kind: 'type' as const, dimension, title: { zh: '', en: '' }, columns: [], checked: 1, passed: 1, rate, atLeast: 1, samples: [] });
  assert.equal(scoreOf([result('accuracy', 0.5), result('accuracy', 1), result('completeness', 1), result('conformity', null)]).score, 86.111);
  assert.equal(scoreOf([]).score, null);
});

test('Counts and failing rows agree with a plain model on any table', () => inFolder(async (folder) => {
  const lake = new Lake(folder);
  const columns = [column('k', 'code'), column('n', 'integer')];
  const cell = fc.constantFrom('1', '2', '3', '40', '-1', 'x', '', null, 'NA');
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 40 }), async (rows) => {
    const table = await tableOf(lake, columns, rows);
    const rules = withKeys([{ kind: 'notNull', column: 'k' }, { kind: 'unique', columns: ['k'] }, { kind: 'type', column: 'n' }, { kind: 'range', column: 'n', min: 1, max: 3 }]);
    const blank = (text: string | null) => text === null || text === '' || text === 'NA';
    const isWhole = (text: string | null) => text !== null && /^-?\d+$/.test(text);
    const seen = new Set<string | null>();
    const repeated = rows.flatMap(([k], index) => (blank(k) ? [] : seen.has(k) ? [index + 1] : (seen.add(k), [])));
    const model = [
      rows.flatMap(([k], index) => (blank(k) ? [index + 1] : [])), repeated,
      rows.flatMap(([, n], index) => (!blank(n) && !isWhole(n) ? [index + 1] : [])), rows.flatMap(([, n], index) => (isWhole(n) && (Number(n) < 1 || Number(n) > 3) ? [index + 1] : [])),
    ];
    const { results } = await checkQuality(lake, table, rules);
    for (const [index, rule] of rules.entries()) {
      assert.equal(results[index]!.checked - results[index]!.passed, model[index]!.length, rule.key);
      const found = (await lake.rows(`select _row from ${failingRows(table, rule)} order by 1`)).map((row: LakeRow) => row['_row']);
      assert.deepEqual(found, model[index], rule.key);
      assert.deepEqual(results[index]!.samples, model[index]!.slice(0, 10), rule.key);
    }
  }), { numRuns: 40 });
}));

test('Rules that cannot be run are refused, each with its place', () => {
  const columns = [column('a', 'text'), column('n', 'number'), column('d', 'date')];
  const faults = faultsInRules([
    { kind: 'range', column: 'a', min: 1 }, { kind: 'range', column: 'n' }, { kind: 'fresh', column: 'n', hours: 2 }, { kind: 'order', first: 'n', second: 'd' }, { kind: 'pattern', column: 'a', pattern: '(?=x)' }, { kind: 'pattern', column: 'a', pattern: '(' },
    { kind: 'expression', expression: '[n] >' }, { kind: 'notNull', column: 'zzz' }, { kind: 'codes', column: 'a' } as unknown as GivenRule,
  ], columns);
  assert.deepEqual(faults.map((fault) => fault.pointer), ['/rules/0/column', '/rules/1', '/rules/2/column', '/rules/3', '/rules/4/pattern', '/rules/5/pattern', '/rules/6/expression', '/rules/7', '/rules/8/codes']);
});

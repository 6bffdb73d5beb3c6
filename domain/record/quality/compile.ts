import type { VersionColumn } from '../column.ts';
import { identifier, isThere, literal, numeral, valueOf } from '../lake/sql.ts';
import { readExpression } from './expression.ts';
import type { Rule } from './rule.ts';

/**
 * A rule as questions to the engine. Of row-local rules: whether a row is checked, and whether it then fails, over `values` —
 * the rows with every column as its typed value under its own name, and `there <n>` telling whether something stood in it.
 * Of rules about several rows: a relation of the rows that fail.
 */
export type Compiled =
  | { readonly local: true; readonly applies: string; readonly fails: string }
  | { readonly local: false; readonly checked: string; readonly failing: string };

/** The typed rows a rule is asked over: each column its value, and beside it whether something stood there. */
export function valuesOf(from: string, columns: readonly VersionColumn[], only: ReadonlySet<string>): string {
  const asked = columns.flatMap((column, index) => (only.has(column.name) ? [`${valueOf(column)} as ${identifier(column.name)}`, ...(column.kept === 'text' ? [`${isThere(column)} as ${thereName(index)}`] : [])] : []));
  return `(select ${['_row', ...asked].join(', ')} from ${from})`;
}

const thereName = (index: number) => identifier(`there ${index}`);

export function compile(rule: Rule, columns: readonly VersionColumn[], values: string, referred: (dataset: string, column: string) => string): Compiled {
  const there = (name: string) => {
    const index = columns.findIndex((column) => column.name === name);
    return columns[index]?.kept === 'text' ? thereName(index) : `${identifier(name)} is not null`;
  };
  const filled = (name: string) => `${identifier(name)} is not null`;
  switch (rule.kind) {
    case 'notNull': return { local: true, applies: 'true', fails: `not (${there(rule.column)})` };
    case 'type': return { local: true, applies: there(rule.column), fails: `${identifier(rule.column)} is null` };
    case 'range': return { local: true, applies: filled(rule.column), fails: outside(rule) };
    case 'pattern': return { local: true, applies: filled(rule.column), fails: `not regexp_full_match(${identifier(rule.column)}::varchar, ${literal(rule.pattern)})` };
    case 'codes': return { local: true, applies: filled(rule.column), fails: `${identifier(rule.column)}::varchar not in (${rule.codes.map(literal).join(', ')})` };
    case 'order': return { local: true, applies: `${filled(rule.first)} and ${filled(rule.second)}`, fails: `${identifier(rule.first)} > ${identifier(rule.second)}` };
    case 'expression': {
      const { sql } = readExpression(rule.expression, columns);
      return { local: true, applies: `${sql} is not null`, fails: `not ${sql}` };
    }
    case 'fresh': return { local: false, checked: '1', failing: `(select min(_row) as _row from ${values} having coalesce(max(${identifier(rule.column)}) < now() - interval (${rule.hours}) hour, true))` };
    case 'unique': return unique(rule.columns, values);
    case 'reference': return {
      local: false,
      checked: `(select count(${identifier(rule.column)}) from ${values})`,
      failing: `(select _row from ${values} v where ${filled(rule.column)} and not exists (select 1 from ${referred(rule.dataset, rule.to)} r where r.v = ${identifier(rule.column)}::varchar))`,
    };
  }
}

function outside({ column, min, max }: { column: string; min?: number; max?: number }): string {
  const value = identifier(column);
  return [...(min === undefined ? [] : [`${value} < ${numeral(min)}`]), ...(max === undefined ? [] : [`${value} > ${numeral(max)}`])].join(' or ');
}

/** Of rows with the same key all but the first fail. Counting the keys is quick; which rows they are is asked only where there are any. */
function unique(names: readonly string[], values: string): Compiled {
  const keys = names.map(identifier).join(', ');
  const whole = names.map((name) => `${identifier(name)} is not null`).join(' and ');
  return {
    local: false,
    checked: `(select count(*) from ${values} where ${whole})`,
    failing: `(select unnest(list_sort(list(_row))[2:]) as _row from ${values} where ${whole} group by ${keys} having count(*) > 1)`,
  };
}

import type { VersionColumn } from '../column.ts';
import type { ColumnProfile } from '../profile/profile.ts';
import { columnsIn, missingColumns, withKeys, type GivenRule, type Rule } from './rule.ts';

/** Rules a table asks for by itself: its types hold, what is nearly always filled is filled, what looks like a key is one. */
export function suggestRules(columns: readonly VersionColumn[], profiles: readonly ColumnProfile[]): Rule[] {
  return withKeys(columns.flatMap((column, index): GivenRule[] => {
    const profile = profiles[index];
    if (!profile || profile.rows === 0) return [];
    const filled = 1 - profile.missing / profile.rows;
    return [
      ...(filled >= 0.8 ? [{ kind: 'notNull' as const, column: column.name }] : []),
      ...(column.type === 'text' || column.type === 'code' ? [] : [{ kind: 'type' as const, column: column.name }]),
      ...(isKey(column, profile) ? [{ kind: 'unique' as const, columns: [column.name] }] : []),
    ];
  }));
}

/** Counts of distinct values are estimates within some hundredths, so a key is allowed to look a little repeated. */
const isKey = (column: VersionColumn, profile: ColumnProfile) =>
  profile.rows > 20 && profile.missing === 0 && profile.distinct >= profile.rows * 0.93 && ['idNumber', 'uscc', 'code', 'text', 'integer'].includes(column.type) && /编号|编码|代码|号码|序号|主键|id$|code$|^no\.?$|number$/i.test(column.name);

/** The rules of a dataset for a new version: renamed with their columns, those of vanished columns left out, suggestions for new columns added. */
export function rulesFor(rules: readonly Rule[], columns: readonly VersionColumn[], profiles: readonly ColumnProfile[], renamed: ReadonlyMap<string, string>): Rule[] {
  const to = (name: string) => renamed.get(name) ?? name;
  const kept = rules.map((rule) => withColumns(rule, to)).filter((rule) => missingColumns(rule, columns).length === 0);
  const spoken = new Set(kept.flatMap((rule) => columnsIn(rule, columns)));
  return withKeys([...kept, ...suggestRules(columns, profiles).filter((rule) => columnsIn(rule, columns).every((name) => !spoken.has(name)))]);
}

function withColumns(rule: Rule, to: (name: string) => string): Rule {
  switch (rule.kind) {
    case 'unique': return { ...rule, columns: rule.columns.map(to) };
    case 'order': return { ...rule, first: to(rule.first), second: to(rule.second) };
    case 'expression': return { ...rule, expression: rule.expression.replace(/\[([^\]]+)\]/g, (_, name: string) => `[${to(name.trim())}]`) };
    default: return { ...rule, column: to(rule.column) };
  }
}

import { Type } from 'typebox';
import type { FieldFault } from '#kernel/errors/refusal.ts';
import type { VersionColumn } from '../column.ts';
import { ExpressionFault, readExpression } from './expression.ts';

/** The six dimensions of data quality (GB/T 36344) with the published weight of each in the score. */
export const dimensions = {
  conformity: { zh: '规范性', en: 'Conformity', weight: 0.2 },
  completeness: { zh: '完整性', en: 'Completeness', weight: 0.2 },
  accuracy: { zh: '准确性', en: 'Accuracy', weight: 0.25 },
  consistency: { zh: '一致性', en: 'Consistency', weight: 0.15 },
  timeliness: { zh: '时效性', en: 'Timeliness', weight: 0.1 },
  accessibility: { zh: '可访问性', en: 'Accessibility', weight: 0.1 },
} as const;
export type Dimension = keyof typeof dimensions;

type Common = { readonly key?: string; readonly title?: string; readonly atLeast?: number };
/** One thing to hold of a dataset. `atLeast` is the share of passing records below which the owner is told to repair. */
export type GivenRule = Common & (
  | { readonly kind: 'notNull' | 'type'; readonly column: string }
  | { readonly kind: 'unique'; readonly columns: readonly string[] }
  | { readonly kind: 'range'; readonly column: string; readonly min?: number; readonly max?: number }
  | { readonly kind: 'pattern'; readonly column: string; readonly pattern: string }
  | { readonly kind: 'codes'; readonly column: string; readonly codes: readonly string[] }
  | { readonly kind: 'order'; readonly first: string; readonly second: string }
  | { readonly kind: 'expression'; readonly expression: string }
  | { readonly kind: 'fresh'; readonly column: string; readonly hours: number }
  | { readonly kind: 'reference'; readonly column: string; readonly dataset: string; readonly to: string }
);
export type Rule = GivenRule & { readonly key: string };
export type RuleKind = GivenRule['kind'];

/** What each kind of rule needs to be told. */
const needs: Readonly<Record<RuleKind, readonly string[]>> = {
  notNull: ['column'], type: ['column'], unique: ['columns'], range: ['column'], pattern: ['column', 'pattern'], codes: ['column', 'codes'],
  order: ['first', 'second'], expression: ['expression'], fresh: ['column', 'hours'], reference: ['column', 'dataset', 'to'],
};
export const ruleKinds = Object.keys(needs) as RuleKind[];

const name = (title: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 120, title }));
/** A rule as it is sent: one flat object, what its kind needs is checked by faultsInRules. */
export const RuleShape = Type.Object({
  key: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  title: Type.Optional(Type.String({ maxLength: 200 })),
  atLeast: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  kind: Type.Unsafe<RuleKind>({ type: 'string', enum: ruleKinds, title: '规则' }),
  column: name('列'), first: name('前一列'), second: name('后一列'), to: name('对方的列'),
  columns: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 120 }), { minItems: 1, maxItems: 10, title: '列' })),
  min: Type.Optional(Type.Number({ title: '最小值' })),
  max: Type.Optional(Type.Number({ title: '最大值' })),
  pattern: Type.Optional(Type.String({ minLength: 1, maxLength: 500, title: '格式' })),
  codes: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { minItems: 1, maxItems: 5000, title: '代码表' })),
  expression: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, title: '条件' })),
  hours: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 876_000, title: '小时' })),
  dataset: Type.Optional(Type.String({ format: 'uuid', title: '数据资源' })),
}, { additionalProperties: false });

export const dimensionOf: Readonly<Record<RuleKind, Dimension>> = {
  notNull: 'completeness', unique: 'accuracy', type: 'conformity', range: 'accuracy', pattern: 'conformity', codes: 'conformity',
  order: 'consistency', expression: 'consistency', fresh: 'timeliness', reference: 'consistency',
};

/** The columns a rule speaks of. */
export function columnsIn(given: GivenRule, known: readonly VersionColumn[]): readonly string[] {
  switch (given.kind) {
    case 'unique': return given.columns;
    case 'order': return [given.first, given.second];
    case 'expression': return readExpression(given.expression, known).columns;
    default: return [given.column];
  }
}

/** Columns a rule speaks of that are not there. */
export function missingColumns(given: GivenRule, known: readonly VersionColumn[]): string[] {
  const names = given.kind === 'expression' ? mentioned(given.expression) : columnsIn(given, known);
  return names.filter((each) => !known.some((column) => column.name === each));
}

/** The columns an expression names, whether they exist or not. */
export const mentioned = (expression: string): string[] => [...expression.matchAll(/\[([^\]]+)\]/g)].map((match) => match[1]!.trim());

/** A rule in words, when its author gave none. */
export function titleOf(given: GivenRule): { zh: string; en: string } {
  if (given.title) return { zh: given.title, en: given.title };
  switch (given.kind) {
    case 'notNull': return { zh: `“${given.column}”不能为空`, en: `“${given.column}” must not be empty` };
    case 'unique': return { zh: `“${given.columns.join('、')}”不能重复`, en: `“${given.columns.join(', ')}” must not repeat` };
    case 'type': return { zh: `“${given.column}”应符合类型`, en: `“${given.column}” must be of its type` };
    case 'range': return { zh: `“${given.column}”应在 ${given.min ?? '…'} 至 ${given.max ?? '…'} 之间`, en: `“${given.column}” must lie between ${given.min ?? '…'} and ${given.max ?? '…'}` };
    case 'pattern': return { zh: `“${given.column}”应符合格式 ${given.pattern}`, en: `“${given.column}” must match ${given.pattern}` };
    case 'codes': return { zh: `“${given.column}”应在代码表内`, en: `“${given.column}” must be in its code list` };
    case 'order': return { zh: `“${given.first}”不能晚于（大于）“${given.second}”`, en: `“${given.first}” must not come after “${given.second}”` };
    case 'expression': return { zh: given.expression, en: given.expression };
    case 'fresh': return { zh: `“${given.column}”最近的值应在 ${given.hours} 小时以内`, en: `The latest “${given.column}” must be within ${given.hours} hours` };
    case 'reference': return { zh: `“${given.column}”应能在所引用的数据资源中找到`, en: `“${given.column}” must be found in the dataset it refers to` };
  }
}

const keyOf = (given: GivenRule): string => given.key ?? `${given.kind}:${given.kind === 'expression' ? given.expression.slice(0, 60) : given.kind === 'unique' ? given.columns.join('+') : given.kind === 'order' ? `${given.first}+${given.second}` : given.column}`;

/** Rules with a key each, no key twice. */
export function withKeys(given: readonly GivenRule[]): Rule[] {
  const taken = new Set<string>();
  return given.map((each) => {
    let key = keyOf(each);
    for (let turn = 2; taken.has(key); turn += 1) key = `${keyOf(each)}#${turn}`;
    taken.add(key);
    return { ...each, key };
  });
}

const ordered = new Set(['integer', 'number', 'longitude', 'latitude', 'date', 'time']);

/** Everything wrong with rules for these columns; nothing when all can be run. */
export function faultsInRules(rules: readonly GivenRule[], columns: readonly VersionColumn[]): FieldFault[] {
  const byName = new Map(columns.map((each) => [each.name, each]));
  return rules.flatMap((each, index) => {
    const at = (pointer: string, zh: string, en: string): FieldFault => ({ pointer: `/rules/${index}${pointer}`, zh, en });
    const untold = needs[each.kind].filter((need) => !(need in each));
    if (untold.length > 0) return untold.map((need) => at(`/${need}`, '这种规则需要填写这一项', 'this kind of rule needs it'));
    const missing = missingColumns(each, columns);
    if (missing.length > 0) return [at('', `没有列“${missing.join('、')}”`, `there is no column “${missing.join(', ')}”`)];
    try {
      columnsIn(each, columns);
    } catch (error) {
      if (error instanceof ExpressionFault) return [at('/expression', error.zh, error.message)];
      throw error;
    }
    if (each.kind === 'range' && each.min === undefined && each.max === undefined) return [at('', '请给出最小值或最大值', 'give a minimum or a maximum')];
    if (each.kind === 'range' && !ordered.has(byName.get(each.column)!.type)) return [at('/column', `“${each.column}”不是数值`, `“${each.column}” is no number`)];
    if (each.kind === 'fresh' && !['date', 'time'].includes(byName.get(each.column)!.type)) return [at('/column', `“${each.column}”不是日期或时间`, `“${each.column}” is no date or time`)];
    if (each.kind === 'order' && byName.get(each.first)!.type !== byName.get(each.second)!.type) return [at('', '两列的类型不同，不能比较先后', 'the two columns are of different types')];
    if (each.kind === 'pattern' && !isPattern(each.pattern)) return [at('/pattern', '格式表达式有误，或用了不支持的写法', 'the pattern is wrong or uses something unsupported')];
    return [];
  });
}

/** The engine's patterns (RE2) know no look-around and no back references. */
function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp && !/\(\?[=!<]|\\[1-9]/.test(pattern);
  } catch {
    return false;
  }
}

import { Type } from 'typebox';
import { columnTypeNames, type ColumnType } from '../column.ts';

/** What becomes of a row with a value that cannot be converted: it goes aside, or the value does. */
export type OnFault = 'refuse' | 'empty';

/** One change to a table. Steps are applied in their order. */
export type Step =
  | { readonly kind: 'rename'; readonly column: string; readonly to: string }
  | { readonly kind: 'drop'; readonly columns: readonly string[] }
  | { readonly kind: 'missing'; readonly columns: readonly string[]; readonly words: readonly string[] }
  | { readonly kind: 'convert'; readonly column: string; readonly type: ColumnType; readonly onFault: OnFault }
  | { readonly kind: 'scale'; readonly column: string; readonly factor: number; readonly offset?: number; readonly unit?: string }
  | { readonly kind: 'lookup'; readonly column: string; readonly table: Readonly<Record<string, string>>; readonly to?: string; readonly otherwise: 'keep' | OnFault }
  | { readonly kind: 'moment'; readonly year: string; readonly month: string; readonly day: string; readonly hour?: string; readonly minute?: string; readonly to: string; readonly onFault: OnFault }
  | { readonly kind: 'join'; readonly columns: readonly string[]; readonly separator: string; readonly to: string };
export type StepKind = Step['kind'];

/** What each kind of step needs to be told. */
export const stepNeeds: Readonly<Record<StepKind, readonly string[]>> = {
  rename: ['column', 'to'], drop: ['columns'], missing: ['columns', 'words'], convert: ['column', 'type'], scale: ['column', 'factor'],
  lookup: ['column', 'table'], moment: ['year', 'month', 'day', 'to'], join: ['columns', 'to'],
};
export const stepKinds = Object.keys(stepNeeds) as StepKind[];

const name = (title: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 120, title }));
const onFault = ['refuse', 'empty', 'keep'] as const;

/** A step as it is sent: one flat object; what its kind needs is checked when the plan is made. */
export const StepShape = Type.Object({
  kind: Type.Unsafe<StepKind>({ type: 'string', enum: stepKinds, title: '步骤' }),
  column: name('列'), to: name('新列名'), year: name('年'), month: name('月'), day: name('日'), hour: name('时'), minute: name('分'),
  columns: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 120 }), { minItems: 1, maxItems: 1000, title: '列' })),
  words: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 100, title: '表示空值的词' })),
  type: Type.Optional(Type.Unsafe<ColumnType>({ type: 'string', enum: columnTypeNames, title: '类型' })),
  factor: Type.Optional(Type.Number({ title: '乘以' })),
  offset: Type.Optional(Type.Number({ title: '再加' })),
  unit: Type.Optional(Type.String({ maxLength: 40, title: '单位' })),
  separator: Type.Optional(Type.String({ maxLength: 10, title: '连接符' })),
  table: Type.Optional(Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 200 }), { maxProperties: 5000, title: '对照表' })),
  onFault: Type.Optional(Type.Unsafe<OnFault>({ type: 'string', enum: ['refuse', 'empty'], title: '不能转换时' })),
  otherwise: Type.Optional(Type.Unsafe<'keep' | OnFault>({ type: 'string', enum: onFault, title: '表中没有时' })),
}, { additionalProperties: false });
export const StepsShape = Type.Array(StepShape, { minItems: 1, maxItems: 2000, title: '步骤' });

import { Type } from 'typebox';
import { columnClasses, columnMasks, columnTypeNames, type Column, type ColumnMask, type ColumnType, type VersionColumn } from './column.ts';
import { cycles, type Cycle } from './define.ts';
import { dimensions, RuleShape, type Dimension, type Rule } from './quality/rule.ts';
import { StepShape, type Step } from './mapping/step.ts';
import type { LakeValue } from './lake/lake.ts';
import type { ColumnProfile } from './profile/profile.ts';
import type { FieldClass } from '#kernel/schema/fields.ts';

/** The answers of the routes of this floor, as they are described in OpenAPI. Nothing that is not here leaves. */
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
const text = Type.String();
const time = Type.String({ format: 'date-time' });
const count = Type.Integer();
const oneOf = <T extends string>(values: readonly T[]) => Type.Unsafe<T>({ type: 'string', enum: [...values] });
const value = Type.Union([text, Type.Number(), Type.Boolean(), Type.Null()]);
export const pageOfShape = <T extends Parameters<typeof Type.Array>[0]>(item: T) => Type.Object({ items: Type.Array(item), next: orNull(text) });

export const ColumnShape = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 120, title: '列名' }),
  title: Type.String({ minLength: 1, maxLength: 200, title: '信息项名称' }),
  type: Type.Unsafe<ColumnType>({ type: 'string', enum: columnTypeNames, title: '类型' }),
  class: Type.Unsafe<FieldClass>({ type: 'string', enum: [...columnClasses], title: '级别' }),
  mask: Type.Unsafe<ColumnMask>({ type: 'string', enum: [...columnMasks], title: '脱敏方式' }),
  unit: Type.Optional(Type.String({ maxLength: 40, title: '单位' })),
  labels: Type.Optional(Type.Record(text, text)),
  lookup: Type.Optional(Type.Boolean({ title: '可按此列查询' })),
});
/** A rule as it is shown: its title in words, its dimension. */
export type RuleView = Omit<Rule, 'title'> & { readonly title: string; readonly dimension: Dimension };
export const VersionColumnShape = Type.Object({ ...ColumnShape.properties, kept: oneOf(['text', 'value']) });
const DimensionsShape = Type.Object(Object.fromEntries((Object.keys(dimensions) as Dimension[]).map((key) => [key, Type.Optional(Type.Number())])));

export const CardShape = Type.Object({
  id: text, key: orNull(text), title: text, summary: text, organ: text, organName: text, region: orNull(text),
  status: oneOf(['draft', 'published', 'withdrawn']), code: orNull(text), grade: orNull(text), level: orNull(count),
  sharing: orNull(oneOf(['unconditional', 'conditional', 'none'])), opening: orNull(oneOf(['open', 'conditional', 'closed'])), cycle: orNull(Type.Unsafe<Cycle>({ type: 'string', enum: Object.keys(cycles) })),
  rows: orNull(count), score: orNull(Type.Number()), dimensions: orNull(DimensionsShape), freshAt: orNull(time), lateSince: orNull(time), publishedAt: orNull(time),
  use: Type.Object({ requests: count, grants: count, calls: count }),
});
export const DatasetShape = Type.Object({
  ...CardShape.properties,
  keywords: Type.Array(text), category: orNull(text), duty: orNull(text), source: orNull(text), gradeBasis: orNull(text),
  sharingCondition: orNull(text), sharingBasis: orNull(text), openingCondition: orNull(text), keepDays: orNull(count),
  columns: Type.Array(Type.Unsafe<Column>(ColumnShape)), rules: Type.Array(Type.Unsafe<RuleView>(Type.Object({ ...RuleShape.properties, title: text, dimension: text }))), subjectColumn: orNull(text),
  current: orNull(count), versions: count, outOfStep: orNull(Type.Object({ gained: Type.Array(text), lost: Type.Array(text), version: count })), withdrawnReason: orNull(text),
  users: Type.Array(Type.Object({ organ: text, organName: text, purpose: text, until: time })),
  createdAt: time, changedAt: time, mayManage: Type.Boolean(), mayPublish: Type.Boolean(), mayRequest: Type.Boolean(),
});

export const ProfileShape = Type.Object({
  name: text, rows: count, missing: count, unfit: count, distinct: count, min: value, max: value, mean: orNull(Type.Number()), quartiles: orNull(Type.Array(Type.Number())),
  top: Type.Array(Type.Object({ value, count })), bins: Type.Array(Type.Object({ from: value, to: value, count })),
});
const versionFields = {
  number: count, rows: count, bytes: count, score: orNull(Type.Number()), madeAt: time, basedOn: orNull(count), importId: text, kind: oneOf(['upload', 'mapping']), current: Type.Boolean(),
  destroyedAt: orNull(time), destroyedReason: orNull(text),
};
export const VersionShape = Type.Object(versionFields);
export const VersionDetailShape = Type.Object({ ...versionFields, columns: Type.Array(Type.Unsafe<VersionColumn>(VersionColumnShape)), profile: Type.Array(Type.Unsafe<ColumnProfile>(ProfileShape)), steps: Type.Array(Type.Unsafe<Step>(StepShape)), sources: Type.Array(Type.Object({ importId: text, files: Type.Array(text), rows: count, at: time })) });
export const ComparisonShape = Type.Object({
  from: count, to: count, rows: Type.Object({ from: count, to: count }), score: Type.Object({ from: orNull(Type.Number()), to: orNull(Type.Number()) }),
  gained: Type.Array(text), lost: Type.Array(text), retyped: Type.Array(Type.Object({ name: text, from: text, to: text })), missing: Type.Array(Type.Object({ name: text, from: count, to: count })),
});

export const ImportShape = Type.Object({
  id: text, datasetId: text, datasetTitle: text, kind: oneOf(['upload', 'mapping']), mode: oneOf(['replace', 'append']), organ: text, state: oneOf(['waiting', 'running', 'done', 'failed']), stage: text,
  files: Type.Array(Type.Object({ id: text, name: text, size: count })), bytes: Type.Object({ done: count, total: count }), rows: Type.Object({ read: count, accepted: count, refused: count }),
  refusedBy: Type.Array(Type.Object({ reason: text, title: text, count })), notes: Type.Array(Type.Object({ code: text, words: text })), version: orNull(count),
  failure: orNull(Type.Object({ type: text, title: text, status: count, detail: text, code: text, next: text, traceId: text })),
  traceId: text, orderedAt: time, startedAt: orNull(time), endedAt: orNull(time),
});
export const RefusedRowShape = Type.Object({ file: text, line: orNull(count), reason: text, title: text, text });

export const RowShape = Type.Unsafe<Readonly<Record<string, LakeValue>>>(Type.Record(text, value));
export const RowsShape = Type.Object({ version: count, columns: Type.Array(Type.Unsafe<Column>(ColumnShape)), masked: Type.Array(text), items: Type.Array(RowShape), next: orNull(text) });

export const RunShape = Type.Object({
  version: count, rows: count, score: orNull(Type.Number()), dimensions: DimensionsShape, at: time, tookMs: count,
  results: Type.Array(Type.Object({ rule: text, title: text, kind: text, dimension: text, columns: Type.Array(text), checked: count, passed: count, failing: count, rate: orNull(Type.Number()), atLeast: Type.Number(), samples: Type.Array(count), fault: orNull(text) })),
});
export const QualityShape = Type.Object({
  latest: orNull(RunShape), trend: Type.Array(Type.Object({ version: count, score: orNull(Type.Number()), at: time })),
  weights: Type.Array(Type.Object({ dimension: text, title: text, weight: Type.Number() })),
});
export const FailingRowShape = Type.Object({ row: count, file: text, line: orNull(count), importId: text, values: RowShape });
export const SuggestedShape = Type.Object({ version: count, steps: Type.Array(Type.Unsafe<Step>(StepShape)) });
export const MappingPreviewShape = Type.Object({
  version: count, columns: Type.Array(Type.Unsafe<VersionColumn>(VersionColumnShape)), rows: Type.Object({ read: count, accepted: count, refused: count }),
  effects: Type.Array(Type.Object({ step: count, changed: count, refused: count, emptied: count })),
  sample: Type.Array(Type.Object({ row: count, before: RowShape, after: RowShape, fault: orNull(text) })),
});

export const RequestShape = Type.Object({
  id: text, datasetId: text, datasetTitle: text, organ: text, organName: text, ownerOrgan: text, ownerOrganName: text, columns: Type.Array(text), purpose: text, scenario: text, basis: text, frequency: text, until: time,
  state: oneOf(['open', 'granted', 'refused', 'withdrawn']), askedAt: time, dueOn: text, overdue: Type.Boolean(), decidedAt: orNull(time), reason: orNull(text), law: orNull(text), grantId: orNull(text), traceId: text,
});
export const GrantShape = Type.Object({
  id: text, requestId: text, datasetId: text, datasetTitle: text, organ: text, organName: text, ownerOrgan: text, ownerOrganName: text, columns: Type.Array(text), revealed: Type.Array(text), revealBasis: orNull(text), purpose: text,
  until: time, callsPerDay: count, rowsPerCall: count, note: orNull(text), grantedAt: time, endedAt: orNull(time), endedReason: orNull(text), state: oneOf(['living', 'expired', 'ended']),
  used: Type.Object({ today: count, total: count, lastAt: orNull(time) }), path: text,
});
export const CallShape = Type.Object({ id: text, at: time, outcome: text, title: text, purpose: text, columns: Type.Array(text), asked: Type.Array(text), rows: count, by: orNull(text), version: orNull(count), traceId: text });
export const SharedRowsShape = Type.Object({
  callId: text, version: count, purpose: text, columns: Type.Array(Type.Object({ name: text, title: text, type: text, unit: Type.Optional(text) })), masked: Type.Array(text), items: Type.Array(RowShape), next: orNull(text),
});
export const DataReadShape = Type.Object({ callId: text, at: time, organ: text, organName: text, purpose: text, basis: text, datasetId: text, dataset: text, owner: text, ownerName: text, columns: Type.Array(text), unmasked: Type.Array(text) });

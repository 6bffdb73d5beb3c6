import { Type, type Static } from 'typebox';
import { audit } from '#kernel/audit/audit.ts';
import { emit } from '#kernel/bus/outbox.ts';
import { addJob } from '#kernel/jobs/jobs.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { FieldFault } from '#kernel/errors/refusal.ts';
import { cycles, type Cycle } from '../define.ts';
import type { Column } from '../column.ts';
import { refuse } from '../errors.ts';
import { faultsInRules, RuleShape, withKeys, type GivenRule } from '../quality/rule.ts';
import { ColumnShape } from '../shapes.ts';
import { nextCode } from './code.ts';
import { columnsFor, type Dataset, type Version } from './dataset.ts';
import { indexDataset } from './search.ts';

const text = (title: string, maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength, title }), Type.Null()]));
const oneOf = <T extends string>(title: string, values: readonly T[]) => Type.Optional(Type.Unsafe<T>({ type: 'string', enum: [...values], title }));

/** What an owner may change of an entry. */
export const EntryShape = Type.Object({
  title: Type.Optional(Type.String({ minLength: 1, maxLength: 200, title: '名称' })),
  summary: Type.Optional(Type.String({ maxLength: 4000, title: '摘要' })),
  keywords: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 30, title: '关键词' })),
  category: Type.Optional(Type.String({ pattern: '^[123]\\d{9}$', title: '信息资源分类' })),
  duty: text('业务属性', 400), source: text('来源属性', 400),
  grade: oneOf('级别', ['core', 'important', 'general']),
  level: Type.Optional(Type.Integer({ minimum: 1, maximum: 4, title: '一般数据分级' })),
  gradeBasis: text('定级依据', 1000),
  sharing: oneOf('共享类型', ['unconditional', 'conditional', 'none']), sharingCondition: text('共享条件', 1000), sharingBasis: text('不予共享依据', 1000),
  opening: oneOf('开放类型', ['open', 'conditional', 'closed']), openingCondition: text('开放条件', 1000),
  cycle: oneOf('更新周期', Object.keys(cycles) as Cycle[]),
  keepDays: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 36_500, title: '旧版本保留天数' }), Type.Null()])),
  subjectColumn: text('所涉个人的列', 120),
  columns: Type.Optional(Type.Array(ColumnShape, { maxItems: 1000, title: '信息项' })),
  rules: Type.Optional(Type.Array(RuleShape, { maxItems: 500, title: '质量规则' })),
}, { additionalProperties: false });
export type Entry = Static<typeof EntryShape>;

const stored: Readonly<Record<Exclude<keyof Entry, 'columns' | 'rules'>, keyof Dataset>> = {
  title: 'title', summary: 'summary', keywords: 'keywords', category: 'category', duty: 'duty', source: 'source', grade: 'grade', level: 'level', gradeBasis: 'grade_basis', sharing: 'sharing', sharingCondition: 'sharing_condition',
  sharingBasis: 'sharing_basis', opening: 'opening', openingCondition: 'opening_condition', cycle: 'cycle', keepDays: 'keep_days', subjectColumn: 'subject_column',
};

/** Changes an entry. Columns keep their names and types: those follow the data. A published entry must stay complete, and keeps its code. */
export async function changeEntry(tx: Db, dataset: Dataset, version: Version | null, entry: Entry, by: { accountId: string | null; traceId: string }): Promise<void> {
  const columns = entry.columns ? changedColumns(dataset.columns, entry.columns) : dataset.columns;
  const rules = entry.rules ? withKeys(entry.rules as GivenRule[]) : dataset.rules;
  if (entry.rules && version) {
    const faults = faultsInRules(rules, columnsFor({ columns }, version));
    if (faults.length > 0) throw refuse('RULES_INVALID', { count: faults.length }, faults);
  }
  const row = Object.fromEntries(Object.entries(stored).flatMap(([name, column]) => (name in entry ? [[column, entry[name as keyof Entry]]] : []))) as Partial<Dataset>;
  if (dataset.code !== null && row.category !== undefined && row.category !== dataset.category) throw refuse('CATEGORY_FIXED', { code: dataset.code });
  const changed = { ...dataset, ...row, columns, rules };
  if (typeof row.subject_column === 'string' && !columns.some((column) => column.name === row.subject_column)) throw refuse('COLUMNS_INVALID', { count: 1 }, [{ pointer: '/subjectColumn', zh: '没有这一列', en: 'there is no such column' }]);
  if (dataset.status === 'published') refuseGaps(changed);
  const stays = { columns: tx.json(columns as never), rules: tx.json(rules as never), changed_at: new Date(), version: dataset.version + 1 };
  await tx`update datasets set ${tx({ ...row, ...stays } as never)} where id = ${dataset.id}`;
  await indexDataset(tx, dataset.id);
  // Masks and lookups work at once: whoever keeps them in memory hears of it, and the copy for lookups is made anew.
  if (entry.columns) await addJob(tx, 'record-serve', { datasetId: dataset.id }, { key: `serve:${dataset.id}` });
  await tell(tx, dataset, 'dataset.changed', by, { fields: Object.keys(entry) });
}

/** Columns rows can be asked by: those whose values are names of something. */
const askable = new Set(['text', 'code', 'idNumber', 'uscc', 'phone', 'region', 'integer']);

function changedColumns(known: readonly Column[], given: readonly Column[]): Column[] {
  const byName = new Map(given.map((column) => [column.name, column]));
  const faults = given.flatMap((column, index): FieldFault[] => {
    const at = (pointer: string, zh: string, en: string) => [{ pointer: `/columns/${index}${pointer}`, zh, en }];
    if (!known.some((each) => each.name === column.name)) return at('/name', '没有这一列', 'there is no such column');
    if (column.lookup && !askable.has(known.find((each) => each.name === column.name)!.type)) return at('/lookup', '这种类型的列不能用来查询单行', 'rows cannot be looked up by a column of this type');
    const personal = column.class === 'personal' || column.class === 'sensitive';
    return personal && column.mask === 'none' ? at('/mask', '个人信息须选择脱敏方式', 'personal data need a mask') : [];
  });
  if (faults.length > 0) throw refuse('COLUMNS_INVALID', { count: faults.length }, faults);
  return known.map((column) => ({ ...column, ...byName.get(column.name), name: column.name, type: column.type }));
}

/** What an entry lacks to be published: every gap with its place. */
export function gapsIn(dataset: Dataset): FieldFault[] {
  const gap = (missing: boolean, pointer: string, zh: string, en: string): FieldFault[] => (missing ? [{ pointer, zh, en }] : []);
  const blank = (value: string | null) => value === null || value.trim() === '';
  return [
    ...gap(blank(dataset.summary), '/summary', '请填写摘要', 'a summary is needed'),
    ...gap(dataset.category === null, '/category', '请选择信息资源分类', 'the category is needed'),
    ...gap(blank(dataset.duty), '/duty', '请填写业务属性：对应的职责或业务', 'the duty it belongs to is needed'),
    ...gap(blank(dataset.source), '/source', '请填写来源属性：来自哪个系统', 'the system it comes from is needed'),
    ...gap(dataset.grade === null || dataset.level === null, '/grade', '请填写分类分级', 'class and grade are needed'),
    ...gap(dataset.sharing === null, '/sharing', '请选择共享类型', 'the sharing type is needed'),
    ...gap(dataset.sharing === 'conditional' && blank(dataset.sharing_condition), '/sharingCondition', '有条件共享须写明条件', 'conditional sharing needs its condition'),
    ...gap(dataset.sharing === 'none' && blank(dataset.sharing_basis), '/sharingBasis', '不予共享须写明法律、行政法规或国家规定的依据', 'not sharing must cite the law'),
    ...gap(dataset.opening === null, '/opening', '请选择开放类型', 'the opening type is needed'),
    ...gap(dataset.opening === 'conditional' && blank(dataset.opening_condition), '/openingCondition', '有条件开放须写明条件', 'conditional opening needs its condition'),
    ...gap(dataset.opening === 'open' && dataset.columns.some((column) => column.class === 'sensitive'), '/opening', '含敏感个人信息的数据不能无条件开放', 'data with sensitive columns cannot be open to all'),
    ...gap(dataset.cycle === null, '/cycle', '请选择更新周期', 'the update cycle is needed'),
    ...gap(dataset.current === null || (dataset.rows ?? 0) === 0, '/current', '还没有数据，请先导入', 'there are no data yet'),
    ...gap(dataset.out_of_step !== null, '/outOfStep', '数据的列已变化，请先确认采用哪个版本', 'the columns of the data have changed; choose the version to use'),
  ];
}

function refuseGaps(dataset: Dataset): void {
  const gaps = gapsIn(dataset).filter((gap) => gap.pointer !== '/outOfStep');
  if (gaps.length > 0) throw refuse('DATASET_NOT_READY', { count: gaps.length }, gaps);
}

/** Publishes an entry and gives it its resource code. Refuses DATASET_NOT_READY with every gap, DATASET_STATE when it is published. */
export async function publishDataset(tx: Db, dataset: Dataset, by: { accountId: string | null; traceId: string }): Promise<void> {
  if (dataset.status === 'published') throw refuse('DATASET_STATE', { state: dataset.status });
  const gaps = gapsIn(dataset);
  if (gaps.length > 0) throw refuse('DATASET_NOT_READY', { count: gaps.length }, gaps);
  const code = dataset.code ?? (await nextCode(tx, dataset.category!));
  await tx`update datasets set status = 'published', code = ${code}, published_at = now(), withdrawn_reason = null, changed_at = now(), version = version + 1 where id = ${dataset.id}`;
  await indexDataset(tx, dataset.id);
  await tell(tx, dataset, 'dataset.published', by, { code });
}

/** Takes an entry out of the catalogue, with the reason; grants end with it. */
export async function withdrawDataset(tx: Db, dataset: Dataset, reason: string, by: { accountId: string | null; traceId: string }): Promise<void> {
  if (dataset.status !== 'published') throw refuse('DATASET_STATE', { state: dataset.status });
  await tx`update datasets set status = 'withdrawn', withdrawn_reason = ${reason}, changed_at = now(), version = version + 1 where id = ${dataset.id}`;
  const ended = await tx<{ organ: string }[]>`update grants set ended_at = now(), ended_reason = ${reason} where dataset_id = ${dataset.id} and ended_at is null returning organ`;
  await tell(tx, dataset, 'dataset.withdrawn', by, { reason, users: [...new Set(ended.map((grant) => grant.organ))] });
}

async function tell(tx: Db, dataset: Dataset, topic: string, { accountId, traceId }: { accountId: string | null; traceId: string }, payload: Record<string, unknown>): Promise<void> {
  await emit(tx, { topic, about: dataset.id, traceId, organ: dataset.organ, region: dataset.region, payload: { title: dataset.title, ...payload } });
  await audit(tx, { accountId, act: topic, object: 'dataset', objectId: dataset.id, traceId, detail: payload });
}

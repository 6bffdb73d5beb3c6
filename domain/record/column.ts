import type { TSchema } from 'typebox';
import { classOf, fieldsOf, type Field, type FieldClass, type FieldKind } from '#kernel/schema/fields.ts';
import type { MaskKind } from '#domain/subject/identifiers/mask.ts';

/** What a value in a column is. Everything that reads a table is total over this list. */
export const columnTypes = {
  text: '文本', integer: '整数', number: '数值', date: '日期', time: '时间', yesNo: '是否', code: '代码',
  idNumber: '公民身份号码', uscc: '统一社会信用代码', phone: '电话号码', region: '行政区划代码', longitude: '经度', latitude: '纬度',
} as const;
export type ColumnType = keyof typeof columnTypes;
export const columnTypeNames = Object.keys(columnTypes) as ColumnType[];

/** How a value is shown to those without a basis to see it whole: by a convention, not at all, or as it is. */
export type ColumnMask = MaskKind | 'hide' | 'none';
export const columnMasks = ['none', 'name', 'idNumber', 'phone', 'bankCard', 'address', 'email', 'plate', 'hide'] as const satisfies readonly ColumnMask[];
export const columnClasses = ['public', 'internal', 'personal', 'sensitive'] as const satisfies readonly FieldClass[];

/** One column (信息项) of a dataset. `name` is its heading in the data and its key in every row. */
export type Column = {
  readonly name: string;
  readonly title: string;
  readonly type: ColumnType;
  readonly class: FieldClass;
  readonly mask: ColumnMask;
  readonly unit?: string;
  /** Code → label, where the type is `code`. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Grantees may ask for the rows with a given value here, at the speed of an index. */
  readonly lookup?: boolean;
};

/** How a column is kept in a version's Parquet: text as received, or the value itself. */
export type Kept = 'text' | 'value';
/** A column as one version has it. */
export type VersionColumn = Column & { readonly kept: Kept };

/** The mask a value needs by its type and class when nobody has chosen one. */
export function usualMask(type: ColumnType, ofClass: FieldClass): ColumnMask {
  if (ofClass === 'public' || ofClass === 'internal') return 'none';
  return type === 'idNumber' || type === 'phone' ? type : 'hide';
}

const typeOfKind: Readonly<Record<FieldKind, ColumnType>> = {
  text: 'text', longText: 'text', number: 'number', integer: 'integer', money: 'integer', date: 'date', time: 'time', choice: 'code', choices: 'text',
  yesNo: 'yesNo', point: 'text', files: 'text', idNumber: 'idNumber', uscc: 'uscc', phone: 'phone', region: 'region', organ: 'code', rating: 'integer',
};

/** The columns of a declared dataset, from the same fields a form is made of. */
export const columnsOf = (schema: TSchema): Column[] => fieldsOf(schema).map(columnOf);

function columnOf(field: Field): Column {
  const type = typeOfKind[field.kind];
  const ofClass = classOf(field);
  const named = ofClass !== 'public' && ofClass !== 'internal' && /姓名|联系人|名字|name/i.test(`${field.title} ${field.name}`);
  return {
    name: field.name, title: field.title, type, class: ofClass, mask: named ? 'name' : usualMask(type, ofClass),
    ...(field.unit ? { unit: field.unit } : {}),
    ...(Object.keys(field.labels).length > 0 ? { labels: field.labels } : {}),
    ...(type === 'idNumber' || type === 'uscc' ? { lookup: true } : {}),
  };
}

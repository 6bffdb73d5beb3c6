import type { ColumnType, VersionColumn } from '../column.ts';

/** A text as an SQL literal. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
/** A column's name as an SQL identifier, whatever is in it. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
/** A finite number as an SQL literal. */
export function numeral(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no number.`);
  return `${value}::double`;
}
export const list = (items: readonly string[]): string => `[${items.join(', ')}]`;
/** Rows of a version: all its Parquet files in their order. */
export const fromFiles = (paths: readonly string[]): string => `read_parquet(${list(paths.map(literal))})`;

/** Words people write for "nothing". Those for numbers only would be values in a column of text. */
const missingInText = ['', 'NA', 'N/A', '#N/A', 'NULL', 'null', '\\N', '-', '--', '—', '——'];
const missingInValues = [...missingInText, 'na', 'n/a', 'None', 'none', 'nil', '无', '空', '不详', '未知', '缺测', '/'];
export const missingWords = (type: ColumnType): readonly string[] => (type === 'text' || type === 'code' || type === 'yesNo' ? missingInText : missingInValues);

/** Patterns whole values must fit. RE2 syntax; none can run away. */
const digits = '[+-]?\\d{1,18}';
const decimal = '[+-]?(\\d{1,40}(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,2})?';
const dayFormats = ['%Y-%m-%d', '%Y/%m/%d', '%Y.%m.%d', '%Y年%m月%d日'];
const clocks = ['%H:%M:%S', '%H:%M', '%H时%M分%S秒', '%H时%M分', '%H时', '%H:%M:%S.%f'];
const momentFormats = [...dayFormats.flatMap((day) => clocks.flatMap((clock) => [`${day} ${clock}`, `${day}T${clock}`])), ...dayFormats];

const fits = (text: string, pattern: string) => `regexp_full_match(${text}, ${literal(pattern)})`;
const within = (value: string, low: number, high: number) => `case when ${value} between ${low} and ${high} then ${value} end`;
/** What does not fit becomes the empty text, which casts to null. Plain functions of one column run once per distinct value. */
const castOf = (text: string, pattern: string, type: string) => `try_cast(regexp_extract(${text}, ${literal(`^\\s*(${pattern})\\s*$`)}, 1) as ${type})`;
const decimalOf = (text: string) => castOf(text, decimal, 'double');
/** Only what has the form of a day is tried as one, which is what costs; 20260230 has the form and is none. */
const dayOf = (text: string) => `case when ${fits(text, '\\d{4}[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?')} then try_strptime(${text}, ${list(dayFormats.map(literal))})::date
  when ${fits(text, '(19|20)\\d{6}')} then try_strptime(${text}, '%Y%m%d')::date end`;
const momentOf = (text: string) => `case when ${fits(text, '\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?(Z|[+-]\\d{2}:?\\d{2})')} then try_cast(${text} as timestamptz)
  when ${fits(text, '\\d{4}[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?([ T].{2,15})?')} then try_strptime(${text}, ${list(momentFormats.map(literal))})::timestamptz end`;

/** The typed value of a text, null where it has none. Total over the types. */
const readers: Readonly<Record<ColumnType, (text: string) => string>> = {
  text: (text) => text,
  code: (text) => text,
  integer: (text) => castOf(text, digits, 'bigint'),
  number: decimalOf,
  date: dayOf,
  time: momentOf,
  yesNo: (text) => `case when lower(${text}) in ('1', 'true', 'yes', 'y', 't', '是', '有', '对', '√') then true when lower(${text}) in ('0', 'false', 'no', 'n', 'f', '否', '无', '没有', '错', '×') then false end`,
  idNumber: (text) => `case when ${fits(text, '[1-9]\\d{16}[\\dXx]')} then case when is_id_number(${text}) then upper(${text}) end end`,
  uscc: (text) => `case when ${fits(text, '[0-9A-Za-z]{18}')} then case when is_uscc(${text}) then upper(${text}) end end`,
  phone: (text) => `case when ${fits(text, '(\\+?86[- ]?)?1[3-9]\\d{9}|0\\d{2,3}-?[2-8]\\d{6,7}')} then ${text} end`,
  region: (text) => `case when ${fits(text, '[1-9]\\d{5}(\\d{3}|\\d{6})?')} then ${text} end`,
  longitude: (text) => within(decimalOf(text), -180, 180),
  latitude: (text) => within(decimalOf(text), -90, 90),
};

/** The text of a column as received, without the blanks around it; null where a word for "nothing" stands. */
export const textOf = (column: Pick<VersionColumn, 'name' | 'type'>): string =>
  `case when trim(${identifier(column.name)}) not in (${missingWords(column.type).map(literal).join(', ')}) then trim(${identifier(column.name)}) end`;

/** The typed value read from a text expression. */
export const readAs = (type: ColumnType, text: string): string => readers[type](text);

/** The typed value of a column of a version; null where it is missing or is no such value. */
export function valueOf(column: VersionColumn): string {
  if (column.kept === 'value') return identifier(column.name);
  if (column.type === 'text' || column.type === 'code') return textOf(column);
  return readers[column.type](column.type === 'integer' || column.type === 'number' ? identifier(column.name) : `trim(${identifier(column.name)})`);
}

/** Whether something stands in the column at all. */
export function isThere(column: VersionColumn): string {
  if (column.kept === 'value') return `${identifier(column.name)} is not null`;
  const words = missingWords(column.type).map((word) => word.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')).join('|');
  return `coalesce(not regexp_full_match(${identifier(column.name)}, ${literal(`\\s*(${words})\\s*`)}), false)`;
}

/** A kept value as it is shown and sent: days and times as RFC 3339 text, everything else as it is. */
export function shown(column: VersionColumn, expression = identifier(column.name)): string {
  if (column.kept === 'text') return expression;
  if (column.type === 'date') return `strftime(${expression}, '%Y-%m-%d')`;
  if (column.type === 'time') return `strftime(${expression}, '%Y-%m-%dT%H:%M:%S+08:00')`;
  return expression;
}

/** Checks of identifiers, digit by digit, as macros of the engine: GB 11643 (mod 11-2) and GB 32100 (mod 31). */
export const macros: readonly string[] = [
  `create or replace macro is_id_number(x) as coalesce(
    regexp_full_match(x, '[1-9]\\d{5}(18|19|20)\\d{9}[\\dXx]') and try_strptime(substr(x, 7, 8), '%Y%m%d') is not null and try_strptime(substr(x, 7, 8), '%Y%m%d') <= current_date
    and substr('10X98765432', 1 + (${[7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2].map((weight, index) => `coalesce(try_cast(x[${index + 1}] as int), 0) * ${weight}`).join(' + ')}) % 11, 1) = upper(x[18]), false)`,
  `create or replace macro is_uscc(x) as coalesce(
    regexp_full_match(upper(x), '[0-9A-HJ-NP-RTUW-Y]{2}\\d{6}[0-9A-HJ-NP-RTUW-Y]{10}')
    and substr('0123456789ABCDEFGHJKLMNPQRTUWXY', 1 + (31 - (${Array.from({ length: 17 }, (_, index) => `(strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', upper(x[${index + 1}])) - 1) * ${3 ** index % 31}`).join(' + ')}) % 31) % 31, 1) = upper(x[18]), false)`,
];

import { dayOf, isDay } from '#kernel/time/day.ts';
import { checkCitizenId } from '#domain/subject/identifiers/citizen-id.ts';
import { checkPhone } from '#domain/subject/identifiers/phone.ts';
import { checkUscc } from '#domain/subject/identifiers/uscc.ts';
import type { Column, ColumnType } from '../column.ts';
import type { Lake } from '../lake/lake.ts';
import { identifier, isThere, textOf, valueOf } from '../lake/sql.ts';
import { proposeClass } from './meaning.ts';

/** How many rows a first guess looks at; the type guessed is then counted over all rows. */
const sampled = 4000;
/** A type is taken when at least this share of what stands in the column has it. */
const enough = 0.9;
/** Columns asked about in one question. */
const atOnce = 50;

/** What a text may turn out to be. */
const looks = {
  idNumber: (text: string) => text.length === 18 && checkCitizenId(text, dayOf(new Date())).ok,
  uscc: (text: string) => text.length === 18 && checkUscc(text).ok,
  phone: (text: string) => /^[+\d]/.test(text) && checkPhone(text).ok,
  yesNo: (text: string) => /^(0|1|true|false|yes|no|y|n|t|f|是|否|有|无|没有|对|错|√|×)$/i.test(text),
  date: (text: string) => isDay(text.replace(/^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/, (_, year: string, month: string, day: string) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)),
  time: (text: string) => /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[T ]\d{1,2}[:时]/.test(text),
  integer: (text: string) => /^[+-]?\d{1,18}$/.test(text),
  number: (text: string) => /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,2})?$/i.test(text),
} as const satisfies Partial<Record<ColumnType, (text: string) => boolean>>;
type Counts = Record<keyof typeof looks, number> & { there: number; kinds: number; padded: number; longest: number };

/** The columns of text rows with the types their values have, and the class and mask to propose for each. */
export async function guessColumns(lake: Lake, from: string, names: readonly string[], rows: number): Promise<Column[]> {
  const step = Math.max(1, Math.floor(rows / sampled));
  const columns: Column[] = [];
  for (let at = 0; at < names.length; at += atOnce) {
    const group = names.slice(at, at + atOnce);
    const texts = group.map((name) => `${textOf({ name, type: 'integer' })} as ${identifier(name)}`);
    const sample = await lake.rows(`select ${texts.join(', ')} from (select * from ${from} where _row % ${step} = 0 limit ${sampled})`);
    const first = group.map((name) => columnFor(name, guessType(name, countsOf(sample.map((row) => row[name] as string | null)))));
    columns.push(...(await confirmed(lake, from, first)));
  }
  return columns;
}

function countsOf(values: readonly (string | null)[]): Counts {
  const counts: Counts = { there: 0, kinds: 0, padded: 0, longest: 0, idNumber: 0, uscc: 0, phone: 0, yesNo: 0, date: 0, time: 0, integer: 0, number: 0 };
  const kinds = new Map<string, number>();
  for (const value of values) if (value !== null) kinds.set(value, (kinds.get(value) ?? 0) + 1);
  for (const [text, count] of kinds) {
    counts.there += count;
    counts.kinds += 1;
    counts.longest = Math.max(counts.longest, text.length);
    if (/^0\d+$/.test(text)) counts.padded += count;
    for (const [type, fits] of Object.entries(looks)) if (fits(text)) counts[type as keyof typeof looks] += count;
  }
  return counts;
}

/** The type by what the values look like, helped by the heading where looks are not enough. */
function guessType(name: string, counts: Counts): ColumnType {
  const { there } = counts;
  if (there === 0) return 'text';
  const most = (type: keyof Counts) => counts[type] >= there * enough;
  if (most('idNumber') || most('uscc')) return most('idNumber') ? 'idNumber' : 'uscc';
  if (/身份证|公民身份|id_?number/i.test(name) && counts.idNumber > there / 2) return 'idNumber';
  if (/统一社会信用|uscc/i.test(name) && counts.uscc > there / 2) return 'uscc';
  if (most('phone') && (/电话|手机|联系|传真|phone|mobile|tel|fax/i.test(name) || counts.longest <= 11)) return 'phone';
  if (most('number')) {
    if (/^(经度|lng|lon|longitude|x坐标)$|经度/i.test(name)) return 'longitude';
    if (/^(纬度|lat|latitude|y坐标)$|纬度/i.test(name)) return 'latitude';
  }
  if (most('integer')) return integerKind(name, counts);
  if (most('yesNo') && counts.kinds <= 4) return 'yesNo';
  if (most('number')) return 'number';
  if (most('date')) return 'date';
  if (most('time')) return 'time';
  return counts.kinds <= 60 && counts.longest <= 40 && counts.kinds <= there / 5 ? 'code' : 'text';
}

/** Whole numbers are numbers unless they are written like codes: with zeros in front, or under the name of a code. */
function integerKind(name: string, { there, padded, date }: Counts): ColumnType {
  if (/区划|行政区|division|region_?code/i.test(name)) return 'region';
  if (date >= there * enough && /日期|时间|date|day$/i.test(name)) return 'date';
  if (padded > there / 100) return 'code';
  return /编号|编码|代码|号码|邮编|code$|zip|postcode/i.test(name) ? 'code' : 'integer';
}

const columnFor = (name: string, type: ColumnType): Column => {
  const personal = proposeClass(name, type);
  return { name, title: name, type, ...personal, ...(type === 'idNumber' || type === 'uscc' ? { lookup: true } : {}) };
};

/** Counts the guessed types over all rows; where the sample misled, a wider type or text takes its place. */
async function confirmed(lake: Lake, from: string, columns: readonly Column[]): Promise<Column[]> {
  const asked = columns.flatMap((column, index) => {
    const kept = { ...column, kept: 'text' as const };
    return [
      `count(*) filter (where ${isThere(kept)}) as ${identifier(`${index} there`)}`,
      `count(${valueOf(kept)}) as ${identifier(`${index} fit`)}`,
      ...(column.type === 'integer' ? [`count(${valueOf({ ...kept, type: 'number' })}) as ${identifier(`${index} number`)}`] : []),
    ];
  });
  const row = await lake.row(`select ${asked.join(', ')} from ${from}`);
  return columns.map((column, index) => {
    const [there, fit, number] = ['there', 'fit', 'number'].map((what) => Number(row[`${index} ${what}`] ?? 0)) as [number, number, number];
    if (column.type === 'integer' && number > fit) return columnFor(column.name, 'number');
    return fit >= there * enough || column.type === 'idNumber' || column.type === 'uscc' ? column : columnFor(column.name, 'text');
  });
}


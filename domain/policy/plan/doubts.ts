import type { Span } from './traced-text.ts';

/** Something a person should look at before the tasks are released. `task` is the task's ordinal; `place` is in the source. */
export type Doubt = {
  readonly code: DoubtCode;
  readonly zh: string;
  readonly en: string;
  readonly task?: number;
  readonly place?: Span;
};

const words = {
  'repaired-bytes': ['错位的乱码已按字节还原：“{was}” → “{now}”', 'Misread bytes were put back in step: “{was}” → “{now}”'],
  'pronunciations-removed': ['删去了夹在字后的注音 {count} 处', '{count} pronunciations written after characters were removed'],
  'words-restored': ['繁简转换时被替换的用词已还原 {count} 处：{words}', '{count} words replaced by a script converter were put back: {words}'],
  'script-converted': ['原文为繁体，已转为简体', 'The source is in traditional characters and was converted'],
  'misreading-undone': ['全文曾以错误的编码保存，已还原', 'The whole text had been saved in a wrong encoding and was restored'],
  'lost-characters': ['有 {count} 个字无法还原，以“□”表示', '{count} characters could not be restored and show as “□”'],
  'garbled-left': ['这里仍有损坏或生僻的字：“{words}”', 'Damaged or rare characters remain here: “{words}”'],
  'number-gap': ['编号“{label}”前不连续，应为第 {expected} 项', 'The numbering jumps before “{label}”; number {expected} was expected'],
  'unit-unrecognised': ['“{name}”不像单位名称', '“{name}” does not look like a unit'],
  'unit-list-open': ['责任单位以“等”结尾，原文未列全', 'The list of units ends in 等: the plan does not name them all'],
  'role-unstated': ['只列了单位，未说明谁牵头', 'Units are listed without saying who leads'],
  'units-missing': ['没有写明责任单位', 'No responsible unit is stated'],
  'year-inferred': ['“{words}”的年份按发文时间或标题推定为 {day}', 'The year of “{words}” follows from the date or the title of the document: {day}'],
  'year-unknown': ['“{words}”没有年份，也无发文日期可推', '“{words}” has no year, and there is no document date to tell it'],
  'title-from-text': ['原文没有标题，取第一分句', 'No heading in the source; the first clause was taken'],
  'table-unread': ['有一张表格未能识别表头', 'A table was not understood: its header is unknown'],
  'title-unknown': ['没有找到方案标题', 'The plan’s title was not found'],
  'issuer-unknown': ['没有找到发文机关', 'The issuing organ was not found'],
  'day-unknown': ['没有找到发文日期', 'The date of the document was not found'],
} as const satisfies Record<string, readonly [string, string]>;

export type DoubtCode = keyof typeof words;

/** A doubt in both languages, its blanks filled in. */
export function doubt(code: DoubtCode, values: Readonly<Record<string, string | number>> = {}, at: { task?: number; place?: Span } = {}): Doubt {
  const fill = (text: string): string => text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  return { code, zh: fill(words[code][0]), en: fill(words[code][1]), ...at };
}

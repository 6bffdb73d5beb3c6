import type { Locale } from '#kernel/errors/refusal.ts';
import { reasonWords } from '../identifiers/reasons.ts';

/** What a refused line is kept with, in Chinese, and its English: the report is read in either. */
const english: ReadonlyMap<string, string> = new Map([
  ...Object.values(reasonWords).map(({ zh, en }) => [zh, en] as const),
  ['没有填写', 'is missing'], ['超过 60 个字', 'has more than 60 characters'], ['超过 200 个字', 'has more than 200 characters'], ['不是本市现行的 12 位区划代码', 'is no division code of this city in force, of 12 digits'],
  ['应为今天以前的日期，如 2020-03-12', 'should be a date before today, such as 2020-03-12'], ['与前面一行重复', 'stands on a line before already'],
  ['公民身份号码', 'Identity number'], ['手机号码', 'Mobile number'], ['姓名', 'Name'], ['住址', 'Home address'], ['行政区划代码', 'Division code'], ['统一社会信用代码', 'Social credit code'], ['名称', 'Name'], ['成立日期', 'Founded on'], ['号码', 'Number'],
]);

/** Field or reason of a refused line as this reader is told. */
export const refusalWord = (text: string, locale: Locale): string => (locale === 'en' ? (english.get(text) ?? text) : text);

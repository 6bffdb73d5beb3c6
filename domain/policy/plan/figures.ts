import { readNumber } from './han.ts';
import type { Span } from './traced-text.ts';

/** A number the plan states. A target is one somebody can be held to; the rest describe (三级联动, “1+3+N”). */
export type Figure = {
  readonly words: string;
  readonly role: 'target' | 'mention';
  /** ≥ 不少于 · ≤ 不超过 · ≈ 左右 · = otherwise. */
  readonly bound: '>=' | '<=' | '~' | '=';
  /** None for a formula such as 1+3+N. */
  readonly value?: number;
  readonly unit: string;
  /** What is counted or measured, in the plan's words. */
  readonly measures: string;
  readonly place: Span;
};

const units = '个百分点|百分点|平方公里|平方千米|平方米|立方米|吨标准煤|千瓦时|万千瓦|兆瓦|千瓦|公里|千米|公顷|公斤|千克|分钟|小时|工作日|秒级|毫秒|Gbps|Mbps|GB|TB|PB|PFLOPS|兆|元|美元|%|‰|[个项家名人次座条件台套例张份处所篇部支批户辆艘架亩吨米度倍秒天日月级类种层维核路门点款期场对]';
const number = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?';
const arabic = new RegExp(`(不少于|不低于|不小于|至少|达到?|超过|突破|高于|大于|以上|≥|>|不超过|不高于|不大于|控制在|低于|小于|少于|压[减缩]至|≤|<|增长|提高|新增|新建成?|建成|建设|打造|培育|孵化|新开通|开通|培训|完成|推出|引进|实现|约|近)?\\s*(${number})\\s*([十百千万亿]*)\\s*(?:余|多)?(${units})(标准煤)?\\s*(左右|以上|以下|以内|之内|内|及以上)?`, 'g');
const chineseTargets = new RegExp(`(不少于|不低于|达到?|超过|突破|培训|打造|建成|新增|孵化|引进)?([一二三四五六七八九十百千万亿]{0,8}[十百千万亿])(余|多)?(名|人次|个|项|家|座|户|人)(左右|以上)?`, 'g');
const bandwidths = /[百千万]兆/g;
const counts = /(?<![第之“二三四五六七八九十])[二两三四五六七八九十](?:级|大(?=[\p{Script=Han}]{2})|个(?=[\p{Script=Han}]{2})|项|类|库|统一|化(?=[”，、。]))/gu;
const formulas = /(?:\d+\+){1,5}(?:\d+|[A-ZＮ])/g;
const covers = /(?:基本)?实现([^，。；]{2,30}?)全覆盖(?!的)|([^，。；]{2,30}?)(?:基本)?(?:实现|达到?)?全覆盖(?!的)/g;
const doing = /(?:新增|新建|建成|建设|打造|培育|孵化|开通|培训|完成|推出|引进|达到?|突破|超过|实现|力争|累计|扩面|落地|提高|增长|降低|压减|缩短)[^，。；]{0,12}$/;

/** The figures a text states, in order. Years, dates, document numbers and names with digits (5G, IPv6, 12345热线) are none. */
export function findFigures(text: string, from: number, to: number): Figure[] {
  const raw = text.slice(from, to);
  const words = maskNames(raw);
  const found: Figure[] = [];
  const add = (figure: Omit<Figure, 'place' | 'words'>, start: number, length: number): void => {
    const place = { start: from + start, end: from + start + length };
    if (found.some((other) => other.place.start < place.end && place.start < other.place.end)) return;
    found.push({ ...figure, words: text.slice(place.start, place.end).trim(), place });
  };
  for (const match of words.matchAll(formulas)) add({ role: 'mention', bound: '=', unit: '', measures: afterWords(raw, match.index + match[0].length) }, match.index, match[0].length);
  for (const match of words.matchAll(arabic)) {
    const [all, prefix = '', digits = '', scale = '', unit = '', fuel = '', suffix = ''] = match;
    if (isDate(unit, words, match)) continue;
    const value = Number(digits.replaceAll(',', '')) * (scale === '' ? 1 : (readNumber(scale) ?? 1));
    const measures = measured(raw, match.index, all, unit);
    const rate = unit === '%' && measures.endsWith('率') ? { role: 'target' as const } : {};
    add({ ...boundAndRole(prefix, suffix, words.slice(0, match.index + prefix.length)), ...rate, value, unit: unit + fuel, measures }, match.index, all.length);
  }
  for (const match of words.matchAll(chineseTargets)) {
    const [all, prefix = '', numeral = '', , unit = '', suffix = ''] = match;
    const value = /^[十百千万亿]/.test(numeral) ? readNumber(`一${numeral}`) : readNumber(numeral);
    // “万企万项” is a name, not a number of projects.
    if (value === undefined || (prefix === '' && (value < 100 || words[match.index + all.length] === '”'))) continue;
    add({ ...boundAndRole(prefix, suffix, words.slice(0, match.index + prefix.length)), value, unit, measures: measured(raw, match.index, all, unit) }, match.index, all.length);
  }
  for (const match of words.matchAll(covers)) {
    add({ role: 'target', bound: '=', value: 100, unit: '%', measures: `${match[1] ?? match[2] ?? ''}全覆盖` }, match.index, match[0].length);
  }
  for (const match of words.matchAll(bandwidths)) {
    add({ role: 'mention', bound: '=', value: readNumber(`一${match[0][0]}`) ?? 0, unit: '兆', measures: afterWords(raw, match.index + 2) }, match.index, 2);
  }
  for (const match of words.matchAll(counts)) {
    const value = readNumber(match[0].replace(/[^二两三四五六七八九十]/g, ''));
    if (value !== undefined) add({ role: 'mention', bound: '=', value, unit: match[0].replace(/^[二两三四五六七八九十]+/, ''), measures: afterWords(raw, match.index + match[0].length) }, match.index, match[0].length);
  }
  return withTargets(raw, from, found.sort((a, b) => a.place.start - b.place.start));
}

/** "建成A 10个，B 10个，C 50个": what follows a target in the same sentence is one too. */
function withTargets(raw: string, from: number, figures: readonly Figure[]): Figure[] {
  let end = -1;
  return figures.map((figure) => {
    const at = figure.place.start - from;
    if (figure.role === 'target') end = sentenceEnd(raw, at);
    return at < end && figure.value !== undefined && /[个项家名座条件台套户处所]$/.test(figure.unit) && /\d/.test(figure.words) ? { ...figure, role: 'target' } : figure;
  });
}

function sentenceEnd(raw: string, at: number): number {
  const end = raw.slice(at).search(/[。；\n]/);
  return end === -1 ? raw.length : at + end;
}

/** Names that hold digits but count nothing, and citations; blanked, lengths kept. */
function maskNames(words: string): string {
  return words.replaceAll(/《[^《》]*》|〔\d{4}〕\s*\d+\s*号|IP[Vv]\d|\d[GKgk](?=\p{Script=Han}|网|视|$)|P\d级|12345|1234[58]|20\d{2}\s*(?:年|[—–-]\s*20\d{2})/gu, (name) => ' '.repeat(name.length));
}

function isDate(unit: string, words: string, match: RegExpExecArray): boolean {
  const before = words.slice(Math.max(0, match.index - 1), match.index);
  if (/[第\d.+]/.test(before)) return true;
  return (unit === '月' || unit === '日') && !/个/.test(match[0]);
}

function boundAndRole(prefix: string, suffix: string, before: string): Pick<Figure, 'bound' | 'role'> {
  const words = prefix + suffix;
  const bound = /不超过|不高于|不大于|控制在|低于|小于|少于|压|≤|<|以下|内/.test(words) && !/不少于|不低于|不小于/.test(words) ? '<='
    : /不少于|不低于|不小于|至少|超过|突破|高于|大于|以上|≥|>/.test(words) ? '>=' : /左右|约|近/.test(words) ? '~' : '=';
  const clause = before.slice(Math.max(before.lastIndexOf('。'), before.lastIndexOf('，'), before.lastIndexOf('；')) + 1);
  return { bound, role: bound !== '=' || prefix !== '' || doing.test(clause) ? 'target' : 'mention' };
}

/** A percentage measures what stands before it, a count what stands after it. */
function measured(words: string, start: number, all: string, unit: string): string {
  const before = /[^，。；：！？\n]*$/.exec(words.slice(0, start))?.[0].replace(/^(?:到|至)?(?:20\d{2}年)?(?:年?底前?)?/, '').replace(/(?:实现|力争|确保|达到?|要|为|的|应|均|到)+$/, '').trim() ?? '';
  const after = afterWords(words, start + all.length);
  if (/[%‰点兆元]$/.test(unit)) return before || after;
  return after || before;
}

function afterWords(words: string, at: number): string {
  const after = /^的?([^，。；：、！？\n（]{0,24})/.exec(words.slice(at))?.[1]?.trim() ?? '';
  return after.includes('“') ? after : after.split('”')[0] ?? '';
}

import { readNumber } from './han.ts';
import type { Span } from './traced-text.ts';

/** A time by which, or at which rhythm, something is due. Days are calendar days in China's time zone (UTC+08:00). */
export type Deadline = {
  /** The plan's own words: 2025年年底前, 每年. */
  readonly words: string;
  readonly kind: 'by' | 'every';
  /** Last day, as 2025-12-31; none for a rhythm or where no year can be told. */
  readonly day?: string;
  /** True where the year is not in the words but follows from the document's date. */
  readonly yearInferred: boolean;
  /** What is due then, in the plan's words. */
  readonly what: string;
  readonly place: Span;
};

const year = '(?:(20\\d{2})年|([本今明]年))';
const dated = new RegExp(
  `(?:(?:到|至|截至|截止|力争到?|争取|确保)\\s*)?${year}?` +
  '(?:(年?年?底|年?末|年终)|(\\d{1,2})月(?:(\\d{1,2})日|底|末|份)?|(上半年|下半年|年中)|第?([一二三四1-4])季度末?|(年内|内|当年))?' +
  '(?:之?前|以前|前后)?', 'g');
const fiveYear = /“?(十四五|十五五|十六五)”?(?:规划)?(?:时期|期间)?(?:末|期末|末期)/g;
const fiveYearEnds: Readonly<Record<string, string>> = { 十四五: '2025-12-31', 十五五: '2030-12-31', 十六五: '2035-12-31' };
const rhythm = /每(?:年|半年|季度?|月|周|日|天|两年|三年)|(?:按|逐)[年季月](?=[，、]|开展|报|通报|调度)|定期|常态化(?=开展)/g;
const within = /(?:用|在)?([一二两三四五六]|\d)年(?:之|以)?内/g;

/** The deadlines a text states. `written` is the document's own day (2020-04-03), which gives 年底前 its year. */
export function findDeadlines(text: string, from: number, to: number, written: string | undefined): Deadline[] {
  const words = maskCitations(text.slice(from, to));
  const found: Deadline[] = [];
  const add = (match: RegExpExecArray, kind: Deadline['kind'], day: string | undefined, yearInferred: boolean): void => {
    const place = { start: from + match.index, end: from + match.index + match[0].length };
    if (found.some((other) => other.place.start < place.end && place.start < other.place.end)) return;
    found.push({ words: match[0], kind, ...(day === undefined ? {} : { day }), yearInferred, what: whatIsDue(words, match.index + match[0].length), place });
  };
  for (const match of words.matchAll(fiveYear)) add(match, 'by', fiveYearEnds[match[1] ?? ''], false);
  for (const match of words.matchAll(within)) add(match, 'by', yearsLater(written, readNumber(match[1] ?? '') ?? 0), true);
  for (const match of words.matchAll(dated)) {
    if (!isDeadline(match, words)) continue;
    const stated = match[1];
    const base = stated ?? relativeYear(match[2], written);
    add(match, 'by', base && `${base}-${lastDay(match, Number(base))}`, stated === undefined);
  }
  for (const match of words.matchAll(rhythm)) if (match[0] !== '定期' && !match[0].startsWith('常态')) add(match, 'every', undefined, false);
  return found.sort((a, b) => a.place.start - b.place.start);
}

/** Titles and document numbers hold years that are no deadlines: they are blanked, lengths kept. */
function maskCitations(words: string): string {
  return words.replaceAll(/《[^《》]*》|〔\d{4}〕\s*\d+\s*号|[（(]\s*20\d{2}\s*[—–-]\s*20\d{2}年?\s*[)）]/g, (cited) => ' '.repeat(cited.length));
}

function isDeadline(match: RegExpExecArray, words: string): boolean {
  const [all, stated, relative, yearEnd, month, , half, quarter, inYear] = match;
  const after = words.slice(match.index + all.length, match.index + all.length + 4);
  const before = words.slice(Math.max(0, match.index - 3), match.index);
  if (/^(以来|起|开始|至|—|-|度|版|的?基础|同期|相比)/.test(after) || /[自从比较在于]$/.test(before) && !/[前底末]$/.test(all) && !inYear) return false;
  if (stated) return true;
  if (relative) return yearEnd !== undefined || month !== undefined || /前|内/.test(all);
  if (yearEnd) return /年底|年末|年终/.test(all) && !/[一二三四五六七八九十\d]$/.test(before);
  if (inYear) return inYear === '年内' && !/[一二两三四五六七八九十\d]$/.test(before);
  if (month) return /前/.test(all) && !/\d$/.test(before);
  return (half !== undefined || quarter !== undefined) && /前|末/.test(all);
}

function relativeYear(words: string | undefined, written: string | undefined): string | undefined {
  if (!written) return undefined;
  return String(Number(written.slice(0, 4)) + (words?.startsWith('明') ? 1 : 0));
}

function lastDay(match: RegExpExecArray, inYear: number): string {
  const [, , , , month, day, half, quarter] = match;
  if (month) {
    const last = new Date(Date.UTC(inYear, Number(month), 0)).getUTCDate();
    return `${month.padStart(2, '0')}-${String(Math.min(Number(day ?? last), last)).padStart(2, '0')}`;
  }
  if (half) return half === '下半年' ? '12-31' : '06-30';
  const ends = ['03-31', '06-30', '09-30', '12-31'];
  if (quarter) return ends[(readNumber(quarter) ?? 4) - 1] ?? '12-31';
  return '12-31';
}

function yearsLater(written: string | undefined, years: number): string | undefined {
  return written && `${Number(written.slice(0, 4)) + years}${written.slice(4)}`;
}

function whatIsDue(words: string, at: number): string {
  return /^[，、,\s]*([^。；！？\n（]*)/.exec(words.slice(at))?.[1]?.trim() ?? '';
}

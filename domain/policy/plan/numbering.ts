import { readNumber } from './han.ts';

/** The ways official documents number their parts, outermost first (GB/T 9704—2012 7.3.3: 一、 （一） 1. （1）, and what people add). */
export type NumberStyle = 'annex' | 'part' | 'chapter' | 'section' | 'plain' | 'han' | 'inner' | 'hanParen' | 'article' | 'named' | 'arabic' | 'dotted' | 'dotted3' | 'item' | 'arabicParen' | 'halfParen' | 'circled';

/** Depth of each style; a smaller number stands further out. `plain` and `inner` are headings without a number. */
export const styleDepth: Readonly<Record<NumberStyle, number>> = {
  annex: 0, part: 0.5, chapter: 1, section: 2, plain: 3, han: 4, inner: 5, hanParen: 6, article: 7, named: 8, arabic: 9, dotted: 10, dotted3: 11, item: 12, arabicParen: 13, halfParen: 14, circled: 15,
};

/** A number at the start of a line: its style, its value, its words, and how many characters it takes with the blanks after it. */
export type NumberMark = { readonly style: NumberStyle; readonly value: number; readonly label: string; readonly length: number };

const numeral = '[一二三四五六七八九十百零〇两]{1,5}';
const styles: readonly (readonly [NumberStyle, RegExp])[] = [
  ['part', new RegExp(`^第(${numeral}|\\d{1,2})(?:编|篇|部分)[、：:\\s]*`)],
  ['chapter', new RegExp(`^第(${numeral}|\\d{1,2})章[、：:\\s]*`)],
  ['section', new RegExp(`^第(${numeral}|\\d{1,2})节[、：:\\s]*`)],
  ['article', new RegExp(`^第(${numeral}|\\d{1,3})条[、：:\\s]*`)],
  ['hanParen', new RegExp(`^[（(]\\s*(${numeral})\\s*[）)]\\s*[、.．]?\\s*`)],
  ['han', new RegExp(`^(${numeral})\\s*[、.．]\\s*`)],
  ['named', new RegExp(`^(?:任务|专项|工程|行动|项目|举措)(${numeral}|\\d{1,3})[、：:.．\\s]\\s*`)],
  ['dotted3', /^(\d{1,2}\.\d{1,2}\.\d{1,2})(?:[.．、]\s*|\s*)(?=[\p{Script=Han}“《"])(?![万亿个项%])/u],
  ['dotted', /^(\d{1,2}\.\d{1,2})(?:[.．、]\s*|\s+|(?=[\p{Script=Han}“《"]))(?![万亿个项倍米元%])/u],
  ['arabic', /^(\d{1,3})\s*(?:[.．、](?!\d)|\s+(?=\p{Script=Han}))\s*/u],
  ['arabicParen', /^[（(]\s*(\d{1,3})\s*[）)]\s*[、.．]?\s*/],
  ['halfParen', /^(\d{1,2})[)）]\s*/],
];

/** The number at the start of a text, if it starts with one. Years (2025年…), decimals and dates are none. */
export function readMark(text: string): NumberMark | undefined {
  const sign = readSign(text);
  if (sign) return sign;
  for (const [style, pattern] of styles) {
    const match = pattern.exec(text);
    if (!match?.[1]) continue;
    const value = readNumber(match[1].split('.').at(-1) ?? '');
    if (value === undefined || value > 300) continue;
    return { style, value, label: match[0].trim(), length: match[0].length };
  }
  return undefined;
}

/** Enclosed numbers are single signs, each block counting from one: ①⑴⒈㈠ and the black ❶. */
const signBlocks: readonly (readonly [number, number, NumberStyle])[] = [
  [0x2460, 20, 'circled'], [0x2474, 20, 'arabicParen'], [0x2488, 20, 'arabic'], [0x3220, 10, 'hanParen'], [0x2776, 10, 'circled'],
];

function readSign(text: string): NumberMark | undefined {
  const code = text.codePointAt(0) ?? 0;
  for (const [start, count, style] of signBlocks) {
    if (code < start || code >= start + count) continue;
    const length = /^.[、.．]?\s*/u.exec(text)?.[0].length ?? 1;
    return { style, value: code - start + 1, label: text.slice(0, 1), length };
  }
  return undefined;
}

/** Numbers inside a line, where a new part may begin because line breaks were lost: after a sentence or a bracket has ended. */
export function innerMarks(text: string): { readonly at: number; readonly mark: NumberMark; readonly afterSentence: boolean }[] {
  const found: { at: number; mark: NumberMark; afterSentence: boolean }[] = [];
  for (const match of text.matchAll(/(?<=[。！？；：）)”\s\p{Script=Han}])(?=[（(第①-⑳⑴-⒛㈠-㈩\d一二三四五六七八九十])/gu)) {
    const mark = readMark(text.slice(match.index, match.index + 14));
    if (mark) found.push({ at: match.index, mark, afterSentence: /[。！？）)\s]/.test(text[match.index - 1] ?? '') });
  }
  return found;
}

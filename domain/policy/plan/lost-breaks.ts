import { isTopicWord } from './headings.ts';
import type { Line, LineHint } from './lines.ts';
import { innerMarks, readMark } from './numbering.ts';
import type { NumberMark, NumberStyle } from './numbering.ts';

/** Characters to a line above which a document has clearly lost its line breaks. */
const mergedLine = 900;

/**
 * The lines of a text; where breaks were lost (pasted from a page, copied from PDF), a line is broken again before every number
 * that continues the count: "…。（二）…" after （一）, "…。2.…" after 1. Only outer numbers are trusted in ordinary documents,
 * because "（1）…；（2）…" inside a paragraph is usually one task.
 */
export function breakLines(text: string, hints: readonly (LineHint | undefined)[]): Line[] {
  const whole = splitLines(text, hints);
  const longest = whole.reduce((most, line) => Math.max(most, line.cells ? 0 : line.text.length), 0);
  const markers = whole.filter((line) => readMark(line.text)).length;
  const merged = (longest > mergedLine && markers < text.length / mergedLine) || (whole.length <= 5 && text.length > 150);
  const last = new Map<NumberStyle, number>();
  return whole.flatMap((line) => (line.cells ? [line] : cut(line, last, merged)));
}

function splitLines(text: string, hints: readonly (LineHint | undefined)[]): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const [i, raw] of text.split('\n').entries()) {
    const blank = raw.length - raw.trimStart().length;
    const words = raw.trim();
    const hint = hints[i];
    if (words !== '') lines.push({ text: words, start: start + blank, end: start + blank + words.length, hint, cells: hint?.cells === true });
    start += raw.length + 1;
  }
  return lines;
}

function cut(line: Line, last: Map<NumberStyle, number>, merged: boolean): Line[] {
  note(last, readMark(line.text));
  const cuts: number[] = [];
  for (const { at, mark, afterSentence } of innerMarks(line.text)) {
    if (!continues(last, mark, merged, afterSentence, line.text.slice(cuts.at(-1) ?? 0, at))) continue;
    cuts.push(at);
    note(last, mark);
  }
  const edges = [0, ...cuts, line.text.length];
  return edges.slice(1).map((end, i) => {
    const from = edges[i] ?? 0;
    const words = line.text.slice(from, end).trimEnd();
    return { text: words, start: line.start + from, end: line.start + from + words.length, hint: i === 0 ? line.hint : undefined, cells: false };
  }).filter((part) => part.text !== '');
}

function note(last: Map<NumberStyle, number>, mark: NumberMark | undefined): void {
  if (!mark) return;
  last.set(mark.style, mark.value);
  if (mark.style === 'han') last.delete('hanParen');
}

function continues(last: ReadonlyMap<NumberStyle, number>, mark: NumberMark, merged: boolean, afterSentence: boolean, before: string): boolean {
  const outer = mark.style === 'han' || mark.style === 'hanParen' || mark.style === 'chapter' || mark.style === 'section' || mark.style === 'part';
  if (!outer && !merged) return false;
  // A heading without a full stop runs straight into its first part: "一、总体要求（一）指导思想".
  const topic = mark.value === 1 && isTopicWord(before);
  const underHeading = topic || (mark.value === 1 && readMark(before) !== undefined && before.length <= 40 && !/[。；]/.test(before));
  if (!afterSentence && !underHeading) return false;
  if (mark.style === 'arabic' && !/^\d{1,3}[.．、]/.test(mark.label)) return false;
  const previous = last.get(mark.style);
  return mark.value === (previous ?? 0) + 1 || (mark.value === 1 && (merged || underHeading));
}

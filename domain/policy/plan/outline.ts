import { countHan } from './han.ts';
import { breakLines } from './lost-breaks.ts';
import { innerHeadings, isTopicWord, listedHeadings } from './headings.ts';
import { readMark, styleDepth } from './numbering.ts';
import type { NumberMark, NumberStyle } from './numbering.ts';
import type { Line, LineHint } from './lines.ts';
import type { Span } from './traced-text.ts';

/** One part of a document: its number and heading, its own words (not those of its parts), and its parts. Spans are of the cleaned text. */
export type Section = {
  readonly style: NumberStyle | 'root';
  readonly depth: number;
  readonly label: string;
  readonly value: number;
  readonly title: string;
  readonly span: { start: number; end: number };
  readonly body: Span[];
  readonly tables: Table[];
  readonly parts: Section[];
};

export type Table = { readonly rows: readonly (readonly Span[])[] };

/** The document as a tree, what stands before its first part, and gaps found in the numbering. */
export type Outline = { readonly root: Section; readonly front: Span; readonly gaps: readonly NumberGap[] };

/** A number that does not follow the one before it. */
export type NumberGap = { readonly at: number; readonly label: string; readonly expected: number };

/** Longest heading; a longer first sentence is not one. */
const longestTitle = 60;

/** Divides a cleaned text into its parts by numbers, by headings of the markup, and by headings without a number. */
export function outlineOf(text: string, hints: readonly (LineHint | undefined)[]): Outline {
  const lines = breakLines(text, hints);
  const listed = listedHeadings(text, lines);
  const inner = innerHeadings(lines);
  const root: Section = { style: 'root', depth: -1, label: '', value: 0, title: '', span: { start: 0, end: text.length }, body: [], tables: [], parts: [] };
  const open: Section[] = [root];
  const numbered = lines.some((line) => readMark(line.text)?.style === 'han');
  let front: number | undefined;
  for (const line of lines) {
    const here = open.at(-1) ?? root;
    if (listed.contents.has(line.start)) continue;
    if (line.cells) {
      addRow(text, here, line.start, line.end);
      continue;
    }
    const heading = readAnnex(line, root) ?? readHeading(line, listed.names, inner, numbered);
    if (!heading) {
      here.body.push({ start: line.start, end: line.end });
      here.span.end = line.end;
      continue;
    }
    front ??= line.start;
    const parent = closeFor(open, heading);
    const start = line.start + heading.mark.length;
    const title = heading.named === undefined ? titleEnd(line.text.slice(heading.mark.length), heading.whole) : { end: heading.named, rest: heading.named };
    const section: Section = {
      style: heading.mark.style, depth: heading.depth, label: heading.mark.label, value: heading.mark.value,
      title: line.text.slice(heading.mark.length, heading.mark.length + title.end).trim(),
      span: { start: line.start, end: line.end }, body: [], tables: [], parts: [],
    };
    if (start + title.rest < line.end) section.body.push({ start: start + title.rest, end: line.end });
    parent.parts.push(section);
    open.push(section);
  }
  return { root, front: { start: 0, end: front ?? 0 }, gaps: findGaps(root) };
}

/** `whole`: the line is all heading; `named`: only its first characters are, the text follows without a break. */
type Heading = { readonly mark: NumberMark; readonly depth: number; readonly whole: boolean; readonly named?: number };

/** 附件1 alone on a line after the plan has begun: what follows is an annex, which stands outside the plan's own numbering. */
function readAnnex(line: Line, root: Section): Heading | undefined {
  const label = /^附[件表录]\s*\d{0,2}(?=$|[：:\s.．])[：:.．]?\s*/.exec(line.text)?.[0];
  if (label === undefined || root.parts.length === 0 || line.text.length > 60) return undefined;
  return { mark: { style: 'annex', value: 0, label: label.trim(), length: label.length }, depth: styleDepth.annex, whole: true };
}

function readHeading(line: Line, names: ReadonlySet<string>, inner: ReadonlySet<number>, numbered: boolean): Heading | undefined {
  const markup = line.hint?.heading;
  const marked = markup ? line.text.replace(/^#+\s*/, '') : line.text;
  const skipped = line.text.length - marked.length;
  const mark = readMark(marked);
  if (mark) {
    return { mark: { ...mark, length: mark.length + skipped }, depth: styleDepth[mark.style], whole: markup !== undefined };
  }
  const bare = (style: 'plain' | 'inner'): Heading => ({ mark: { style, value: 0, label: '', length: skipped }, depth: styleDepth[style], whole: true });
  if (line.hint?.item && countHan(line.text) > 4) {
    const { number, depth } = line.hint.item;
    return { mark: { style: 'item', value: number, label: `${number}.`, length: 0 }, depth: styleDepth.item + depth / 10, whole: false };
  }
  if (markup !== undefined && markup > 1) return { ...bare('plain'), depth: numbered ? styleDepth.inner : styleDepth.plain + markup / 10 };
  if (names.has(marked)) return bare('plain');
  const name = [...names].find((word) => marked.startsWith(word));
  if (name !== undefined && name.length >= 4) return { ...bare('plain'), named: name.length };
  if (isTopicWord(marked)) return bare(numbered ? 'inner' : 'plain');
  return inner.has(line.start) ? bare(numbered ? 'inner' : 'plain') : undefined;
}

/** Closes the parts the new heading ends, and gives the part it belongs to. */
function closeFor(open: Section[], heading: Heading): Section {
  const top = open.at(-1);
  // A first number right under a bare heading is its part, whatever the styles: some documents put （一） under 1.
  const inverted = heading.mark.value === 1 && top !== undefined && top.depth > heading.depth && top.body.length === 0
    && !open.some((section) => section.style === heading.mark.style) && top.parts.length === 0 && top.title.length < 30;
  const same = open.findIndex((section) => section.style === heading.mark.style && section.depth === heading.depth);
  if (same > 0) open.length = same;
  else if (!inverted) while ((open.at(-1)?.depth ?? -1) >= heading.depth) open.pop();
  return open.at(-1) ?? (open[0] as Section);
}

/** Where the heading ends in the words after its number, and where the text after it begins. */
function titleEnd(words: string, whole: boolean): { end: number; rest: number } {
  if (whole) return { end: words.length, rest: words.length };
  const stop = /[。！？]”?/.exec(words);
  const sentence = stop ? stop.index + (stop[0].length > 1 ? 2 : 0) : words.length;
  const rest = stop ? stop.index + stop[0].length : words.length;
  const colon = words.search(/[：:]/);
  if (colon > 3 && colon <= 30 && colon < sentence && colon < words.length - 1 && !/[，；]/.test(words.slice(0, colon))) return { end: colon, rest: colon + 1 };
  const blank = words.slice(0, 40).search(/\S\s+\S/);
  if (blank >= 3 && blank < 24 && blank + 1 < sentence && /[，。；]/.test(words.slice(blank)) && !/[，；、]/.test(words.slice(0, blank + 1))) return { end: blank + 1, rest: blank + 1 };
  const clauses = words.slice(0, sentence).split('，').length;
  if (sentence <= longestTitle && !(sentence > 40 && clauses > 2)) return { end: sentence, rest };
  // No heading of its own: the text begins at once and lends its first clause as a name.
  return { end: Math.min(clauseEnd(words), longestTitle), rest: 0 };
}

/** The end of the first clause of at least six characters, not inside brackets or quotation marks. */
export function clauseEnd(words: string): number {
  let deep = 0;
  for (let i = 0; i < words.length; i++) {
    const sign = words[i] ?? '';
    if (/[（(“《〔]/.test(sign)) deep++;
    else if (/[）)”》〕]/.test(sign)) deep--;
    else if (deep <= 0 && i >= 6 && /[，。；：！？,;]/.test(sign)) return i;
  }
  return words.length;
}

function addRow(text: string, section: Section, start: number, end: number): void {
  const last = section.tables.at(-1);
  const cells: Span[] = [];
  const bar = /^\s*\|/.test(text.slice(start, end)) ? '|' : '\t';
  let from = bar === '|' ? text.indexOf('|', start) + 1 : start;
  for (let at = from; at <= end; at++) {
    if (at < end && text[at] !== bar) continue;
    if (bar === '\t' || at < end) cells.push({ start: from, end: at });
    from = at + 1;
  }
  if (/^[\s|:-]*$/.test(text.slice(start, end))) return;
  const adjoining = last?.rows.at(-1)?.at(-1);
  // Rows belong to one table while nothing but blank space lies between them.
  if (last && adjoining && /^[\s|:-]*$/.test(text.slice(adjoining.end, start))) (last.rows as Span[][]).push(cells);
  else section.tables.push({ rows: [cells] });
  section.span.end = end;
}

/** Numbers that jump, within one part or running on through the document (1–34 across chapters is common and right). */
function findGaps(root: Section): NumberGap[] {
  const gaps: NumberGap[] = [];
  const running = new Map<string, number>();
  const visit = (section: Section): void => {
    if (section.style === 'annex') return;
    let before = 0;
    for (const part of section.parts) {
      const through = running.get(part.style) ?? 0;
      if (part.value > 0 && part.value !== before + 1 && part.value !== through + 1 && !(before === 0 && part.value === 1)) {
        gaps.push({ at: part.span.start, label: part.label, expected: (before || through) + 1 });
      }
      if (part.value > 0) {
        before = part.value;
        running.set(part.style, part.value);
      }
      visit(part);
    }
  };
  visit(root);
  return gaps;
}

import { pinyin } from 'pinyin-pro';
import { countHan, isHan, isListedHan } from './han.ts';
import { restoreMainlandWords } from './mainland-words.ts';
import { simplify } from './script.ts';
import { lostCharacter, repairSlippedBytes } from './slipped-bytes.ts';
import type { SlippedRepair } from './slipped-bytes.ts';
import { editsFor, rewrite, trace } from './traced-text.ts';
import type { Edit, Span, TracedText } from './traced-text.ts';

/** A plan's text made ready to be read by rule: simplified, repaired, with Chinese punctuation; and what was done to it. */
export type CleanText = {
  readonly traced: TracedText;
  readonly script: 'simplified' | 'traditional';
  /** Pronunciations written after characters, as 數(shù), that were taken out. */
  readonly pronunciations: number;
  readonly slipped: readonly SlippedRepair[];
  readonly restoredWords: ReadonlyMap<string, number>;
  /** Characters nobody can restore: replacement signs and □. */
  readonly lost: number;
};

/** Share of characters that differ in simplified script above which a document counts as traditional; quotations stay below it. */
const traditionalShare = 0.05;

/** Cleans a document's text. Line breaks and tabs are never added or removed, so line i stays line i. */
export function cleanText(source: string): CleanText {
  const named = dropPronunciations(trace(source));
  const { traced: inStep, repairs: slipped } = repairSlippedBytes(named.traced);
  const again = dropPronunciations(inStep);
  const { traced: simple, script } = toSimplified(again.traced);
  const { traced: mainland, restored } = script === 'traditional' ? restoreMainlandWords(simple) : { traced: simple, restored: new Map<string, number>() };
  const traced = tidyPunctuation(mainland);
  const lost = traced.text.match(new RegExp(`[\ufffd${lostCharacter}\\p{Co}]`, 'gu'))?.length ?? 0;
  return { traced, script, pronunciations: named.count + again.count, slipped, restoredWords: restored, lost };
}

/**
 * Stretches that still do not read as Chinese: signs no plan uses (phonetic letters, box drawing, Cyrillic, private use), or two characters
 * outside the 6,763 of GB 2312 in one line. Place names may be among them; a person decides.
 */
export function garbledStretches(text: string): Span[] {
  const found: Span[] = [];
  for (const line of text.matchAll(/[^\n]+/g)) {
    const rare = [...line[0].matchAll(/\p{Script=Han}/gu)].filter(([character]) => !isListedHan(character));
    const odd = [...line[0].matchAll(/[\u3100-\u312f\u2500-\u257f\u0400-\u04ff\p{Co}\ufffd]/gu)];
    const signs = [...odd, ...(rare.length > 1 || odd.length > 0 ? rare : [])].map((match) => match.index).sort((a, b) => a - b);
    const [first] = signs;
    if (first !== undefined) found.push({ start: line.index + first, end: line.index + Math.min((signs.at(-1) ?? first) + 1, first + 40) });
  }
  return found;
}

function dropPronunciations(traced: TracedText): { traced: TracedText; count: number } {
  const note = /(\p{Script=Han})[(（]([a-zàáèéìíòóùúāēīōūǎěǐǒǔǖǘǚǜüńňǹḿ]{1,6})[)）]/gu;
  const edits = editsFor(traced.text, note, ([, character = '', reading = '']) => (readings(character).has(reading) ? character : undefined));
  return { traced: rewrite(traced, edits), count: edits.length };
}

const knownReadings = new Map<string, ReadonlySet<string>>();
function readings(character: string): ReadonlySet<string> {
  const known = knownReadings.get(character) ?? new Set(pinyin(character, { multiple: true, type: 'array' }));
  knownReadings.set(character, known);
  return known;
}

/** Simplified script, line by line. The converter keeps lengths; a line where it does not is replaced as a whole. */
function toSimplified(traced: TracedText): { traced: TracedText; script: CleanText['script'] } {
  const simple = simplify(traced.text);
  if (simple.length !== traced.text.length) return byLine(traced);
  let changed = 0;
  for (let i = 0; i < simple.length; i++) if (simple[i] !== traced.text[i]) changed++;
  if (changed < countHan(traced.text) * traditionalShare) return { traced, script: 'simplified' };
  return { traced: { text: simple, from: traced.from }, script: 'traditional' };
}

function byLine(traced: TracedText): { traced: TracedText; script: CleanText['script'] } {
  const edits: Edit[] = editsFor(traced.text, /[^\n\t]+/g, ([line]) => (simplify(line) === line ? undefined : simplify(line)));
  const changed = edits.reduce((sum, edit) => sum + countHan(edit.words), 0);
  if (changed < countHan(traced.text) * 0.5) return { traced, script: 'simplified' };
  return { traced: rewrite(traced, edits), script: 'traditional' };
}

const wide: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：', '?': '？', '!': '！' };

/**
 * One way of writing: full-width digits and letters narrowed, ASCII punctuation beside Chinese widened (brackets in pairs),
 * every kind of blank a plain space, invisible signs and Markdown's bold marks gone.
 */
function tidyPunctuation(traced: TracedText): TracedText {
  const plain = rewrite(traced, editsFor(traced.text, /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05\uff0b\uff0e]|[^\S\n\t]|[\u200b-\u200f\u2060\ufeff\u00ad]|\*\*|__(?=\S)|<?\/?(?:strong|span|font|p|br|div|b)\s*\/?>/g, ([sign]) => {
    if (/[\u200b-\u200f\u2060\ufeff\u00ad]|\*\*|__|>/.test(sign)) return '';
    return /\s/.test(sign) ? (sign === ' ' ? undefined : ' ') : String.fromCharCode(sign.charCodeAt(0) - 0xfee0);
  }));
  const bracketed = rewrite(plain, wideBrackets(plain.text));
  return rewrite(bracketed, wideMarks(bracketed.text));
}

function besideChinese(text: string, at: number): boolean {
  const chinese = (character: string | undefined): boolean => isHan(character) || (character !== undefined && /[、。，；：？！（）《》“”‘’〔〕]/.test(character));
  return chinese(text[at - 1]) || chinese(text[at + 1]);
}

function wideMarks(text: string): Edit[] {
  return editsFor(text, /[,;:?!]/g, (match) => (besideChinese(text, match.index) ? wide[match[0]] : undefined));
}

function wideBrackets(text: string): Edit[] {
  const edits: Edit[] = [];
  const open: number[] = [];
  for (const { 0: sign, index } of text.matchAll(/[()（）\n]/g)) {
    if (sign === '\n') open.length = 0;
    else if (sign === '(' || sign === '（') open.push(index);
    else {
      const start = open.pop();
      const widen = besideChinese(text, index) || (start !== undefined && besideChinese(text, start));
      if (start !== undefined && widen && text[start] === '(') edits.push({ start, end: start + 1, words: '（' });
      if (widen && sign === ')') edits.push({ start: index, end: index + 1, words: '）' });
    }
  }
  return edits.sort((a, b) => a.start - b.start);
}

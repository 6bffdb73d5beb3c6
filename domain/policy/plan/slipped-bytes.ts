import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import iconv from 'iconv-lite';
import { pinyin } from 'pinyin-pro';
import { isCommonHan, isHan } from './han.ts';
import { simplify } from './script.ts';
import { placeOf, rewrite } from './traced-text.ts';
import type { Edit, Span, TracedText } from './traced-text.ts';

/**
 * Repairs runs of a GBK text that were read one byte out of step: a byte was lost (it shows as "?" or U+FFFD), every following
 * pair of bytes was then joined wrongly ("。ㄒ唬" for "（一）"), until a one-byte character set the reader right again.
 * Putting the bytes back in step restores all but the two characters at the ends, of which one byte each is known;
 * these are chosen by what fits the document, and left as "□" where nothing does.
 */
export type SlippedRepair = { readonly place: Span; readonly was: string; readonly now: string };

/** Stands for a character that could not be restored (GB/T 7713-style missing character sign). */
export const lostCharacter = '□';

const longestRun = 60;

/** Evidence a guessed character needs: a three-character word of the dictionary, or as much from the document itself. */
const enough = 9;

/** Share of a repaired stretch's characters that must stand in words. Higher leaves more right repairs undone, lower lets wrong ones through. */
const wordShare = 0.55;

/** The text with slipped runs repaired, and what was done. The repair is made only where it turns nonsense into everyday characters. */
export function repairSlippedBytes(traced: TracedText): { traced: TracedText; repairs: readonly SlippedRepair[] } {
  const { text } = traced;
  const edits: Edit[] = [];
  let seen: PairCounts | undefined;
  for (const match of text.matchAll(/[?\ufffd]/g)) {
    const start = match.index;
    if (start < (edits.at(-1)?.end ?? 0)) continue;
    const run = stepBack(text, start);
    if (!run) continue;
    seen ??= countPairs(text);
    edits.push({ start, end: run.end, words: chooseEnds(text, start, run, seen) });
  }
  const repairs = edits.map((edit) => ({ place: placeOf(traced, edit.start, edit.end), was: text.slice(edit.start, edit.end), now: edit.words }));
  return { traced: rewrite(traced, edits), repairs };
}

/** A run put back in step: `first` is the known second byte of its first character, `last` the known first byte of its last one. */
type Run = { readonly end: number; readonly middle: string; readonly first: number; readonly last: number | undefined; readonly reading: string | undefined };

function stepBack(text: string, start: number): Run | undefined {
  let found: Run | undefined;
  /** Full-width ASCII may have been narrowed later, so an ASCII sign is either one byte or the pair A3 xx: both are tried. */
  const walk = (at: number, bytes: readonly number[]): void => {
    if (found || at - start > longestRun) return;
    const character = text[at];
    if (character === undefined || character === '\n') return;
    const code = character.charCodeAt(0);
    if (character === '?' || character === '\ufffd') return settle(text, start, at + 1, bytes, true, (run) => (found = run));
    if (code >= 0x40 && code < 0x7f) settle(text, start, at + 1, [...bytes, code], false, (run) => (found = run));
    if (code > 0x20 && code < 0x7f) return walk(at + 1, [...bytes, 0xa3, code | 0x80]);
    const pair = gbkBytes(character);
    if (pair) walk(at + 1, [...bytes, ...pair]);
  };
  for (const { garbled, bytes } of opensLine(text, start) ? brokenNumbers : []) {
    if (!found && text.startsWith(garbled, start + 1)) walk(start + 1 + garbled.length, bytes);
  }
  walk(start + 1, []);
  return found ?? numberOnly(text, start);
}

/** Only the number at the start of a line can be told: it is restored, what follows stays as it was for a person to read. */
function numberOnly(text: string, start: number): Run | undefined {
  const number = opensLine(text, start) ? brokenNumbers.find(({ garbled }) => text.startsWith(garbled, start + 1) && gbkBytes(text[start + 1 + garbled.length] ?? '')?.[0] === 0xa9) : undefined;
  return number && { end: start + 1 + number.garbled.length, middle: `（${number.numeral}）`, first: 0xa1, last: undefined, reading: undefined };
}

/**
 * What （一） … （二十） look like one byte out of step after a full-width blank. Copies lose the private-use characters among them,
 * so each stands here with and without these; `bytes` are the true ones up to the half sign that （ ）'s last byte makes.
 */
const brokenNumbers = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四', '十五', '十六', '十七', '十八', '十九', '二十'].flatMap((numeral) => {
  const bytes = [0xa1, ...iconv.encode(`（${numeral}）`, 'gbk').subarray(0, -1)];
  const whole = Array.from({ length: bytes.length / 2 }, (_, i) => iconv.decode(Buffer.from(bytes.slice(2 * i, 2 * i + 2)), 'gb18030'));
  const kept = whole.filter((sign) => !/[\p{Co}\p{Cn}\ufffd]/u.test(sign) && [...sign].length === 1).join('');
  return [{ numeral, garbled: whole.join(''), bytes }, { numeral, garbled: kept, bytes }];
}).sort((a, b) => b.garbled.length - a.garbled.length);

function opensLine(text: string, at: number): boolean {
  return /^\s*$/.test(text.slice(Math.max(text.lastIndexOf('\n', at - 1) + 1, at - 20), at));
}

/** Is this a plausible end of the run? Then everything between the two damaged ends must read as everyday Chinese. */
function settle(text: string, start: number, end: number, bytes: readonly number[], lastLost: boolean, accept: (run: Run) => void): void {
  if (bytes.length < 4) return;
  const [first = 0, ...rest] = bytes;
  const last = lastLost ? rest.pop() : undefined;
  const middle = iconv.decode(Buffer.from(rest), 'gb18030');
  const now = text.slice(start + 1, end);
  if (rest.length % 2 !== 0 || share(middle, reads) < 1) return;
  // A pair lost on the way puts the bytes out of step again: everyday characters then, but no words. Better garbled than wrong.
  const characters = [...middle].filter(isHan).length;
  if (characters >= 5 && inWords(middle) * middle.length < characters * wordShare) return;
  // Everyday characters by chance: then the repair must give clearly more words than stand there.
  if (share(now, reads) > 0.75 && inWords(middle) < inWords(now) + 0.3) return;
  // The lost byte swallowed an opening bracket of a pronunciation note: "數(shù)" came out as "?shù)".
  const note = lastLost ? /^([a-zàáèéìíòóùúāēīōūǎěǐǒǔǖǘǚǜü]{1,6})\)/.exec(text.slice(end)) : null;
  accept({ end: end + (note?.[0].length ?? 0), middle, first, last, reading: note?.[1] });
}

/** Share of characters that stand in words of two or more. */
function inWords(text: string): number {
  return dictionary().cut(simplify(text), false).reduce((sum, word) => sum + (word.length > 1 && isHan(word[0]) ? word.length : 0), 0) / Math.max(text.length, 1);
}

function share(text: string, good: (character: string) => boolean): number {
  const characters = [...text];
  return characters.length === 0 ? 0 : characters.filter(good).length / characters.length;
}

function reads(character: string): boolean {
  return isCommonHan(simplify(character)) || /[、。，；：？！（）《》“”‘’—…·　\x21-\x7e]/.test(character);
}

function chooseEnds(text: string, start: number, run: Run, seen: PairCounts): string {
  const before = /\p{Script=Han}*$/u.exec(text.slice(Math.max(0, start - 2), start))?.[0] ?? '';
  const after = text.slice(run.end, run.end + 2);
  // At the start of a line the lost byte is half of the blank that indents a paragraph.
  const opening = run.first === 0xa1 && opensLine(text, start);
  const leads = Array.from({ length: 126 }, (_, i) => [0x81 + i, run.first] as const);
  const first = opening ? '' : bestFit(leads, before, run.middle.slice(0, 2), undefined, seen);
  if (run.last === undefined) return first + run.middle;
  const lead = run.last;
  const trails = Array.from({ length: 191 }, (_, i) => [lead, 0x40 + i] as const);
  return first + run.middle + bestFit(trails, run.middle.slice(-2), after, run.reading, seen);
}

/** Of the characters these bytes may be, the one that makes words with its neighbours, here or in the dictionary. */
function bestFit(pairs: readonly (readonly [number, number])[], before: string, after: string, reading: string | undefined, seen: PairCounts): string {
  let best = { character: lostCharacter, score: 0 };
  for (const pair of pairs) {
    const character = iconv.decode(Buffer.from(pair), 'gbk');
    const simple = simplify(character);
    if (!isHan(character) || !isCommonHan(simple)) continue;
    if (reading !== undefined && !pinyin(character, { multiple: true, type: 'array' }).includes(reading)) continue;
    const score = (reading === undefined ? 0 : 1) + fitness(simplify(before), simple, simplify(after), seen);
    if (score > best.score) best = { character, score };
  }
  return best.score >= enough ? best.character : lostCharacter;
}

function fitness(before: string, character: string, after: string, seen: PairCounts): number {
  const near = [before.slice(-1) + character, character + after.slice(0, 1)].filter((pair) => pair.length > 1);
  const used = near.reduce((sum, pair) => sum + Math.min(seen.get(pair) ?? 0, 5) * 3, 0);
  const word = dictionary().cut(before + character + after, false).find((cut) => cut.includes(character) && cut.length > 1);
  return used + (word ? word.length * 3 : 0);
}

/** How often each pair of neighbouring characters stands in the document, in simplified script. */
type PairCounts = ReadonlyMap<string, number>;

function countPairs(text: string): PairCounts {
  const counts = new Map<string, number>();
  const plain = simplify(text.slice(0, 200_000));
  for (let i = 0; i + 1 < plain.length; i++) counts.set(plain.slice(i, i + 2), (counts.get(plain.slice(i, i + 2)) ?? 0) + 1);
  return counts;
}

let words: Jieba | undefined;
/** Loaded only when a damaged document comes: it takes a tenth of a second and some memory. */
function dictionary(): Jieba {
  return (words ??= Jieba.withDict(dict));
}

/** The two GBK bytes of a character, private-use ones included, as the first GBK tables mapped unassigned codes there. */
function gbkBytes(character: string): readonly number[] | undefined {
  const code = character.charCodeAt(0);
  if (code >= 0xe7e7 && code <= 0xe7f3) return [0xa9, 0x89 + code - 0xe7e7];
  const bytes = iconv.encode(character, 'gb18030');
  return bytes.length === 2 ? [...bytes] : undefined;
}

import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import { countHan, isCommonHan } from './han.ts';
import { refusePlan } from './refusal.ts';
import { simplify } from './script.ts';

/** Text read from bytes, with the encoding it was in (WHATWG name). */
export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
  /** True where the text had been saved after its UTF-8 was misread, and was read again rightly. */
  readonly misread: boolean;
}

const byteOrderMarks: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * Text from bytes in UTF-8, UTF-16, GB18030 or Big5. A mark or a declared charset is believed when the text it gives reads as text;
 * otherwise the reading with the most everyday characters wins. Refuses with PLAN_NOT_TEXT when none reads as text.
 */
export function decodeText(bytes: Uint8Array, declared?: string): DecodedText {
  for (const [encoding, mark] of byteOrderMarks) {
    if (mark.every((byte, i) => bytes[i] === byte)) return readable(iconv.decode(Buffer.from(bytes.subarray(mark.length)), encoding), encoding);
  }
  const utf8 = strictUtf8(bytes);
  if (utf8 !== undefined && !utf8.includes('\0')) return readable(utf8, 'utf-8');
  const named = declared && iconv.encodingExists(declared) ? [declared.toLowerCase()] : [];
  const guessed = analyse(bytes.subarray(0, 65536)).map((guess) => guess.name.toLowerCase());
  const known = new Set([...named, 'gb18030', 'big5', 'utf-16le', 'utf-16be', 'utf-8']);
  const order = [...known].sort((a, b) => rank(a, named, guessed) - rank(b, named, guessed));
  const sample = Buffer.from(bytes.subarray(0, 60_000));
  let best = { encoding: 'utf-8', score: -Infinity };
  for (const encoding of order) {
    const score = plausibility(iconv.decode(sample, encoding));
    // A later reading must be clearly better: on a tie the declared or guessed one stands.
    if (score > best.score + 0.02) best = { encoding, score };
  }
  return readable(iconv.decode(Buffer.from(bytes), best.encoding), best.encoding);
}

function rank(encoding: string, named: readonly string[], guessed: readonly string[]): number {
  if (named.includes(encoding)) return -1;
  const place = guessed.indexOf(encoding);
  return place === -1 ? guessed.length : place;
}

function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Measured: the five real plans and six openings have 0.93 and more, random bytes in the kindest encoding less than 0. */
const leastPlausible = 0.4;

/** Share of characters that everyday Chinese prose is made of, minus what it never holds. Between about -1 and 1. */
export function plausibility(text: string): number {
  const sample = simplify(text.slice(0, 20_000));
  let good = 0;
  let bad = 0;
  let all = 0;
  for (const character of sample) {
    if (/\s/.test(character)) continue;
    all++
    if (isCommonHan(character) || /[\x21-\x7e、。，；：？！（）《》“”‘’—…·〔〕【】％]/.test(character)) good++
    else if (/[\p{Cc}\p{Co}\p{Cn}\ufffd]/u.test(character)) bad++
  }
  return all === 0 ? 0 : (good - 2 * bad) / all;
}

/** Text whose UTF-8 was once read as GBK or Windows-1252 and saved that way (鏁板瓧, æ•°å­—), read rightly; undefined when it is not such. */
export function undoMisreading(text: string): string | undefined {
  const sample = text.slice(0, 4000);
  const now = plausibility(sample);
  for (const encode of [(words: string) => iconv.encode(words, 'gb18030'), westernBytes]) {
    const again = encode(sample).toString('utf8');
    if (countHan(again) > again.length / 3 && plausibility(again) > now + 0.25) return encode(text).toString('utf8');
  }
  return undefined;
}

/** Bytes of Windows-1252, the five codes it leaves open taken as they are, as browsers do. */
function westernBytes(words: string): Buffer {
  return Buffer.concat([...words].map((character) => (character.charCodeAt(0) < 0x100 ? Buffer.from([character.charCodeAt(0)]) : iconv.encode(character, 'windows-1252'))));
}

function readable(words: string, encoding: string): DecodedText {
  if (words.trim() === '') throw refusePlan('PLAN_EMPTY');
  const again = undoMisreading(words);
  const text = again ?? words;
  const control = text.match(/\ufffd|(?![\t\n\v\f\r])\p{Cc}/gu)?.length ?? 0;
  if (control > text.length / 50 || countHan(text) < 20 || plausibility(text) < leastPlausible) throw refusePlan('PLAN_NOT_TEXT');
  return { text, encoding, misread: again !== undefined };
}

import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import { countHan, isCommonHan } from './han.ts';
import { refusePlan } from './refusal.ts';
import { simplify } from './script.ts';

/** Text read from bytes, with the encoding it was in (WHATWG name). */
export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
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
    if (mark.every((byte, i) => bytes[i] === byte)) {
      return readable({ text: iconv.decode(Buffer.from(bytes.subarray(mark.length)), encoding), encoding });
    }
  }
  const utf8 = strictUtf8(bytes);
  if (utf8 !== undefined && !utf8.includes('\0')) return readable({ text: utf8, encoding: 'utf-8' });
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
  return readable({ text: iconv.decode(Buffer.from(bytes), best.encoding), encoding: best.encoding });
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

function readable(decoded: DecodedText): DecodedText {
  const control = decoded.text.match(/\ufffd|(?![\t\n\v\f\r])\p{Cc}/gu)?.length ?? 0;
  if (decoded.text.trim() === '') throw refusePlan('PLAN_EMPTY');
  if (control > decoded.text.length / 50) throw refusePlan('PLAN_NOT_TEXT');
  if (countHan(decoded.text) < 20) throw refusePlan('PLAN_NOT_TEXT');
  return decoded;
}

import { isUtf8 } from 'node:buffer';
import { detect } from 'chardet';
import iconv from 'iconv-lite';

/** Encodings a table may come in, by the names of iconv. */
export const encodings = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'big5', 'shift_jis', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

/** What the first bytes of a file tell: its encoding, and how many of them are a mark rather than text. */
export function detectEncoding(head: Buffer): { encoding: Encoding; mark: number } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', mark: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', mark: 2 };
  const wide = zerosOf(head);
  if (wide) return { encoding: wide, mark: 0 };
  if (isUtf8(wholeLines(head))) return { encoding: 'utf-8', mark: 0 };
  // A few stray bytes do not make a UTF-8 table another encoding: those lines are refused one by one.
  if (shareOfUtf8(head) > 0.95) return { encoding: 'utf-8', mark: 0 };
  return { encoding: guess(head), mark: 0 };
}

/** UTF-16 without its mark: every second byte of ASCII text is zero. */
function zerosOf(head: Buffer): Encoding | null {
  const counts = [0, 0];
  for (let at = 0; at < head.length; at += 1) if (head[at] === 0) counts[at % 2]! += 1;
  const [even, odd] = counts as [number, number];
  if (odd > head.length / 8 && even < odd / 20) return 'utf-16le';
  return even > head.length / 8 && odd < even / 20 ? 'utf-16be' : null;
}

/** A sample cut anywhere may end inside a character; lines do not. */
function wholeLines(head: Buffer): Buffer {
  const stop = head.lastIndexOf(0x0a);
  return stop > 0 ? head.subarray(0, stop) : head.subarray(0, Math.max(0, head.length - 3));
}

function shareOfUtf8(head: Buffer): number {
  let [right, wrong] = [0, 0];
  for (let at = 0; at < head.length;) {
    const stop = head.indexOf(0x0a, at);
    const line = head.subarray(at, stop < 0 ? head.length : stop);
    const foreign = line.some((byte) => byte > 0x7f);
    if (foreign && isUtf8(line)) right += 1;
    else if (foreign) wrong += 1;
    at = stop < 0 ? head.length : stop + 1;
  }
  return right / Math.max(1, right + wrong);
}

/** Among the old encodings: GB18030 wherever it reads without a fault, as nearly all of our tables do. */
function guess(head: Buffer): Encoding {
  const text = iconv.decode(wholeLines(head), 'gb18030');
  const common = text.match(/[\u4e00-\u9fa5，。、（）：；]/g)?.length ?? 0;
  const strange = text.match(/[\ufffd\ue000-\uf8ff]/g)?.length ?? 0;
  if (common > 0 && strange <= common / 100) return 'gb18030';
  const named = { Big5: 'big5', Shift_JIS: 'shift_jis', GB18030: 'gb18030', 'ISO-8859-1': 'windows-1252' } as const;
  return named[detect(head) as keyof typeof named] ?? 'gb18030';
}

/** Bytes of an encoding → UTF-8 bytes. UTF-8 itself goes through untouched. */
export async function* toUtf8(pieces: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<Buffer> {
  if (encoding === 'utf-8') return yield* pieces;
  const decoder = iconv.getDecoder(encoding, { stripBOM: false });
  for await (const piece of pieces) {
    const text = decoder.write(piece);
    if (text) yield Buffer.from(text, 'utf8');
  }
  const rest = decoder.end();
  if (rest) yield Buffer.from(rest, 'utf8');
}

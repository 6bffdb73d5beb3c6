import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { pinyin } from 'pinyin-pro';

/** A text of the invented city, by file name. */
export function fixture(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, name));
}

/** Writes the pronunciation after each of these characters, as some copies of pages do: 數(shù). */
export function pronounce(text: string, characters: string): string {
  return text.replaceAll(new RegExp(`[${characters}]`, 'g'), (character) => `${character}(${pinyin(character)})`);
}

/**
 * Reads a stretch of a text as GBK one byte out of step, as happens when a byte is lost: its first byte becomes "?", the pairs shift,
 * and a last byte without partner becomes "?" again.
 */
export function slipBytes(text: string, start: number, end: number): string {
  const bytes = iconv.encode(text.slice(start, end), 'gbk');
  const shifted = bytes.subarray(1, bytes.length - 1);
  const last = bytes.at(-1) ?? 0;
  // The byte left over at the end takes its partner from ASCII, or is lost.
  const wrong = iconv.decode(shifted, 'gb18030');
  return `${text.slice(0, start)}?${wrong}?${last > 0x7f ? '' : String.fromCharCode(last)}${text.slice(end)}`;
}

import { decodeText } from './decode-text.ts';
import type { LineHint, ReadLines } from './lines.ts';
import { readDocx } from './read-docx.ts';
import { readPage } from './read-page.ts';
import { refusePlan } from './refusal.ts';

/** A document that was read, and how it was found to be written. */
export type ReadDocument = ReadLines & {
  readonly format: 'text' | 'docx' | 'html';
  readonly encoding: string;
  /** The text had been saved in a wrong encoding and was read again rightly. */
  readonly misread: boolean;
};

/** How a document arrived: its file name and media type are only hints, the content decides. */
export type Arrival = { readonly name?: string; readonly type?: string };

/** Largest plan taken in, in bytes; the five largest city plans seen are under 0.2 MB. */
export const largestPlan = 10 * 1024 * 1024;

const foreign: readonly (readonly [string, readonly number[]])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['Word 97–2003 / WPS (doc, wps)', [0xd0, 0xcf, 0x11, 0xe0]],
  ['RTF', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['RAR', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['gzip', [0x1f, 0x8b]],
  ['ELF', [0x7f, 0x45, 0x4c, 0x46]],
];

/** Longest text taken in, in characters; the longest of the real plans has 16,000. */
export const longestPlan = 400_000;

/** The text of a plan document with its line hints. Refuses what is empty, too large, of another format, damaged or not text. */
export async function readDocument(bytes: Uint8Array, arrival: Arrival = {}): Promise<ReadDocument> {
  const document = await readBytes(bytes, arrival);
  if (document.source.length > longestPlan) throw refusePlan('PLAN_TOO_LARGE', { limit: `${longestPlan / 10_000} 万字` });
  return document;
}

async function readBytes(bytes: Uint8Array, arrival: Arrival): Promise<ReadDocument> {
  if (bytes.length === 0) throw refusePlan('PLAN_EMPTY');
  if (bytes.length > largestPlan) throw refusePlan('PLAN_TOO_LARGE', { limit: `${largestPlan / 1024 / 1024} MB` });
  const other = foreign.find(([, start]) => start.every((byte, i) => bytes[i] === byte));
  if (other) throw refusePlan('PLAN_FORMAT_UNKNOWN', { found: other[0] });
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return { ...(await readDocx(bytes)), format: 'docx', encoding: 'utf-8', misread: false };
  const { text, encoding, misread } = decodeText(bytes, charsetOf(bytes, arrival.type));
  if (text.length > longestPlan * 4) throw refusePlan('PLAN_TOO_LARGE', { limit: `${longestPlan / 10_000} 万字` });
  if (looksLikeMarkup(text, arrival)) return { ...readPage(text), format: 'html', encoding, misread };
  return { ...readPlainText(text), format: 'text', encoding, misread };
}

function charsetOf(bytes: Uint8Array, type: string | undefined): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1');
  return (/charset\s*=\s*["']?([\w-]+)/i.exec(type ?? '') ?? /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head))?.[1];
}

function looksLikeMarkup(text: string, arrival: Arrival): boolean {
  if (/^\s*(<!doctype html|<html|<\?xml[^>]*>\s*<(!doctype )?html)/i.test(text)) return true;
  const tags = text.match(/<\/?(p|div|br|td|tr|table|span|h[1-6]|li|section|article|body)\b[^>]*>/gi)?.length ?? 0;
  return tags >= 6 || (tags > 0 && /html/i.test(`${arrival.type ?? ''} ${arrival.name ?? ''}`));
}

/** Plain text, with Markdown headings and pipe tables understood, as people paste them from notes. */
export function readPlainText(text: string): ReadLines {
  const source = text.replaceAll(/\r\n?|\u2028|\u2029|\u0085/g, '\n');
  const lines = source.split('\n');
  const hints = lines.map((line): LineHint | undefined => {
    const heading = /^\s{0,3}(#{1,6})\s+\S/.exec(line)?.[1];
    if (heading) return { heading: heading.length };
    return isTableRow(line) ? { cells: true } : undefined;
  });
  return { source, hints };
}

function isTableRow(line: string): boolean {
  return line.trim().split('\t').length >= 3 || /^\s*\|(.+\|){2,}\s*$/.test(line);
}

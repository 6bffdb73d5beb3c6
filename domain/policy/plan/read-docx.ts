import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import type { ReadLines } from './lines.ts';
import { readPage } from './read-page.ts';
import { refusePlan } from './refusal.ts';

/** A plan's text unpacks to well under a megabyte; more than this is a trap or a picture book. */
const largestUnpacked = 80 * 1024 * 1024;

/** The lines of a Word document, with headings, automatic numbers and tables kept. Refuses zips that are no docx, and zip bombs. */
export async function readDocx(bytes: Uint8Array): Promise<ReadLines> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = listParts(zip);
  if (!parts) throw refusePlan('PLAN_DAMAGED');
  if (!parts.has('word/document.xml')) throw refusePlan('PLAN_FORMAT_UNKNOWN', { found: kindOf(parts) });
  await refuseBombs(zip, parts);
  const page = await convert(bytes);
  const read = readPage(`<body>${page}</body>`);
  if (read.source.trim() === '') throw refusePlan('PLAN_EMPTY');
  return read;
}

async function convert(bytes: Uint8Array): Promise<string> {
  const { default: mammoth } = await import('mammoth');
  try {
    // Pictures are dropped, not inlined: a plan is its words.
    const result = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, {
      convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
      externalFileAccess: false,
    });
    return result.value;
  } catch {
    throw refusePlan('PLAN_DAMAGED');
  }
}

const unpack = promisify(inflateRaw);

/** Unpacks every XML part once with a hard limit, because the sizes a zip declares may be false. */
async function refuseBombs(zip: Buffer, parts: ReadonlyMap<string, Part>): Promise<void> {
  let left = largestUnpacked;
  for (const [name, part] of parts) {
    if (!/\.(xml|rels)$/.test(name) || part.packed === 0) continue;
    const data = zip.subarray(part.at, part.at + part.packed);
    try {
      left -= part.deflated ? (await unpack(data, { maxOutputLength: Math.max(left, 1) })).length : data.length;
    } catch (error) {
      if (error instanceof RangeError) throw refusePlan('PLAN_TOO_LARGE', { limit: `${largestUnpacked / 1024 / 1024} MB` });
      throw refusePlan('PLAN_DAMAGED');
    }
    if (left <= 0) throw refusePlan('PLAN_TOO_LARGE', { limit: `${largestUnpacked / 1024 / 1024} MB` });
  }
}

/** Where a part's data begins in the zip, and its packed length in bytes. */
type Part = { readonly at: number; readonly packed: number; readonly deflated: boolean };

/**
 * The parts a zip's central directory names (PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16), read before anything is unpacked.
 * Undefined when there is no directory.
 */
function listParts(zip: Buffer): Map<string, Part> | undefined {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > zip.length) return undefined;
  const parts = new Map<string, Part>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) return undefined;
    const name = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    if (local + 30 > zip.length) return undefined;
    parts.set(zip.toString('utf8', at + 46, at + 46 + name), {
      at: local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28),
      packed: zip.readUInt32LE(at + 20),
      deflated: zip.readUInt16LE(at + 10) === 8,
    });
    at += 46 + name + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return parts;
}

function kindOf(parts: ReadonlyMap<string, Part>): string {
  if (parts.has('xl/workbook.xml')) return 'Excel (xlsx)';
  if (parts.has('ppt/presentation.xml')) return 'PowerPoint (pptx)';
  return parts.has('content.xml') ? 'OpenDocument' : 'ZIP';
}

import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip, inflateRawSync } from 'node:zlib';
import { numberPatterns, type Sought } from './sought.ts';

/** The longest a number with blanks and a country code can be: so much of a piece is looked at again with the next. */
const overlap = 64;
/** Documents are unpacked in memory; past this they are searched as they lie. */
const mostUnpacked = 256 * 1024 * 1024;

/**
 * Whether a file holds one of a person's numbers. Numbers are ASCII in every encoding tables come in; of UTF-16 the zero bytes are
 * passed over. Gzip is unpacked as a stream, zip archives (office documents) entry by entry.
 */
export async function holdsNumber(bytes: Readable, type: string, sought: Sought): Promise<boolean> {
  const { id, phone } = numberPatterns(sought);
  const pattern = new RegExp(phone === null ? id : `${id}|${phone}`);
  if (type === 'application/gzip') return inStream(bytes.pipe(createGunzip()), pattern).catch(() => false);
  if (!/zip|officedocument|ofd$/.test(type)) return inStream(bytes, pattern);
  for (const entry of entriesOf(await buffer(bytes))) if (pattern.test(` ${plain(entry)} `)) return true;
  return false;
}

const plain = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').replaceAll('\0', '');

async function inStream(bytes: Readable, pattern: RegExp): Promise<boolean> {
  let before = ' ';
  for await (const piece of bytes) {
    const text = before + plain(piece as Buffer);
    // A number at the very end may go on in the next piece, and is judged there: a digit stands for what is not known yet.
    if (pattern.test(`${text}0`)) return true;
    before = text.length > overlap ? `0${text.slice(-overlap)}` : text;
  }
  return pattern.test(before);
}

/** The unpacked entries of a zip archive, by its list at the end. A broken archive has none. */
function* entriesOf(archive: Buffer): Generator<Uint8Array> {
  const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) return;
  let unpacked = 0;
  for (let at = archive.readUInt32LE(end + 16); at + 46 <= archive.length && archive.readUInt32LE(at) === 0x02014b50;) {
    const [method, packed, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 24)];
    const local = archive.readUInt32LE(at + 42);
    unpacked += size;
    if (unpacked > mostUnpacked || local + 30 > archive.length) return;
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const body = archive.subarray(from, from + packed);
    if (method === 0) yield body;
    else if (method === 8) yield inflateRawSync(body, { maxOutputLength: Math.max(size, 1) });
    at += 46 + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
}

import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { House } from '../house.ts';
import { refuse } from './errors.ts';
import { lockContent } from './remove.ts';
import { fitsName, headLength, isProgram, sniffType } from './sniff.ts';
import { FileTooLarge } from './store.ts';
import { addFile, type StoredFile } from './table.ts';

const mebi = 1024 * 1024;
/** The most bytes by kind: pictures and papers are read by people, data files by machines. */
const limits: readonly (readonly [RegExp, number])[] = [
  [/^image\//, 20 * mebi],
  [/^(text\/csv|text\/plain|application\/(gzip|json|zip|vnd\.apache\.parquet)|.*spreadsheetml.*)$/, 600 * mebi],
  [/^video\//, 200 * mebi],
  [/./, 50 * mebi],
];
const limitOf = (type: string) => limits.find(([kind]) => kind.test(type))![1];

/**
 * Takes a file in: looks at its first bytes, stores it durably, writes it down.
 * Refuses FILE_MISSING (empty), FILE_TYPE_REFUSED (a program), FILE_TYPE_MISMATCH (content against name), FILE_TOO_LARGE.
 * The stream is read to its end whatever becomes of it: it may be one part of a form, and what comes after it must arrive.
 */
export async function receiveFile(house: Pick<House, 'db' | 'files'>, bytes: Readable, given: { name: string; ownerId: string | null }): Promise<StoredFile> {
  const name = plainName(given.name);
  const pieces = bytes.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  try {
    const head = await headOf(pieces);
    if (head.length === 0) throw refuse('FILE_MISSING');
    const type = sniffType(head.subarray(0, headLength), name);
    if (isProgram(type)) throw refuse('FILE_TYPE_REFUSED', { name });
    if (!fitsName(type, name)) throw refuse('FILE_TYPE_MISMATCH', { name });
    const limit = limitOf(type);
    return await keepFile(house, Readable.from(whole(head, pieces), { objectMode: false }), limit, { type, name, ownerId: given.ownerId }).catch((error: unknown) => {
      throw error instanceof FileTooLarge ? refuse('FILE_TOO_LARGE', { limit: `${limit / mebi} MB` }) : error;
    });
  } finally {
    // Only a stream nobody reads piece by piece any more can be read away.
    await pieces.return?.();
    bytes.resume();
  }
}

/**
 * Stores bytes durably and writes the file down. Content that was just being removed as somebody's is not taken for stored:
 * refuses FILE_JUST_REMOVED, and the sender sends it again.
 */
export async function keepFile(house: Pick<House, 'db' | 'files'>, bytes: Readable, limit: number, known: Pick<StoredFile, 'type' | 'name' | 'ownerId'>): Promise<StoredFile> {
  const { sha256, size } = await house.files.put(bytes, limit);
  return house.db.begin(async (tx) => {
    await lockContent(tx, sha256);
    const [removed] = await tx`select 1 from file_removals where sha256 = ${sha256}`;
    if (removed && !(await house.files.has(sha256))) throw refuse('FILE_JUST_REMOVED');
    return addFile(tx, { ...known, sha256, size });
  }) as Promise<StoredFile>;
}

/** A name that is only a name: no folders, no control characters, of a length every system takes. */
export function plainName(given: string): string {
  // oxlint-disable-next-line no-control-regex -- taking them out is the point
  const name = basename(given.replaceAll('\\', '/')).replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e]/g, '').trim();
  const short = name.length > 180 ? `${name.slice(0, 150)}…${name.slice(-20)}` : name;
  return short === '' || short === '.' || short === '..' ? 'file' : short;
}

/** What has been read of a stream until its head was complete. */
async function headOf(pieces: AsyncIterator<Buffer>): Promise<Buffer> {
  const begun: Buffer[] = [];
  for (let length = 0; length < headLength;) {
    const piece = await pieces.next();
    if (piece.done) break;
    begun.push(piece.value);
    length += piece.value.length;
  }
  return Buffer.concat(begun);
}

/** The stream from its beginning: what was read already, then the rest. */
async function* whole(begun: Buffer, pieces: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield begun;
  for (let piece = await pieces.next(); !piece.done; piece = await pieces.next()) yield piece.value;
}

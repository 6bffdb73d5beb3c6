import { open } from 'node:fs/promises';
import { refuse } from '../errors.ts';

/** The most a workbook may unpack to: it is read into memory as a whole. */
const mostUnpacked = 512 * 1024 * 1024;

/** The rows of one sheet of a workbook as texts; cells of days and times in the form 2026-03-12 or 2026-03-12 08:00:00. */
export async function sheetRows(path: string, { name, sheet }: { name: string; sheet?: string | undefined }): Promise<string[][]> {
  await refuseBomb(path, name);
  const { default: readXlsxFile } = await import('read-excel-file/node');
  const sheets = await readXlsxFile(path).catch((error: Error) => {
    throw refuse('IMPORT_ARCHIVE_BROKEN', { name, reason: error.message });
  });
  const chosen = sheet === undefined ? (sheets.find((each) => each.data.length > 1) ?? sheets[0]) : sheets.find((each) => each.sheet === sheet);
  if (!chosen) throw refuse('IMPORT_SHEET_UNKNOWN', { name, sheet: sheet ?? '1', known: sheets.map((each) => each.sheet).join('、') });
  return chosen.data.map((row) => row.map(cellText));
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (!(cell instanceof Date)) return String(cell);
  const iso = cell.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

/** Adds up what the list of entries at the end of a zip file says they unpack to. */
async function refuseBomb(path: string, name: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, 65_557));
    await file.read(tail, 0, tail.length, size - tail.length);
    const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
    if (end < 0) throw refuse('IMPORT_ARCHIVE_BROKEN', { name, reason: 'no list of entries' });
    const list = Buffer.alloc(Math.min(tail.readUInt32LE(end + 12), size));
    await file.read(list, 0, list.length, tail.readUInt32LE(end + 16));
    let unpacked = 0;
    for (let at = 0; at + 46 <= list.length && list.readUInt32LE(at) === 0x02014b50;) {
      unpacked += list.readUInt32LE(at + 24);
      at += 46 + list.readUInt16LE(at + 28) + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32);
    }
    if (unpacked > mostUnpacked) throw refuse('IMPORT_ARCHIVE_BOMB', { name, limit: `${mostUnpacked / 1024 / 1024} MB` });
  } finally {
    await file.close();
  }
}

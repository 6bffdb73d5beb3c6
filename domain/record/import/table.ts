import type { Readable } from 'node:stream';
import { refuse } from '../errors.ts';
import { detectManner, recordsOf, type Manner } from './dialect.ts';
import { detectEncoding, toUtf8, type Encoding } from './encoding.ts';
import { columnNames, mostColumns, type Note } from './header.ts';
import { fieldsOfRecord, quotedRecord, RecordScanner, type RefusalReason } from './scan.ts';

/** What the uploader may say about a file when the guess is wrong. */
export type Wishes = { readonly encoding?: Encoding; readonly delimiter?: string; readonly header?: boolean; readonly sheet?: string };

/** A table found in a file: its columns, and its records one by one as they are read. */
export type Table = {
  readonly names: string[];
  readonly notes: Note[];
  readonly delimiter: string;
  /** Reads to the end. Records come in the order of the file, each as one line of CSV. `pause` is awaited between pieces. */
  readonly read: (hear: TableHearer, pause: () => Promise<void>) => Promise<void>;
};
export type TableHearer = { row(line: number, record: Buffer): void; refused(line: number, reason: RefusalReason, text: string): void };

const headLength = 256 * 1024;

/** Opens text bytes as a table. Refuses what is empty, a web page or binary. */
export async function openText(bytes: Readable, name: string, wishes: Wishes): Promise<Table> {
  const pieces = bytes[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const begun = await firstPieces(pieces);
  const found = detectEncoding(begun);
  const encoding = wishes.encoding ?? found.encoding;
  const start = begun.subarray(encoding === found.encoding ? found.mark : 0);
  const head = await textOf(start.subarray(0, headLength), encoding);
  refuseNoTable(head, name);
  const manner = detectManner(head, wishes);
  const shape = shapeOf(recordsOf(head, manner.newline, manner.delimiter).map((record) => fieldsOfRecord(record, manner.delimiter)), manner, name);
  return {
    ...shape,
    delimiter: manner.delimiter,
    read: async (hear, pause) => {
      const scanner = scannerFor(hear, manner, shape, encoding !== 'utf-8');
      for await (const piece of toUtf8(following(start, pieces), encoding)) {
        scanner.push(piece);
        await pause();
      }
      scanner.end();
    },
  };
}

/** Opens rows of a worksheet as a table. */
export function openRows(rows: readonly (readonly string[])[], name: string, wishes: Wishes): Table {
  if (rows.length === 0) throw refuse('IMPORT_EMPTY', { name });
  const manner: Manner = { delimiter: ',', newline: '\n', header: wishes.header ?? true };
  const shape = shapeOf(rows.slice(0, 300), manner, name);
  return {
    ...shape,
    delimiter: ',',
    read: async (hear, pause) => {
      for (const [index, row] of rows.entries()) {
        if (index < shape.lead + (manner.header ? 1 : 0) || row.every((cell) => cell === '')) continue;
        const cells = [...row, ...Array<string>(Math.max(0, shape.names.length - row.length)).fill('')];
        const record = quotedRecord(cells, ',');
        if (cells.length > shape.names.length && cells.slice(shape.names.length).some((cell) => cell !== '')) hear.refused(index + 1, 'too-many', record);
        else hear.row(index + 1, Buffer.from(quotedRecord(cells.slice(0, shape.names.length), ',')));
        if (index % 5000 === 0) await pause();
      }
    },
  };
}

type Shape = { readonly names: string[]; readonly notes: Note[]; readonly lead: number };

/** Names of the columns, and how many lines of title stand above them. */
function shapeOf(records: readonly (readonly string[])[], manner: Manner, name: string): Shape {
  const filled = (record: readonly string[]) => record.filter((cell) => cell.trim() !== '').length;
  const usual = Math.max(...records.map(filled), 0);
  if (usual === 0) throw refuse('IMPORT_EMPTY', { name });
  const lead = usual < 3 ? 0 : Math.max(0, records.slice(0, 10).findIndex((record) => filled(record) > usual / 3));
  const first = records[lead] ?? [];
  if (first.length > mostColumns) throw refuse('IMPORT_TOO_MANY_COLUMNS', { name, count: first.length, limit: mostColumns });
  const headings = manner.header ? first : first.map((_, index) => `column_${index + 1}`);
  const { names, notes } = columnNames(headings);
  if (!manner.header) notes.push({ code: 'HEADER_MISSING', zh: '第一行像数据，列名由系统编号', en: 'The first line looks like data; the columns are numbered' });
  if (lead > 0) notes.push({ code: 'TITLE_SKIPPED', zh: `表头上方有 ${lead} 行标题，已跳过`, en: `${lead} lines of title above the header were passed over` });
  return { names, notes, lead };
}

/** Passes over title and header, writes doubtful records anew, hands on the rest as it is. */
function scannerFor(hear: TableHearer, { delimiter, newline, header }: Manner, { names, lead }: Shape, transcoded: boolean): RecordScanner {
  let before = lead + (header ? 1 : 0);
  return new RecordScanner({ delimiter: delimiter.charCodeAt(0), newline: newline.charCodeAt(0), transcoded }, names.length, {
    row: (line, record, plain) => {
      if (before > 0) before -= 1;
      else hear.row(line, plain ? record : Buffer.from(quotedRecord(fieldsOfRecord(record.toString(), delimiter), delimiter)));
    },
    refused: (line, reason, record) => {
      if (before > 0) before -= 1;
      else hear.refused(line, reason, record.toString());
    },
  });
}

function refuseNoTable(head: string, name: string): void {
  const text = head.trimStart();
  if (text === '') throw refuse('IMPORT_EMPTY', { name });
  if (/^<(!doctype|html|head|body|table|\?xml|script|meta|div)\b/i.test(text)) throw refuse('IMPORT_NOT_A_TABLE', { name, what: text.startsWith('<?xml') ? 'XML' : '网页 (HTML)' });
  if (/^[{[]\s*["{[]/.test(text)) throw refuse('IMPORT_NOT_A_TABLE', { name, what: 'JSON' });
  // oxlint-disable-next-line no-control-regex -- control characters are what tells binary data
  const strange = text.slice(0, 4000).match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0;
  if (strange > Math.min(text.length, 4000) / 10) throw refuse('IMPORT_NOT_A_TABLE', { name, what: '二进制数据 (binary)' });
}

async function firstPieces(pieces: AsyncIterator<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let length = 0; length < headLength;) {
    const piece = await pieces.next();
    if (piece.done) break;
    parts.push(piece.value);
    length += piece.value.length;
  }
  return Buffer.concat(parts);
}

async function* following(first: Buffer, pieces: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let piece = await pieces.next(); !piece.done; piece = await pieces.next()) yield piece.value;
}

async function textOf(bytes: Buffer, encoding: Encoding): Promise<string> {
  const parts: Buffer[] = [];
  for await (const piece of toUtf8((async function* () { yield bytes; })(), encoding)) parts.push(piece);
  return Buffer.concat(parts).toString('utf8').replace(/\ufffd$/, '');
}

import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { House } from '#kernel/house.ts';
import type { StoredFile } from '#kernel/files/table.ts';
import { refuse } from '../errors.ts';
import type { Lake } from '../lake/lake.ts';
import { sizeOf, type Part } from '../lake/places.ts';
import { identifier, literal } from '../lake/sql.ts';
import type { Note } from './header.ts';
import type { RefusalReason } from './scan.ts';
import { sheetRows } from './sheet.ts';
import { textBytes, type Counter } from './source.ts';
import { openRows, openText, type Table, type Wishes } from './table.ts';

/** How far an arrival is. `read` is always the sum of the other two. */
export type Tally = { bytes: number; read: number; accepted: number; refused: number; readonly refusedBy: Partial<Record<RefusalReason, number>> };
export const emptyTally = (): Tally => ({ bytes: 0, read: 0, accepted: 0, refused: 0, refusedBy: {} });

export type Arrival = { readonly names: readonly string[]; readonly parts: readonly Part[]; readonly notes: readonly Note[] };
/** One file on its way into the lake. `number` counts from 1 within the import. */
type Arriving = { readonly house: Pick<House, 'files'>; readonly lake: Lake; readonly folder: string; readonly tally: Tally; readonly refusals: RefusalFile };

/**
 * Reads files of one table into the lake as they are: every value as text, each row with its number, file and line.
 * Rows that are none go to refused.parquet. Refuses files that are no tables or whose columns differ from the first's.
 */
export async function arrive(house: Pick<House, 'files'>, lake: Lake, { importId, place, files, wishes, firstRow, tally }: {
  importId: string; place: string; files: readonly StoredFile[]; wishes: Wishes; firstRow: number; tally: Tally;
}): Promise<Arrival> {
  const folder = join(lake.folder, place);
  const refusals = await RefusalFile.create(join(folder, 'refused.json'), tally);
  const parts: Part[] = [];
  const notes: Note[] = [];
  let names: readonly string[] = [];
  try {
    for (const [index, file] of files.entries()) {
      const table = await openTable({ house, lake, folder, tally, refusals }, file, wishes);
      if (index === 0) names = table.names;
      notes.push(...(index === 0 ? table.notes : sameColumns(names, table.names, file.name)));
      const path = join(folder, `read-${index + 1}.parquet`);
      const rows = await readInto({ house, lake, folder, tally, refusals }, table, { number: index + 1, importId, names, firstRow: firstRow + tally.accepted, path });
      parts.push({ path: join(place, `read-${index + 1}.parquet`), rows, bytes: await sizeOf(path), importId });
    }
  } finally {
    await refusals.close();
  }
  await refusals.toParquet(lake, join(folder, 'refused.parquet'));
  return { names, parts, notes };
}

async function openTable({ house, tally }: Arriving, file: StoredFile, wishes: Wishes): Promise<Table> {
  if (file.type.includes('spreadsheetml')) {
    tally.bytes += file.size;
    return openRows(await sheetRows(await house.files.path(file.sha256), { name: file.name, sheet: wishes.sheet }), file.name, wishes);
  }
  const counter: Counter = { get bytes() { return tally.bytes; }, set bytes(value) { tally.bytes = value; } };
  return openText(textBytes(await house.files.get(file.sha256), { name: file.name, gzip: file.type === 'application/gzip' }, counter), file.name, wishes);
}

/** Another file may have the columns in another order, but must have the same ones. */
function sameColumns(first: readonly string[], names: readonly string[], name: string): Note[] {
  const lost = first.filter((each) => !names.includes(each));
  const gained = names.filter((each) => !first.includes(each));
  if (lost.length + gained.length > 0) throw refuse('IMPORT_COLUMNS_DIFFER', { name, lost: lost.join('、') || '—', gained: gained.join('、') || '—' });
  if (first.every((each, index) => names[index] === each)) return [];
  return [{ code: 'COLUMNS_REORDERED', zh: `“${name}”的列顺序不同，已按列名对齐`, en: `“${name}” has its columns in another order; they were matched by name` }];
}

/** Writes the good records of a table as strict CSV beside it, which the engine then turns into Parquet in one go. Answers the number of rows. */
async function readInto({ lake, folder, tally, refusals }: Arriving, table: Table, to: { number: number; importId: string; names: readonly string[]; firstRow: number; path: string }): Promise<number> {
  const csv = join(folder, `clean-${to.number}.csv`);
  const writer = new Writer(await open(csv, 'w'));
  let rows = 0;
  try {
    await table.read({
      row: (line, record) => {
        writer.add(`${to.firstRow + rows}${table.delimiter}${line}${table.delimiter}`, record);
        rows += 1;
        tally.read += 1;
        tally.accepted += 1;
      },
      refused: (line, reason, text) => refusals.add({ file: to.number, line, reason, text }),
    }, async () => {
      await writer.flush();
      await refusals.flush();
    });
    await writer.flush(true);
  } finally {
    await writer.close();
  }
  const kept = table.names.map((_, index) => `'c${index}': 'VARCHAR'`).join(', ');
  const columns = to.names.map((name) => `c${table.names.indexOf(name)} as ${identifier(name)}`).join(', ');
  await lake.run(`copy (select n as _row, ${to.number}::integer as _file, l as _line, ${literal(to.importId)} as _import, ${columns}
    from read_csv(${literal(csv)}, header = false, auto_detect = false, delim = ${literal(table.delimiter)}, quote = '"', escape = '"', new_line = '\\n',
      strict_mode = true, parallel = false, max_line_size = 8388608, columns = {'n': 'BIGINT', 'l': 'BIGINT', ${kept}}))
    to ${literal(to.path)} (format parquet, compression zstd)`);
  const { stored } = await lake.row(`select count(*) as stored from read_parquet(${literal(to.path)})`);
  if (stored !== rows) throw new Error(`${rows} rows were read but ${String(stored)} stored; the import is not kept.`);
  await rm(csv);
  return rows;
}

/** Gathers small writes into large ones. */
class Writer {
  readonly #file: FileHandle;
  #full: Buffer[] = [];
  #chunk = Buffer.allocUnsafe(1 << 20);
  #used = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** One line: what stands before the record, the record, a line end. */
  add(before: string, record: Buffer): void {
    const length = before.length + record.length + 1;
    if (this.#used + length > this.#chunk.length) this.#turn(length);
    this.#used += this.#chunk.write(before, this.#used, 'latin1');
    this.#used += record.copy(this.#chunk, this.#used);
    this.#chunk[this.#used] = 0x0a;
    this.#used += 1;
  }

  #turn(least: number): void {
    this.#full.push(this.#chunk.subarray(0, this.#used));
    this.#chunk = Buffer.allocUnsafe(Math.max(1 << 20, least));
    this.#used = 0;
  }

  /** Writes what is full; at the end everything. */
  async flush(everything = false): Promise<void> {
    if (everything) this.#turn(0);
    for (const chunk of this.#full.splice(0)) await this.#file.write(chunk);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

export type RefusedRow = { readonly file: number; readonly line: number | null; readonly row?: number; readonly reason: RefusalReason; readonly text: string };

/** Rows kept aside: counted by reason, written as lines of JSON, at the end turned into Parquet. */
export class RefusalFile {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #tally: Tally;
  #lines: string[] = [];
  #count = 0;

  private constructor(path: string, file: FileHandle, tally: Tally) {
    this.#path = path;
    this.#file = file;
    this.#tally = tally;
  }

  static async create(path: string, tally: Tally): Promise<RefusalFile> {
    return new RefusalFile(path, await open(path, 'w'), tally);
  }

  add(row: RefusedRow): void {
    this.#lines.push(JSON.stringify({ ...row, text: row.text.slice(0, 2000) }));
    this.#count += 1;
    this.#tally.read += 1;
    this.#tally.refused += 1;
    this.#tally.refusedBy[row.reason] = (this.#tally.refusedBy[row.reason] ?? 0) + 1;
  }

  async flush(): Promise<void> {
    if (this.#lines.length === 0) return;
    await this.#file.write(`${this.#lines.join('\n')}\n`);
    this.#lines = [];
  }

  async close(): Promise<void> {
    await this.flush();
    await this.#file.close();
  }

  async toParquet(lake: Lake, to: string): Promise<void> {
    if (this.#count > 0) {
      await lake.run(`copy (select row_number() over () as n, * from read_json(${literal(this.#path)}, format = 'newline_delimited', columns = {file: 'INTEGER', line: 'BIGINT', reason: 'VARCHAR', text: 'VARCHAR'}))
        to ${literal(to)} (format parquet, compression zstd)`);
    }
    await rm(this.#path);
  }
}

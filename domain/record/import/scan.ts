import { isUtf8 } from 'node:buffer';

/** Why a line of a file is no row. Permanent words: they are stored with the refused rows. */
export const refusalReasons = {
  'too-few': { zh: '列数不足', en: 'Too few columns' },
  'too-many': { zh: '列数过多', en: 'Too many columns' },
  quote: { zh: '引号不成对', en: 'Broken quoting' },
  encoding: { zh: '编码错误', en: 'Wrong encoding' },
  control: { zh: '含有二进制字符', en: 'Binary characters' },
  'too-long': { zh: '一行过长', en: 'Line too long' },
  value: { zh: '值无法转换', en: 'A value cannot be converted' },
} as const;
export type RefusalReason = keyof typeof refusalReasons;

/**
 * How a table is written down as text: bytes of UTF-8. `transcoded` tells that it came from another encoding,
 * where U+FFFD stands for what could not be read.
 */
export type Dialect = { readonly delimiter: number; readonly newline: number; readonly transcoded?: boolean };

export type RowSink = {
  /** A record that has the right number of fields. `plain` tells that it needs no new quoting. */
  row(line: number, record: Buffer, plain: boolean): void;
  refused(line: number, reason: RefusalReason, record: Buffer): void;
};

const quote = 0x22;
const carriageReturn = 0x0d;
/** The longest record, and how far a quote may stay open before it is taken for a slip. */
export const longestRecord = 1 << 20;
const openQuote = 1 << 16;
/** After so many quotes that never closed, fields are no longer expected to go over the end of a line. */
const patience = 200;

/**
 * Cuts a stream of UTF-8 bytes into records. A record that is no row (wrong number of fields, broken quoting, wrong bytes)
 * goes aside with its line number, and reading goes on with the next line: one broken quote costs one line.
 */
export class RecordScanner {
  readonly #dialect: Dialect;
  readonly #fields: number;
  readonly #sink: RowSink;
  #rest: Buffer = Buffer.alloc(0);
  #line = 1;
  #lost = 0;
  #skipping = false;
  #wary = false;

  constructor(dialect: Dialect, fields: number, sink: RowSink, firstLine = 1) {
    this.#dialect = dialect;
    this.#fields = fields;
    this.#sink = sink;
    this.#line = firstLine;
  }

  push(chunk: Buffer): void {
    this.#take(this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk, false);
  }

  end(): void {
    this.#take(this.#rest, true);
    this.#rest = Buffer.alloc(0);
  }

  #take(bytes: Buffer, last: boolean): void {
    let start = 0;
    this.#wary = isSuspect(last ? bytes : bytes.subarray(0, bytes.lastIndexOf(this.#dialect.newline) + 1), this.#dialect);
    while (start < bytes.length) {
      if (this.#skipping) {
        const stop = bytes.indexOf(this.#dialect.newline, start);
        if (stop < 0) break;
        this.#skipping = false;
        this.#line += 1;
        start = stop + 1;
        continue;
      }
      const next = this.#record(bytes, start, last);
      if (next < 0) break;
      start = next;
    }
    this.#rest = this.#skipping ? Buffer.alloc(0) : Buffer.from(bytes.subarray(start));
  }

  /** Reads one record from `start`; answers where the next one begins, or -1 when more bytes are needed. */
  #record(bytes: Buffer, start: number, last: boolean): number {
    const { delimiter, newline } = this.#dialect;
    const end = bytes.length;
    let fields = 1;
    let lines = 1;
    let plain = true;
    let at = start;
    let fieldStart = true;
    for (; at < end; at += 1) {
      const byte = bytes[at]!;
      if (byte === newline) return this.#finish(bytes, start, at, at + 1, fields, lines, plain);
      if (byte === delimiter) {
        fields += 1;
        fieldStart = true;
        continue;
      }
      if (byte === quote && fieldStart) {
        const close = this.#closing(bytes, at + 1, last);
        if (close === -1) return -1;
        if (close === -2) return this.#brokenLine(bytes, start, last);
        for (let inside = bytes.indexOf(newline, at); inside >= 0 && inside < close; inside = bytes.indexOf(newline, inside + 1)) lines += 1;
        at = close;
      } else if (byte === quote || (byte === carriageReturn && bytes[at + 1] !== newline)) {
        plain = false;
      }
      fieldStart = false;
    }
    if (last) return this.#finish(bytes, start, end, end, fields, lines, plain);
    return end - start > longestRecord ? this.#tooLong(bytes, start) : -1;
  }

  /** Where an opened quote closes: its position, -1 when more bytes are needed, -2 when it is broken. */
  #closing(bytes: Buffer, from: number, last: boolean): number {
    const { delimiter, newline } = this.#dialect;
    const horizon = this.#lost < patience ? from + openQuote : lineEnd(bytes, from, newline);
    for (let at = bytes.indexOf(quote, from); at >= 0 && at <= horizon; at = bytes.indexOf(quote, at + 1)) {
      if (at + 1 >= bytes.length) return last ? at : -1;
      const next = bytes[at + 1]!;
      if (next === quote) {
        at += 1;
        continue;
      }
      if (next === delimiter || next === newline) return at;
      if (next !== carriageReturn) return -2;
      if (at + 2 >= bytes.length) return last ? at : -1;
      return bytes[at + 2] === newline ? at : -2;
    }
    if (!last && bytes.length <= horizon) return -1;
    this.#lost += 1;
    return -2;
  }

  #finish(bytes: Buffer, start: number, stop: number, next: number, fields: number, lines: number, plain: boolean): number {
    const line = this.#line;
    this.#line += lines;
    const withReturn = stop > start && bytes[stop - 1] === carriageReturn && this.#dialect.newline !== carriageReturn;
    const record = bytes.subarray(start, withReturn ? stop - 1 : stop);
    if (record.length === 0) return next;
    const reason = this.#fault(record, fields);
    if (reason) this.#sink.refused(line, reason, record);
    else this.#sink.row(line, record, plain);
    return next;
  }

  #fault(record: Buffer, fields: number): RefusalReason | null {
    if (record.length > longestRecord) return 'too-long';
    if (this.#wary && isSuspect(record, this.#dialect)) return record.includes(0) ? 'control' : 'encoding';
    if (fields !== this.#fields) return fields < this.#fields ? 'too-few' : 'too-many';
    return null;
  }

  /** Gives up the line the record began on; reading goes on with the next line. */
  #brokenLine(bytes: Buffer, start: number, last: boolean): number {
    const stop = bytes.indexOf(this.#dialect.newline, start);
    if (stop < 0 && !last) return bytes.length - start > longestRecord ? this.#tooLong(bytes, start) : -1;
    this.#sink.refused(this.#line, 'quote', bytes.subarray(start, stop < 0 ? bytes.length : stop));
    this.#line += 1;
    return stop < 0 ? bytes.length : stop + 1;
  }

  /** Gives up a line whose end is not in sight. */
  #tooLong(bytes: Buffer, start: number): number {
    this.#sink.refused(this.#line, 'too-long', bytes.subarray(start, start + 4096));
    this.#skipping = true;
    return bytes.length;
  }
}

const lineEnd = (bytes: Buffer, from: number, newline: number) => {
  const at = bytes.indexOf(newline, from);
  return at < 0 ? bytes.length : at;
};
/** Whether bytes that are no text are among these. Looked at for whole pieces first, then only where it must be. */
const isSuspect = (bytes: Buffer, { transcoded = false }: Dialect) => !isUtf8(bytes) || bytes.includes(0) || (transcoded && bytes.includes('\ufffd'));

/** The fields of one record, quotes taken off. A quote inside an unquoted field stands for itself. */
export function fieldsOfRecord(record: string, delimiter: string): string[] {
  const fields: string[] = [];
  for (let at = 0; at <= record.length;) {
    if (record[at] === '"') {
      let text = '';
      let close = at + 1;
      for (; close < record.length; close += 1) {
        if (record[close] !== '"') text += record[close];
        else if (record[close + 1] === '"') text += record[(close += 1)];
        else break;
      }
      const stop = record.indexOf(delimiter, close + 1);
      fields.push(text + record.slice(close + 1, stop < 0 ? record.length : stop));
      at = stop < 0 ? record.length + 1 : stop + 1;
    } else {
      const stop = record.indexOf(delimiter, at);
      fields.push(record.slice(at, stop < 0 ? record.length : stop));
      at = stop < 0 ? record.length + 1 : stop + 1;
    }
  }
  return fields;
}

/** A record in which every field is quoted: what every reader of CSV understands alike. */
export const quotedRecord = (fields: readonly string[], delimiter: string): string => fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(delimiter);

import { fieldsOfRecord, RecordScanner } from './scan.ts';

/** What the first part of a table tells about how it is written. */
export type Manner = { readonly delimiter: string; readonly newline: '\n' | '\r'; readonly header: boolean };

const delimiters = [',', '\t', ';', '|'] as const;
/** How many records are looked at. */
const looked = 300;

/** Guesses delimiter, line end and whether the first record names the columns, unless the uploader said so. */
export function detectManner(head: string, wishes: { delimiter?: string | undefined; header?: boolean | undefined } = {}): Manner {
  const newline = head.includes('\n') || !head.includes('\r') ? '\n' : '\r';
  const delimiter = wishes.delimiter ?? bestDelimiter(head, newline);
  return { delimiter, newline, header: wishes.header ?? hasHeader(recordsOf(head, newline, delimiter).map((record) => fieldsOfRecord(record, delimiter))) };
}

/** The delimiter that cuts most records into the same number of fields, more than one. */
function bestDelimiter(head: string, newline: string): string {
  const scored = delimiters.map((delimiter) => {
    const counts = new Map<number, number>();
    for (const record of recordsOf(head, newline, delimiter)) {
      const fields = fieldsOfRecord(record, delimiter).length;
      counts.set(fields, (counts.get(fields) ?? 0) + 1);
    }
    const [fields, agreeing] = [...counts].filter(([count]) => count > 1).toSorted((a, b) => b[1] - a[1])[0] ?? [1, 0];
    return { delimiter, score: agreeing * Math.log(fields + 1) };
  });
  const [best] = scored.toSorted((a, b) => b.score - a.score);
  return best && best.score > 0 ? best.delimiter : ',';
}

/** The first records, the one cut off by the end of the sample left out. */
export function recordsOf(head: string, newline: string, delimiter: string): string[] {
  const records: string[] = [];
  const scanner = new RecordScanner({ delimiter: delimiter.charCodeAt(0), newline: newline.charCodeAt(0) }, -1, {
    row: () => undefined,
    refused: (_line, _reason, record) => void (records.length < looked && records.push(record.toString())),
  });
  const whole = head.lastIndexOf(newline);
  scanner.push(Buffer.from(whole > 0 ? head.slice(0, whole + 1) : head));
  scanner.end();
  return records;
}

/** Numbers, days and times: what a name of a column is not. */
const isValue = (cell: string) => /\d/.test(cell) && /^[+-]?[\d.,:/年月日时分秒\s-]+$/.test(cell.trim());

/** The first record names the columns unless it looks like the ones that follow. */
function hasHeader(records: readonly (readonly string[])[]): boolean {
  const first = records[0] ?? [];
  if (first.every((cell) => cell.trim() === '')) return false;
  const values = first.filter(isValue).length;
  const below = (records[1] ?? []).filter(isValue).length;
  return values === 0 || (values < first.length / 2 && values < below);
}

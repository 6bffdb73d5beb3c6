import { StringDecoder } from 'node:string_decoder';

/** One record of a CSV file (RFC 4180), with the line it begins on. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[] };

/** Reads CSV from a stream without holding more than one record; quotes may hold commas and line breaks. UTF-8, with or without mark. */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  const decoder = new StringDecoder('utf8');
  let [cells, cell, quoted, closing, line, began, first]: [string[], string, boolean, boolean, number, number, boolean] = [[], '', false, false, 1, 1, true];
  const ended = (): CsvRecord | null => {
    const record = cells.length > 0 || cell !== '' ? { line: began, cells: [...cells, cell.endsWith('\r') ? cell.slice(0, -1) : cell] } : null;
    [cells, cell, closing] = [[], '', false];
    return record;
  };
  for await (const chunk of bytes) {
    let text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    if (first && text !== '') {
      text = text.replace(/^\uFEFF/, '');
      first = false;
    }
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (quoted) {
        if (code === 10) line++;
        if (code === 34) {
          cell += text.slice(from, at);
          from = at + 1;
          quoted = false;
          closing = true;
        }
        continue;
      }
      if (code === 34) {
        // A quote right after a closing one is a quote itself.
        cell += text.slice(from, at) + (closing ? '"' : '');
        from = at + 1;
        quoted = true;
        closing = false;
      } else if (code === 44) {
        cells.push(cell + text.slice(from, at));
        cell = '';
        from = at + 1;
        closing = false;
      } else if (code === 10) {
        cell += text.slice(from, at);
        from = at + 1;
        const record = ended();
        line++;
        if (record) yield record;
        began = line;
      } else closing = false;
    }
    cell += text.slice(from);
  }
  const last = ended();
  if (last) yield last;
}

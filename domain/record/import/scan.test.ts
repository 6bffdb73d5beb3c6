import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fieldsOfRecord, quotedRecord, RecordScanner, type Dialect } from './scan.ts';

type Found = { rows: { line: number; fields: string[]; text: string }[]; refused: { line: number; reason: string; text: string }[] };

/** Scans the bytes, given in pieces of the sizes named. */
function scan(bytes: Buffer, fields: number, sizes: readonly number[] = [bytes.length], dialect: Dialect = { delimiter: 0x2c, newline: 0x0a }): Found {
  const found: Found = { rows: [], refused: [] };
  const scanner = new RecordScanner(dialect, fields, {
    row: (line, record) => void found.rows.push({ line, text: record.toString(), fields: fieldsOfRecord(record.toString(), String.fromCharCode(dialect.delimiter)) }),
    refused: (line, reason, record) => void found.refused.push({ line, reason, text: record.toString() }),
  });
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = Math.max(1, sizes[turn % sizes.length]!);
    scanner.push(bytes.subarray(at, at + size));
    at += size;
  }
  scanner.end();
  return found;
}
const rowsOf = (text: string, fields: number) => scan(Buffer.from(text), fields).rows.map((row) => row.fields);

test('Any table written with quotes is read back as it was, however the bytes arrive', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '茂', ',', '"', '\n', ' ', '1', '\r\n', '𠮷'), maxLength: 8 });
  fc.assert(fc.property(
    fc.integer({ min: 2, max: 4 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 })),
    fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
    fc.constantFrom('\n', '\r\n'),
    (table, sizes, newline) => {
      const bytes = Buffer.from(table.map((row) => quotedRecord(row, ',')).join(newline));
      const found = scan(bytes, table[0]!.length, sizes);
      assert.deepEqual(found.refused, []);
      assert.deepEqual(found.rows.map((row) => row.fields), table);
    },
  ), { numRuns: 400 });
});

test('Every line of any bytes is part of exactly one row or refusal', () => {
  const line = fc.string({ unit: fc.constantFrom('a', ',', '"', '茂', 'x'), maxLength: 12 });
  fc.assert(fc.property(fc.array(line, { maxLength: 30 }), fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 }), (lines, sizes) => {
    const { rows, refused } = scan(Buffer.from(lines.join('\n')), 2, sizes);
    const taken = [...rows, ...refused].flatMap(({ line: first, text }) => text.split('\n').map((_, offset) => first + offset));
    assert.equal(new Set(taken).size, taken.length);
    lines.forEach((text, index) => assert.ok(text === '' || taken.includes(index + 1), `line ${index + 1} is lost`));
  }), { numRuns: 400 });
});

test('One broken quote costs one line', () => {
  const { rows, refused } = scan(Buffer.from('1,"好"\n2,"坏\n3,"好"\n4,"好"x\n5,好\n'), 2);
  assert.deepEqual(rows.map((row) => [row.line, row.fields[0]]), [[1, '1'], [3, '3'], [5, '5']]);
  assert.deepEqual(refused.map(({ line, reason }) => [line, reason]), [[2, 'quote'], [4, 'quote']]);
});

test('A file in which no quote is ever closed is still read in one go', () => {
  const lines = 60_000;
  const started = performance.now();
  const { rows, refused } = scan(Buffer.from('7,"never closed\n'.repeat(lines)), 2, [1 << 16]);
  assert.equal(rows.length + refused.length, lines);
  assert.ok(performance.now() - started < 5000);
});

test('Ragged lines are refused with the reason, and line numbers stay those of the file', () => {
  const { rows, refused } = scan(Buffer.from('1,"a\nb"\n\n2\n3,c,d\r\n4,e\r\n'), 2);
  assert.deepEqual(rows.map((row) => row.line), [1, 6]);
  assert.deepEqual(refused.map(({ line, reason }) => [line, reason]), [[4, 'too-few'], [5, 'too-many']]);
});

test('A quote or a return inside a field stands for itself', () => {
  assert.deepEqual(rowsOf('6" 管,a\rb\n', 2), [['6" 管', 'a\rb']]);
});

test('Bytes of another encoding, zeros and endless lines are refused, each with its own reason', () => {
  const endless = Buffer.alloc(3 << 20, 'x');
  const bytes = Buffer.concat([Buffer.from('1,a\n'), Buffer.from([0x32, 0x2c, 0xc3, 0xbb, 0xff, 0x0a]), Buffer.from('3,\0\n'), endless, Buffer.from('\n5,e\n')]);
  const { rows, refused } = scan(bytes, 2, [1 << 16]);
  assert.deepEqual(rows.map((row) => row.line), [1, 5]);
  assert.deepEqual(refused.map(({ line, reason }) => [line, reason]), [[2, 'encoding'], [3, 'control'], [4, 'too-long']]);
});

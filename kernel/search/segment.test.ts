import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { indexWords, queryWords } from './segment.ts';

const words = (query: string) => [...query.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '');
const finds = (text: string, query: string) => {
  const index = new Set(indexWords(text).split(' '));
  return words(queryWords(query)).every((word) => index.has(word));
};
const report = '海边栈道路灯不亮，人民南路农行门口路面坑洼，小海粥铺前井盖缺失，研究生命起源';

test('What people report is found by the words they would look for', () => {
  for (const [text, query] of [['路灯不亮', '路灯'], ['路灯不亮', '不亮'], ['茂南区新福四路路灯坏了三天', '新福四路 路灯'], ['梁小海的房子漏水', '梁小海'], ['个体工商户设立登记', '工商户 登记'], ['CO₂ 排放 A12', 'co2 a12']] as const) assert.ok(finds(text, query), `${query} in ${text}`);
  for (const [text, query] of [['路灯不亮', '井盖'], ['栈道路灯', '铁道']] as const) assert.ok(!finds(text, query), `${query} not in ${text}`);
});

test('Any piece of a text finds the text', () => {
  const letters = report.replaceAll('，', '');
  fc.assert(fc.property(fc.nat(letters.length - 1), fc.integer({ min: 1, max: 8 }), (from, length) => {
    const piece = letters.slice(from, from + length);
    assert.ok(finds(letters, piece), piece);
  }));
});

test('A query is safe whatever is typed: only quoted words, joined by and, the last one open', () => {
  fc.assert(fc.property(fc.string({ maxLength: 300, unit: fc.constantFrom('路', '灯', 'a', "'", '\\', '&', '|', ':', '*', '!', '(', ')', ' ', '\0', '𠮷') }), (text) => {
    assert.match(queryWords(text), /^$|^'[^'\\]+'( & '[^'\\]+')*:\*$/);
  }));
  assert.equal(queryWords('  ：！ '), '');
});

test('A very long query is cut, and its last word still stands open', () => {
  const query = queryWords('路灯 '.repeat(200));
  assert.equal(words(query).length, 20);
  assert.match(query, /:\*$/);
});

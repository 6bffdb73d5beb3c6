import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundedCount, bytes, fullNumber, percent, shortNumber, yuan } from './number.ts';

test('Large numbers are read in 万 and 亿, in English in K, M and B', () => {
  assert.deepEqual([9999, 10_000, 123_456, 98_765_432, 123_456_789].map((value) => shortNumber(value, 'zh')), ['9,999', '1万', '12.3万', '9,877万', '1.23亿']);
  assert.deepEqual([9999, 10_000, 1_234_567, -2_500_000_000].map((value) => shortNumber(value, 'en')), ['9,999', '10K', '1.23M', '-2.5B']);
});

test('Small numbers keep the decimals that count', () => {
  assert.deepEqual([0, 3.14159, 42.55, 512.4].map((value) => shortNumber(value, 'zh')), ['0', '3.14', '42.6', '512']);
});

test('A count past its bound says so', () => {
  assert.equal(boundedCount({ value: 10_000, exact: false }), '1万+');
  assert.equal(boundedCount({ value: 37, exact: true }), '37');
});

test('Money is kept in 分 and shown in yuan', () => {
  assert.equal(yuan(123_456_789), '1,234,567.89');
  assert.equal(yuan(5), '0.05');
});

test('Shares and sizes carry their unit', () => {
  assert.equal(percent(0.9345), '93.5%');
  assert.deepEqual([512, 1_258_291, 3 * 1024 ** 3].map(bytes), ['512 B', '1.2 MB', '3 GB']);
  assert.equal(fullNumber(1234567.891), '1,234,567.89');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { marksOf, stageOf, stageWords } from './stage.ts';

const marks = { warning: 8, guarantee: 10, highest: 11 };

test('The marks of a river are 1, 2 and 3, with straight lines between and beyond', () => {
  for (const [level, stage] of [[8, 1], [10, 2], [11, 3], [9, 1.5], [10.5, 2.5], [12, 4], [6, 0], [2, -2]] as const) assert.equal(stageOf(level, marks), stage);
  assert.equal(stageOf(12, { warning: 8, guarantee: 10 }), 3, 'without a highest level, as far above the guarantee as that is above the warning');
});

test('Marks out of order give no stage, and facts without marks give none', () => {
  assert.equal(stageOf(9, { warning: 10, guarantee: 8 }), null);
  assert.equal(stageOf(9, { warning: 8, guarantee: 10, highest: 9 }), null);
  assert.equal(marksOf({ warning: 8 }), null);
  assert.deepEqual(marksOf({ warning: 8, guarantee: 10, river: '鉴江' }), { warning: 8, guarantee: 10 });
});

test('A level is said as flood reports say it', () => {
  assert.equal(stageWords(8.42, marks), '水位 8.42 m，超警戒 0.42 m');
  assert.equal(stageWords(7.5, marks), '水位 7.50 m，低于警戒 0.50 m');
  assert.equal(stageWords(10, marks), '水位 10.00 m，超保证 0.00 m');
  assert.equal(stageWords(11.3, marks), '水位 11.30 m，超历史最高 0.30 m');
});

test('P: a higher river never has a lower stage', () => {
  fc.assert(fc.property(fc.double({ min: -20, max: 200, noNaN: true }), fc.double({ min: 0, max: 50, noNaN: true }), (level, more) => assert.ok((stageOf(level, marks) ?? 0) <= (stageOf(level + more, marks) ?? 0))));
});

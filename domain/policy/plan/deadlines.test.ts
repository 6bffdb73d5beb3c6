import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findDeadlines } from './deadlines.ts';

const read = (text: string, written: string | undefined = '2024-03-05'): string[] => findDeadlines(text, 0, text.length, written).map((one) => `${one.words}→${one.day ?? one.kind}${one.yearInferred ? '?' : ''}`);

const sayings: readonly (readonly [string, readonly string[]])[] = [
  ['2023年年底前，建成平台', ['2023年年底前→2023-12-31']],
  ['到2025年，基本建成；到2035年底，全面建成', ['到2025年→2025-12-31', '到2035年底→2035-12-31']],
  ['2024年2月底前完成试点', ['2024年2月底前→2024-02-29']],
  ['2025年6月30日前上线', ['2025年6月30日前→2025-06-30']],
  ['2024年上半年完成，三季度末前推广', ['2024年上半年→2024-06-30', '三季度末前→2024-09-30?']],
  ['年底前实现全覆盖，年内培训100人', ['年底前→2024-12-31?', '年内→2024-12-31?']],
  ['明年6月底前建成', ['明年6月底前→2025-06-30?']],
  ['“十四五”末达到90%', ['“十四五”末→2025-12-31']],
  ['三年内完成改造', ['三年内→2027-03-05?']],
  ['每年选树一批典型，每季度通报', ['每年→every', '每季度→every']],
  ['2023年，占比力争达到3%', ['2023年→2023-12-31']],
];
for (const [text, wanted] of sayings) {
  test(`Due dates are read from ${text}`, () => {
    assert.deepEqual(read(text), wanted);
  });
}

test('Years in titles, document numbers and comparisons are no deadlines', () => {
  for (const text of ['根据《数字中国规划（2018—2022年）》', '国发〔2022〕14号', '2021年以来取得成效', '比2020年提高', '第三季度分析', '12月份数据']) assert.deepEqual(read(text), [], text);
});

test('Without a document date the year stays open', () => {
  assert.deepEqual(findDeadlines('年底前建成', 0, 5, undefined).map((one) => [one.words, one.day]), [['年底前', undefined]]);
});

test('What is due follows the date', () => {
  assert.equal(findDeadlines('2025年底前，建成城市运行中心。其他', 0, 20, undefined)[0]?.what, '建成城市运行中心');
});

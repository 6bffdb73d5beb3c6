import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inFolder } from '#test/kit/folder.ts';
import type { VersionColumn } from '../column.ts';
import { Lake } from '../lake/lake.ts';
import { ExpressionFault, readExpression } from './expression.ts';

const column = (name: string, type: VersionColumn['type']): VersionColumn => ({ name, title: name, type, class: 'internal', mask: 'none', kept: 'value' });
const columns = [column('PM2.5', 'number'), column('PM10', 'number'), column('站点', 'text'), column('开始', 'date'), column('有效', 'yesNo')];
const fault = (text: string) => {
  try {
    readExpression(text, columns);
  } catch (error) {
    if (error instanceof ExpressionFault) return error.zh;
    throw error;
  }
  return null;
};

test('A condition says which columns it is about, in Chinese or English words', () => {
  assert.deepEqual(readExpression("[PM2.5] <= [PM10] 且 [站点] in ('河东', '河西') 或 非 ([开始] is empty)", columns).columns, ['PM2.5', 'PM10', '站点', '开始']);
  assert.equal(fault("[开始] >= '2026-03-01' and [有效] = [有效]"), null);
});

test('What cannot be read is refused in words that name the place', () => {
  assert.equal(fault('[PM2] > 1'), '没有列“PM2”');
  assert.equal(fault('[PM2.5] >'), '条件没有写完');
  assert.equal(fault('[PM2.5] > 1 2'), '“2”多余');
  assert.equal(fault("[PM2.5] > 'x'"), '两边的类型不同，不能比较');
  assert.equal(fault("[开始] > '2026-2'"), "'2026-2' 不是日期");
  assert.equal(fault('[PM2.5] + 1'), '条件应为可以成立或不成立的比较');
  assert.equal(fault('[PM2.5] > 1; drop table x'), '“; drop table”处看不懂');
  assert.equal(fault("[站点] = 'a' -- x"), '“x”处看不懂');
  assert.equal(fault(`${'('.repeat(80)}[PM2.5] > 1${')'.repeat(80)}`), '括号太深');
});

test('Whatever is typed is either refused in words or is harmless to the engine', async () => inFolder(async (folder) => {
  const lake = new Lake(folder);
  const token = fc.constantFrom('[PM2.5]', '[PM10]', '[站点]', '1', '2.5', "'a'", "'; drop'", '+', '-', '*', '/', '<', '>=', '=', 'and', '或', 'not', '(', ')', 'in', ',', 'is empty', 'abs', 'select', ';', '--');
  const clause = fc.tuple(token, token, token).map((three) => three.join(' '));
  const part = fc.oneof(clause, fc.constantFrom("[PM2.5] >= 1", "[站点] in ('a', 'b')", 'not [PM10] is empty', '(abs([PM10]) < 3)'));
  let read = 0;
  await fc.assert(fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 4 }), fc.constantFrom(' and ', ' or ', ' 且 '), async (parts, joint) => {
    const text = parts.join(joint);
    if (fault(text) !== null) return;
    read += 1;
    const { sql } = readExpression(text, columns);
    await lake.rows(`select ${sql} as held from (select 1.5::double as "PM2.5", 2::double as "PM10", 'a' as "站点")`);
  }), { numRuns: 1000 });
  assert.ok(read > 50, `only ${read} were conditions`);
}));

test('Conditions hold exactly where a plain calculation says so', async () => inFolder(async (folder) => {
  const lake = new Lake(folder);
  const number = fc.integer({ min: -50, max: 50 });
  await fc.assert(fc.asyncProperty(number, number, number, async (a, b, limit) => {
    const { sql } = readExpression(`abs([PM2.5]) * 2 - [PM10] <= ${Math.abs(limit)} and not [PM2.5] = [PM10] or [PM10] > 40`, columns);
    const { held } = await lake.row(`select ${sql} as held from (select ${a}::double as "PM2.5", ${b}::double as "PM10")`);
    assert.equal(held, (Math.abs(a) * 2 - b <= Math.abs(limit) && a !== b) || b > 40);
  }), { numRuns: 100 });
}));

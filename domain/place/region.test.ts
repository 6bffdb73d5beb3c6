import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fullCode, isWithin, kindOf, levelOf, parentCode, regionPrefix, spokenName, stoodOn, type Region } from './region.ts';

test('A code says its level, its kind and what it lies in', () => {
  const cases = [
    ['440000000000', 'province', '省级', null], ['440900000000', 'city', '地级', '440000000000'], ['440902000000', 'county', '市辖区', '440900000000'], ['440981000000', 'county', '县级市', '440900000000'],
    ['440923000000', 'county', '县', '440900000000'], ['440902001000', 'town', '街道', '440902000000'], ['440902105000', 'town', '镇', '440902000000'], ['440904454000', 'town', '类似乡级单位', '440904000000'],
    ['440902001001', 'village', '居民委员会', '440902001000'], ['440981104209', 'village', '村民委员会', '440981104000'], ['440904454598', 'village', '类似村级单位', '440904454000'],
  ] as const;
  for (const [code, level, kind, parent] of cases) assert.deepEqual([levelOf(code), kindOf(code), parentCode(code)], [level, kind, parent], code);
});

test('Whatever a code is, it lies in its parent, and its prefix filled up is itself', () => {
  const part = (digits: number) => fc.integer({ min: 1, max: 10 ** digits - 1 }).map((number) => String(number).padStart(digits, '0'));
  const code = fc.tuple(fc.integer({ min: 11, max: 82 }).map(String), part(2), part(2), part(3), part(3)).chain((parts) => fc.integer({ min: 1, max: 5 }).map((count) => fullCode(parts.slice(0, count).join(''))));
  fc.assert(fc.property(code, (each) => {
    const parent = parentCode(each);
    assert.equal(fullCode(regionPrefix(each)), each);
    assert.ok(parent === null || (isWithin(each, parent) && !isWithin(parent, each)));
  }));
});

test('Committees are named as people say them', () => {
  const names = { 柏桥村民委员会: '柏桥村', 柏桥村委会: '柏桥村', 彭村村委会: '彭村', 建设社区居民委员会: '建设社区', 南庄居委会: '南庄社区', 沙堤尾社区: '沙堤尾社区', 曙光农场虚拟生活区: '曙光农场', 根子镇: '根子镇' };
  for (const [name, spoken] of Object.entries(names)) assert.equal(spokenName(name), spoken);
});

test('A division stands from its first day until the day before its end', () => {
  const region = { validFrom: '2001-01-22', validTo: '2014-01-25' } as Region;
  assert.deepEqual(['2001-01-21', '2001-01-22', '2014-01-24', '2014-01-25'].map((day) => stoodOn(region, day)), [false, true, true, false]);
  assert.ok(stoodOn({ validFrom: null, validTo: null } as Region, '1900-01-01'));
});

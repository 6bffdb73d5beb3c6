import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dueAt, type Stop } from './due.ts';
import { calendarDays, durationWords, hours, millisecondsOf, minutes, months, workingDays, workingHours, years, type Duration } from './duration.ts';
import { formatMoment } from './rfc3339.ts';

const at = (text: string): Date => new Date(`${text}+08:00`);
const due = (start: string, duration: Duration, stops: readonly Stop[] = []): string => {
  const result = dueAt(at(start), duration, stops);
  return result.state === 'stopped' ? `stopped ${formatMoment(result.since)}` : formatMoment(result.at) + (result.provisional ? ' provisional' : '');
};
const stop = (from: string, until: string | null): Stop => ({ from: at(from), until: until === null ? null : at(until) });

test('Each kind of duration ends where the law or the watch says', () => {
  assert.equal(due('2026-02-12T10:00:00', workingDays(5)), '2026-02-26T23:59:59+08:00');
  assert.equal(due('2026-02-12T23:59:00', workingDays(5)), '2026-02-26T23:59:59+08:00');
  assert.equal(due('2026-03-12T10:00:00', minutes(30)), '2026-03-12T10:30:00+08:00');
  assert.equal(due('2026-03-12T10:00:00', hours(24)), '2026-03-13T10:00:00+08:00');
  assert.equal(due('2026-03-13T16:00:00', workingHours(2)), '2026-03-16T10:00:00+08:00');
  assert.equal(due('2026-01-31T10:00:00', months(1)), '2026-02-28T23:59:59+08:00');
  assert.equal(due('2024-02-29T10:00:00', years(1)), '2025-02-28T23:59:59+08:00');
});

test('A period of days that ends on a holiday ends on the first working day after it', () => {
  assert.equal(due('2026-09-20T10:00:00', calendarDays(12)), '2026-10-08T23:59:59+08:00');
  assert.equal(due('2026-02-04T10:00:00', calendarDays(10)), '2026-02-14T23:59:59+08:00');
});

test('Past the last published calendar the deadline is provisional', () => {
  assert.equal(due('2026-12-30T10:00:00', workingDays(2)), '2027-01-04T23:59:59+08:00 provisional');
  assert.equal(due('2026-12-30T10:00:00', hours(72)), '2027-01-02T10:00:00+08:00');
  assert.equal(due('2026-12-31T16:30:00', workingHours(1)), '2027-01-04T09:30:00+08:00 provisional');
});

test('Working days of a correction are given back', () => {
  assert.equal(due('2026-03-02T10:00:00', workingDays(5)), '2026-03-09T23:59:59+08:00');
  assert.equal(due('2026-03-02T10:00:00', workingDays(5), [stop('2026-03-04T15:00:00', '2026-03-09T09:00:00')]), '2026-03-12T23:59:59+08:00');
  assert.equal(due('2026-03-02T10:00:00', workingDays(5), [stop('2026-03-04T09:00:00', '2026-03-04T17:00:00')]), '2026-03-09T23:59:59+08:00');
});

test('While a stop lasts there is no deadline, only since when the clock stands', () => {
  assert.equal(due('2026-03-02T10:00:00', workingDays(5), [stop('2026-03-04T15:00:00', null)]), 'stopped 2026-03-04T15:00:00+08:00');
});

test('A stop begun after the deadline gives nothing back', () => {
  assert.equal(due('2026-03-02T10:00:00', workingDays(5), [stop('2026-03-10T09:00:00', null)]), '2026-03-09T23:59:59+08:00');
});

test('Time before the start and overlapping stops are counted once', () => {
  const stops = [
    stop('2026-03-12T11:00:00', '2026-03-12T13:00:00'),
    stop('2026-03-12T09:00:00', '2026-03-12T10:30:00'),
    stop('2026-03-12T12:00:00', '2026-03-12T14:00:00'),
  ];
  assert.equal(due('2026-03-12T10:00:00', hours(2), stops), '2026-03-12T15:30:00+08:00');
  assert.equal(due('2026-03-12T10:00:00', workingHours(2), stops), '2026-03-12T15:30:00+08:00');
});

test('A stop never brings a deadline forward, and the order in which stops are told does not matter', () => {
  const moment = fc.integer({ min: 0, max: 60 * 24 * 60 }).map((n) => new Date(at('2026-03-01T00:00:00').getTime() + n * 60_000));
  const stops = fc.array(
    fc.tuple(moment, fc.integer({ min: 0, max: 6000 })).map(([from, n]): Stop => ({ from, until: new Date(from.getTime() + n * 60_000) })),
    { maxLength: 5 },
  );
  const duration = fc
    .tuple(fc.constantFrom(minutes, hours, workingHours, workingDays, calendarDays), fc.integer({ min: 0, max: 40 }))
    .map(([unit, n]) => unit(n));
  fc.assert(
    fc.property(moment, duration, stops, (start, length, list) => {
      const [plain, stopped, mixed] = [dueAt(start, length), dueAt(start, length, list), dueAt(start, length, list.toReversed())];
      assert.ok(plain.state === 'running' && stopped.state === 'running' && stopped.at >= plain.at);
      assert.deepEqual(mixed, stopped);
    }),
  );
});

test('Durations are plain data, with words and lengths', () => {
  assert.deepEqual(JSON.parse(JSON.stringify(workingDays(5))), { unit: 'workingDays', count: 5 });
  assert.equal(durationWords(workingDays(5), 'zh'), '5个工作日');
  assert.equal(durationWords(workingDays(1), 'en'), '1 working day');
  assert.equal(millisecondsOf(minutes(2)), 120_000);
  assert.throws(() => hours(-1), RangeError);
});

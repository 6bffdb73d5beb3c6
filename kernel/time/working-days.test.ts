import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, type Day } from './day.ts';
import { addOfficeTime, officeHours, officeTimeBetween, usualHours } from './office-hours.ts';
import { nationalCalendar, workingCalendar } from './working-calendar.ts';
import { addWorkingDays, orNextWorkingDay, workingDaysBetween } from './working-days.ts';

const knownDay = fc.integer({ min: 0, max: 1000 }).map((n) => addDays('2024-01-01', n));
const vectors: readonly [Day, number, Day][] = [
  ['2026-02-12', 5, '2026-02-26'],
  ['2026-09-18', 15, '2026-10-15'],
  ['2026-04-28', 20, '2026-05-28'],
  ['2026-09-29', 7, '2026-10-14'],
  ['2026-01-03', 1, '2026-01-04'],
];

test('Periods of working days end as the calendar of 2026 says', () => {
  for (const [start, count, end] of vectors) {
    assert.deepEqual(addWorkingDays(start, count), { day: end, provisional: false }, `${start} + ${count}`);
    assert.deepEqual(workingDaysBetween(start, end), { days: count, provisional: false });
  }
});

test('2024, 2025 and 2026 have 251, 248 and 248 working days', () => {
  for (const [year, days] of [
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ] as const) {
    assert.equal(workingDaysBetween(`${year - 1}-12-31`, `${year}-12-31`).days, days);
  }
});

test('The answers do not depend on the zone of the machine', () => {
  const program = `import { addDays, dayOf } from '#kernel/time/day.ts'; import { nationalCalendar } from '#kernel/time/working-calendar.ts';
    const days = Array.from({ length: 1827 }, (_, i) => addDays('2024-01-01', i));
    console.log(days.filter((day) => nationalCalendar.isWorking(day)).join(' '), dayOf(new Date('2026-03-11T16:00:00Z')))`;
  const said = ['Asia/Shanghai', 'America/Los_Angeles', 'America/New_York', 'Pacific/Kiritimati', 'UTC'].map((TZ) =>
    execFileSync(process.execPath, ['--input-type=module-typescript', '--eval', program], { env: { ...process.env, TZ }, encoding: 'utf8' }));
  assert.equal(new Set(said).size, 1);
  const days = said[0]?.trim().split(' ') ?? [];
  assert.equal(days.pop(), '2026-03-12');
  assert.deepEqual(days, Array.from({ length: 1827 }, (_, i) => addDays('2024-01-01', i)).filter((day) => nationalCalendar.isWorking(day)));
});

test('Counting into a year without a published calendar is provisional and leaves out the days the law fixes', () => {
  assert.deepEqual(addWorkingDays('2026-12-31', 1), { day: '2027-01-04', provisional: true });
  assert.deepEqual(addWorkingDays('2026-12-30', 1), { day: '2026-12-31', provisional: false });
  assert.equal(workingDaysBetween('2026-12-30', '2027-01-04').provisional, true);
  for (const holiday of ['2027-01-01', '2027-02-05', '2027-02-08', '2027-04-05', '2027-06-09', '2027-09-15', '2027-10-01']) {
    assert.equal(nationalCalendar.isWorking(holiday), false, holiday);
  }
});

test('A notice loaded for a year makes it certain and exchanges its weekends', () => {
  const calendar = workingCalendar([{ year: 2027, off: ['2027-01-01', '2027-01-04'], work: ['2027-01-09'], source: '演示通知〔2026〕1号' }]);
  assert.deepEqual(addWorkingDays('2026-12-31', 1, calendar), { day: '2027-01-05', provisional: false });
  assert.equal(calendar.isWorking('2027-01-09'), true);
  assert.equal(calendar.isCertain('2028-01-03'), false);
});

test('Going forward and back by working days meets again', () => {
  fc.assert(
    fc.property(knownDay, fc.integer({ min: 1, max: 60 }), (start, count) => {
      const end = addWorkingDays(start, count).day;
      assert.equal(workingDaysBetween(start, end).days, count);
      assert.equal(workingDaysBetween(end, start).days, -count);
      const from = orNextWorkingDay(start).day;
      assert.equal(addWorkingDays(addWorkingDays(from, count).day, -count).day, from);
    }),
  );
});

test('A count that is no whole number or an impossible day is refused', () => {
  assert.throws(() => addWorkingDays('2026-03-02', 1.5), RangeError);
  assert.throws(() => addWorkingDays('2026-03-02', 1e9), RangeError);
  assert.throws(() => addWorkingDays('2026-02-30', 1), /no day/);
  assert.throws(() => workingDaysBetween('2026-03-02', '9999-12-31'), /too far apart/);
  assert.equal(nationalCalendar.isWorking('2150-10-01'), false);
});

test('Office time skips lunch, nights, weekends and holidays', () => {
  const at = (text: string) => new Date(`${text}:00+08:00`);
  const hour = 3_600_000;
  assert.deepEqual(addOfficeTime(at('2026-03-12T11:30'), hour, usualHours), at('2026-03-12T13:30'));
  assert.deepEqual(addOfficeTime(at('2026-03-13T16:30'), hour, usualHours), at('2026-03-16T09:30'));
  assert.deepEqual(addOfficeTime(at('2026-09-30T16:00'), 2 * hour, usualHours), at('2026-10-08T10:00'));
  assert.equal(officeTimeBetween(at('2026-03-12T10:00'), at('2026-03-13T10:00'), usualHours), 7 * hour);
  assert.equal(officeTimeBetween(at('2026-03-13T10:00'), at('2026-03-12T10:00'), usualHours), 0);
  assert.deepEqual(addOfficeTime(at('2026-03-12T12:00'), hour, officeHours(['08:30-12:00', '14:30-17:30'])), at('2026-03-12T15:30'));
  assert.throws(() => officeHours(['12:00-09:00']), /no office hours/);
  assert.throws(() => officeHours(['nine to five']), /no office hours/);
});

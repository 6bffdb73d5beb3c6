import { dayAt, dayNumber, type Day } from './day.ts';
import { nationalCalendar, type WorkingCalendar } from './working-calendar.ts';

/** A day reached by counting; `provisional` when a year without a published calendar was counted through. */
export type CountedDay = { readonly day: Day; readonly provisional: boolean };
export type CountedDays = { readonly days: number; readonly provisional: boolean };

const longest = 10_000;

/**
 * The day on which a period of working days ends. The start day is not counted (行政许可法, 民法典 §201); a negative count goes back.
 * Throws a RangeError for a count that is not a whole number or beyond 10 000.
 */
export function addWorkingDays(start: Day, count: number, calendar: WorkingCalendar = nationalCalendar): CountedDay {
  if (!Number.isInteger(count) || Math.abs(count) > longest) throw new RangeError(`${count} is no count of working days.`);
  const step = Math.sign(count);
  let number = dayNumber(start);
  for (let left = Math.abs(count); left > 0;) {
    number += step;
    if (calendar.worksOn(number)) left--;
  }
  const day = dayAt(number);
  return { day, provisional: !calendar.isCertain(start) || !calendar.isCertain(day) };
}

/**
 * Working days after the start day up to and with the end day; negative when the end lies before the start: that many days overdue.
 * Throws a RangeError for days more than 10 000 apart: 9999-12-31 means "for ever" and is no deadline.
 */
export function workingDaysBetween(start: Day, end: Day, calendar: WorkingCalendar = nationalCalendar): CountedDays {
  const [earlier, later] = start <= end ? [start, end] : [end, start];
  const [first, last] = [dayNumber(earlier), dayNumber(later)];
  if (last - first > longest) throw new RangeError(`${start} and ${end} are too far apart to count working days.`);
  let days = 0;
  for (let number = first + 1; number <= last; number++) {
    if (calendar.worksOn(number)) days++;
  }
  return { days: start <= end ? days : -days, provisional: !calendar.isCertain(start) || !calendar.isCertain(end) };
}

/** The day itself when it is worked, otherwise the first working day after it: a period that ends on a day off ends then (民法典 §203). */
export function orNextWorkingDay(day: Day, calendar: WorkingCalendar = nationalCalendar): CountedDay {
  return calendar.isWorking(day) ? { day, provisional: !calendar.isCertain(day) } : addWorkingDays(day, 1, calendar);
}

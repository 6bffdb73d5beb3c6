import { addDays, dayOf, startOf, type Day } from './day.ts';
import { nationalCalendar, type WorkingCalendar } from './working-calendar.ts';

/** When an organ is at work: which days, and which spans of such a day in minutes after midnight, in order. */
export type OfficeHours = { readonly calendar: WorkingCalendar; readonly spans: readonly Span[] };
type Span = readonly [from: number, until: number];

/** Office hours from text such as `09:00-12:00`, `14:30-17:30`. Throws a RangeError for spans that are empty or out of order. */
export function officeHours(spans: readonly string[], calendar: WorkingCalendar = nationalCalendar): OfficeHours {
  const read = spans.map(spanOf);
  const inOrder = read.every(([from, until], i) => from < until && (read[i - 1]?.[1] ?? 0) <= from);
  if (!inOrder || read.length === 0) throw new RangeError(`“${spans.join(', ')}” are no office hours; write them like 09:00-12:00, 13:00-17:00.`);
  return { calendar, spans: read };
}

/** 09:00–12:00 and 13:00–17:00 on working days, where an organ has not said otherwise. */
export const usualHours = officeHours(['09:00-12:00', '13:00-17:00']);

/** The moment at which so many milliseconds of office time have passed. */
export function addOfficeTime(start: Date, milliseconds: number, hours: OfficeHours): Date {
  let left = milliseconds;
  for (let day = dayOf(start); ; day = addDays(day, 1)) {
    for (const [from, until] of openSpans(day, hours)) {
      const open = Math.max(from, start.getTime());
      const available = until - open;
      if (available <= 0) continue;
      if (left <= available) return new Date(open + left);
      left -= available;
    }
  }
}

/** Milliseconds of office time between two moments; 0 when the second is not later. */
export function officeTimeBetween(start: Date, end: Date, hours: OfficeHours): number {
  let total = 0;
  for (let day = dayOf(start); day <= dayOf(end); day = addDays(day, 1)) {
    for (const [from, until] of openSpans(day, hours)) {
      total += Math.max(0, Math.min(until, end.getTime()) - Math.max(from, start.getTime()));
    }
  }
  return total;
}

function openSpans(day: Day, { calendar, spans }: OfficeHours): readonly Span[] {
  if (!calendar.isWorking(day)) return [];
  const midnight = startOf(day).getTime();
  return spans.map(([from, until]) => [midnight + from * 60_000, midnight + until * 60_000]);
}

function spanOf(text: string): Span {
  const [, h1 = '', m1 = '', h2 = '', m2 = ''] = /^(\d{2}):([0-5]\d)-(\d{2}):([0-5]\d)$/.exec(text) ?? [];
  const until = Number(h2) * 60 + Number(m2);
  return h1 && until <= 1440 ? [Number(h1) * 60 + Number(m1), until] : [0, 0];
}

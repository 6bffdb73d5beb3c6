/**
 * A calendar day in China, `2026-03-12`. Days compare and sort as text.
 * China keeps one time all year, UTC+8; a day is therefore counted with that offset, whatever zone the machine is in.
 */
export type Day = string;

const dayLength = 86_400_000;
/** Milliseconds by which China is ahead of UTC. */
export const chinaOffset = 8 * 3_600_000;

/** The day on which a moment falls in China. */
export function dayOf(moment: Date): Day {
  return new Date(moment.getTime() + chinaOffset).toISOString().slice(0, 10);
}

/** The first moment of the day, 00:00 in China. */
export function startOf(day: Day): Date {
  return new Date(dayNumber(day) * dayLength - chinaOffset);
}

/** The last whole second of the day, 23:59:59 in China: a deadline "by this day" is kept until then. */
export function endOf(day: Day): Date {
  return new Date(startOf(day).getTime() + dayLength - 1000);
}

/** Whether the text is a day that exists, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, date] = partsOf(text);
  return month >= 1 && month <= 12 && date >= 1 && date <= daysIn(year, month);
}

/** The day some calendar days later, or earlier for a negative count. */
export function addDays(day: Day, count: number): Day {
  return dayAt(dayNumber(day) + count);
}

/** Calendar days from one day to another; negative when the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** The same date some months later; the last day of the month where that date does not exist. */
export function addMonths(day: Day, count: number): Day {
  const [year, month, date] = partsOf(day);
  const index = year * 12 + month - 1 + count;
  const [newYear, newMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return dayAt(numberOf(newYear, newMonth, Math.min(date, daysIn(newYear, newMonth))));
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(day: Day): number {
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}

/** Year, month (1–12) and date of a day. */
export function partsOf(day: Day): [year: number, month: number, date: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

/** Days since 1970-01-01. Throws a RangeError for a text that is no day. */
export function dayNumber(day: Day): number {
  if (!isDay(day)) throw new RangeError(`“${day}” is no day; days are written like 2026-03-12.`);
  return numberOf(...partsOf(day));
}

/** The day with that number. */
export function dayAt(number: number): Day {
  return new Date(number * dayLength).toISOString().slice(0, 10);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Date.UTC reads the years 0–99 as 1900–1999, so the year is set by itself. */
function numberOf(year: number, month: number, date: number): number {
  const at = year < 100 ? new Date(0).setUTCFullYear(year, month - 1, date) : Date.UTC(year, month - 1, date);
  return at / dayLength;
}

import announced from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { addDays, dayAt, dayNumber, partsOf, startOf, weekdayOf, type Day } from './day.ts';

/** What the State Council announced for one year beyond the installed list; loaded by an administrator. */
export type YearNotice = {
  readonly year: number;
  /** Weekdays that are off. */
  readonly off: readonly Day[];
  /** Saturdays and Sundays that are worked. */
  readonly work: readonly Day[];
  /** Number of the notice. */
  readonly source: string;
};

/** Which days are worked in China, and up to when that is certain. */
export type WorkingCalendar = {
  isWorking(day: Day): boolean;
  /** The same by day number (`dayNumber`), for counting many days quickly. */
  worksOn(number: number): boolean;
  /** False where no notice for that year is known: the answer is then an estimate from the law on holidays. */
  isCertain(day: Day): boolean;
};

/** The national calendar: the installed list, and the notices given here for further years. */
export function workingCalendar(notices: readonly YearNotice[] = []): WorkingCalendar {
  const certainty = new Map<number, boolean>();
  const worked = new Map<number, boolean>();
  const readYear = (year: number): boolean => {
    const known = certainty.get(year);
    if (known !== undefined) return known;
    const notice = notices.find((one) => one.year === year);
    const certain = notice !== undefined || isListed(year);
    const works = workedBy(year, notice);
    for (let day = newYear(year); partsOf(day)[0] === year; day = addDays(day, 1)) worked.set(dayNumber(day), works(day));
    certainty.set(year, certain);
    return certain;
  };
  const worksOn = (number: number): boolean => {
    const known = worked.get(number);
    if (known !== undefined) return known;
    readYear(partsOf(dayAt(number))[0]);
    return worked.get(number) === true;
  };
  return { worksOn, isWorking: (day) => worksOn(dayNumber(day)), isCertain: (day) => readYear(partsOf(day)[0]) };
}

/** The calendar without further notices. */
export const nationalCalendar = workingCalendar();

const newYear = (year: number): Day => `${String(year).padStart(4, '0')}-01-01`;
const isWeekday = (day: Day): boolean => weekdayOf(day) <= 5;

/** The package's own questions about a day read it in the machine's zone and go wrong outside China; its list does not. */
const [daysOff, daysWorked] = [new Set(Object.keys(announced.holidays)), new Set(Object.keys(announced.workdays))];

/** In a year that is listed 1 October is named; elsewhere the package would silently call it an ordinary day. */
function isListed(year: number): boolean {
  return daysOff.has(`${year}-10-01`);
}

function workedBy(year: number, notice: YearNotice | undefined): (day: Day) => boolean {
  if (notice) return (day) => (isWeekday(day) ? !notice.off.includes(day) : notice.work.includes(day));
  if (isListed(year)) return (day) => (isWeekday(day) ? !daysOff.has(day) : daysWorked.has(day));
  const holidays = statutoryHolidays(year);
  return (day) => isWeekday(day) && !holidays.has(day);
}

/**
 * The thirteen days that the regulation on national holidays (as amended for 2025) fixes for every year, without the yearly
 * exchange of weekends: the best estimate while a year's notice is not out.
 */
function statutoryHolidays(year: number): Set<Day> {
  const fixed = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map((rest) => `${year}-${rest}`);
  if (year < 1901 || year > 2099) return new Set(fixed); // Beyond, nobody should rely on computed moons.
  const days = Array.from({ length: 300 }, (_, i) => addDays(newYear(year), i));
  const byMoon = days.filter((day) => ['5-5', '8-15', '1-1', '1-2', '1-3'].includes(moonDate(day)));
  const eve = days.filter((day) => moonDate(addDays(day, 1)) === '1-1');
  return new Set([...fixed, ...byMoon, ...eve, clearAndBright(year)]);
}

const chineseCalendar = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'Asia/Shanghai' });

/** Month and date by the lunar calendar, `8-15`; leap months are written otherwise and match no holiday. */
function moonDate(day: Day): string {
  const parts = chineseCalendar.formatToParts(startOf(day));
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('month')}-${part('day')}`;
}

/** 清明, 4 or 5 April of this century (6 April rarely in the last), by the usual linear rule for the sun's position. */
function clearAndBright(year: number): Day {
  const inCentury = year % 100;
  const date = Math.floor(inCentury * 0.2422 + (year < 2000 ? 5.59 : 4.81)) - Math.floor((year < 2000 ? inCentury - 1 : inCentury) / 4);
  return `${year}-04-0${date}`;
}

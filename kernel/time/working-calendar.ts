import announced from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { addDays, dayAt, dayNumber, partsOf, weekdayOf, type Day } from './day.ts';

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
  const fixed = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];
  const [springFestival, ...others] = movable[year] ?? [];
  const spring = springFestival ? [-1, 0, 1, 2].map((shift) => addDays(`${year}-${springFestival}`, shift)) : [];
  return new Set([...[...fixed, ...others].map((rest) => `${year}-${rest}`), ...spring]);
}

/**
 * 春节, 清明, 端午, 中秋 of the years whose notices may be awaited, written down: computing them depends on minutes around midnight
 * (the new moon of 2027-02-06 falls at 23:56), and calendar libraries disagree there.
 */
const movable: Readonly<Record<number, readonly string[]>> = {
  2027: ['02-06', '04-05', '06-09', '09-15'],
  2028: ['01-26', '04-04', '05-28', '10-03'],
  2029: ['02-13', '04-04', '06-16', '09-22'],
  2030: ['02-03', '04-05', '06-05', '09-12'],
  2031: ['01-23', '04-05', '06-24', '10-01'],
  2032: ['02-11', '04-04', '06-12', '09-19'],
  2033: ['01-31', '04-04', '06-01', '09-08'],
  2034: ['02-19', '04-05', '06-20', '09-27'],
  2035: ['02-08', '04-05', '06-10', '09-16'],
  2036: ['01-28', '04-04', '05-30', '10-04'],
};

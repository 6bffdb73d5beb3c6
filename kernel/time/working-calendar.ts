import chineseDays from 'chinese-days';
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

/** The package lists 1 October by name in every year it knows; elsewhere it silently calls it an ordinary day. */
function isListed(year: number): boolean {
  return chineseDays.getDayDetail(`${year}-10-01`).name.includes('国庆');
}

function workedBy(year: number, notice: YearNotice | undefined): (day: Day) => boolean {
  if (notice) return (day) => (isWeekday(day) ? !notice.off.includes(day) : notice.work.includes(day));
  if (isListed(year)) return (day) => chineseDays.isWorkday(day);
  const holidays = statutoryHolidays(year);
  return (day) => isWeekday(day) && !holidays.has(day);
}

/**
 * The thirteen days that the regulation on national holidays (as amended for 2025) fixes for every year, without the yearly
 * exchange of weekends: the best estimate while a year's notice is not out.
 */
function statutoryHolidays(year: number): Set<Day> {
  const fixed = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map((rest) => `${year}-${rest}`);
  if (year < 1901 || year > 2099) return new Set(fixed); // The lunar tables end there.
  const lunar = (monthAndDate: string, shift = 0): Day => addDays(chineseDays.getSolarDateFromLunar(`${year}-${monthAndDate}`).date, shift);
  const springFestival = [-1, 0, 1, 2].map((shift) => lunar('01-01', shift));
  return new Set([...fixed, ...springFestival, chineseDays.getSolarTermDate(year, 4, 'pure_brightness'), lunar('05-05'), lunar('08-15')]);
}

import { addDays, addMonths, dayOf, daysBetween, endOf, type Day } from './day.ts';
import { millisecondsOf, type Duration } from './duration.ts';
import { addOfficeTime, officeTimeBetween, usualHours, type OfficeHours } from './office-hours.ts';
import { addWorkingDays, orNextWorkingDay, workingDaysBetween, type CountedDay } from './working-days.ts';

/** Time that does not count (a correction, a hearing, an expert review); `until` is null while it still lasts. */
export type Stop = { readonly from: Date; readonly until: Date | null };

/** Where a deadline stands. `provisional` while it rests on a year whose holidays are not published. */
export type Due =
  { readonly state: 'running'; readonly at: Date; readonly provisional: boolean } | { readonly state: 'stopped'; readonly since: Date };

type Reached = { readonly at: Date; readonly provisional: boolean };
/** How one unit is laid out from a start, and how much of it a stop took away, in the same measure. */
type Ruler = { reach(extra: number): Reached; measure(from: Date, until: Date): number };

/**
 * When something must be done that may take so long from `start`, time of the stops not counted.
 * Days end at 23:59:59 in China. A stop that begins after the deadline has passed changes nothing.
 */
export function dueAt(start: Date, duration: Duration, stops: readonly Stop[] = [], office: OfficeHours = usualHours): Due {
  const ruler = rulerFor(start, duration, office);
  let extra = 0;
  let due = ruler.reach(extra);
  for (const { from, until } of joined(stops, start)) {
    if (from > due.at) break;
    if (until === null) return { state: 'stopped', since: from };
    extra += ruler.measure(from, until);
    due = ruler.reach(extra);
  }
  return { state: 'running', ...due };
}

function rulerFor(start: Date, duration: Duration, office: OfficeHours): Ruler {
  const { count, unit } = duration;
  const day = dayOf(start);
  const { calendar } = office;
  const inDays = (last: (extra: number) => CountedDay, measure: (from: Day, until: Day) => number): Ruler => ({
    reach: (extra) => {
      const { day: lastDay, provisional } = last(extra);
      return { at: endOf(lastDay), provisional };
    },
    measure: (from, until) => measure(dayOf(from), dayOf(until)),
  });
  const byCalendar = (last: Day): Ruler => inDays((extra) => orNextWorkingDay(addDays(last, extra), calendar), daysBetween);
  switch (unit) {
    case 'workingDays':
      return inDays(
        (extra) => addWorkingDays(day, count + extra, calendar),
        (from, until) => workingDaysBetween(from, until, calendar).days,
      );
    case 'calendarDays':
      return byCalendar(addDays(day, count));
    case 'months':
      return byCalendar(addMonths(day, count));
    case 'years':
      return byCalendar(addMonths(day, count * 12));
    case 'workingHours':
      return {
        reach: (extra) => {
          const at = addOfficeTime(start, count * 3_600_000 + extra, office);
          return { at, provisional: !calendar.isCertain(day) || !calendar.isCertain(dayOf(at)) };
        },
        measure: (from, until) => officeTimeBetween(from, until, office),
      };
    default:
      return {
        reach: (extra) => ({ at: new Date(start.getTime() + millisecondsOf({ unit, count }) + extra), provisional: false }),
        measure: (from, until) => until.getTime() - from.getTime(),
      };
  }
}

/** The stops in order, cut at the start, those that touch made one: no hour may be given back twice. */
function joined(stops: readonly Stop[], start: Date): Stop[] {
  const result: Stop[] = [];
  for (const stop of stops.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    if (stop.until !== null && stop.until <= start) continue;
    const from = stop.from < start ? start : stop.from;
    const before = result.at(-1);
    if (before && (before.until === null || from <= before.until)) {
      result[result.length - 1] = { from: before.from, until: later(before.until, stop.until) };
    } else {
      result.push({ from, until: stop.until });
    }
  }
  return result;
}

function later(left: Date | null, right: Date | null): Date | null {
  if (left === null || right === null) return null;
  return left > right ? left : right;
}

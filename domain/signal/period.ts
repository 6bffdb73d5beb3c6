import { addMonths, chinaOffset, dayOf, startOf } from '#kernel/time/day.ts';

/** How long one value of a signal speaks for. */
export const periods = ['hour', 'day', 'month'] as const;
export type Period = (typeof periods)[number];

const hour = 3_600_000;

/** The beginning of the period a moment lies in, by China's clock. */
export function periodStart(period: Period, at: Date): Date {
  if (period === 'hour') return new Date(Math.floor((at.getTime() + chinaOffset) / hour) * hour - chinaOffset);
  const day = dayOf(at);
  return startOf(period === 'day' ? day : `${day.slice(0, 7)}-01`);
}

/** The beginning of the period some periods later, or earlier for a negative count. */
export function movePeriod(period: Period, start: Date, count: number): Date {
  if (period === 'month') return startOf(addMonths(dayOf(start), count));
  return new Date(start.getTime() + count * (period === 'hour' ? hour : 24 * hour));
}

/** The end of a period: the beginning of the next. */
export const periodEnd = (period: Period, start: Date): Date => movePeriod(period, start, 1);

/** Whether a moment is the beginning of a period. */
export const isPeriodStart = (period: Period, at: Date): boolean => periodStart(period, at).getTime() === at.getTime();

/** Moments as the driver takes them in an array: it cannot tell the type of a list of dates. */
export const asTimes = (moments: readonly Date[]): string[] => moments.map((moment) => moment.toISOString());

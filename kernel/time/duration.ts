/** A span of time as a definition states it, counted in its own unit. Plain data: it can be stored and shown. */
export type Duration = Elapsed | CountedDuration;
/** Runs day and night. */
export type Elapsed = { readonly unit: 'seconds' | 'minutes' | 'hours'; readonly count: number };
/** Counted in office hours or by the calendar. */
export type CountedDuration = { readonly unit: 'workingHours' | 'workingDays' | 'calendarDays' | 'months' | 'years'; readonly count: number };

const duration =
  <U extends Duration['unit']>(unit: U) =>
  (count: number): { readonly unit: U; readonly count: number } => {
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`${count} ${unit} is no duration; give a whole number.`);
    return { unit, count };
  };

export const seconds = duration('seconds');
export const minutes = duration('minutes');
export const hours = duration('hours');
/** Hours during which the organ is open. */
export const workingHours = duration('workingHours');
/** 工作日: the day it starts on is not counted. */
export const workingDays = duration('workingDays');
/** 日: every day counts, the day it starts on does not. */
export const calendarDays = duration('calendarDays');
export const months = duration('months');
export const years = duration('years');

const inMilliseconds: Record<Elapsed['unit'], number> = { seconds: 1000, minutes: 60_000, hours: 3_600_000 };

/** The length of a duration that runs day and night, in milliseconds. */
export function millisecondsOf({ unit, count }: Elapsed): number {
  return inMilliseconds[unit] * count;
}

const words: Record<Duration['unit'], { readonly zh: string; readonly en: string }> = {
  seconds: { zh: '秒', en: 'second' },
  minutes: { zh: '分钟', en: 'minute' },
  hours: { zh: '小时', en: 'hour' },
  workingHours: { zh: '个工作小时', en: 'working hour' },
  workingDays: { zh: '个工作日', en: 'working day' },
  calendarDays: { zh: '日', en: 'day' },
  months: { zh: '个月', en: 'month' },
  years: { zh: '年', en: 'year' },
};

/** A duration in words: 5个工作日 · 5 working days. */
export function durationWords({ unit, count }: Duration, language: 'zh' | 'en'): string {
  return language === 'zh' ? `${count}${words[unit].zh}` : `${count} ${words[unit].en}${count === 1 ? '' : 's'}`;
}

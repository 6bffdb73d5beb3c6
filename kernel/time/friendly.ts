import { chinaOffset, dayOf, daysBetween, partsOf, weekdayOf, type Day } from './day.ts';

type Language = 'zh' | 'en';

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const near: Record<Language, Record<number, string>> = {
  zh: { [-2]: '前天', [-1]: '昨天', 0: '今天', 1: '明天', 2: '后天' },
  en: { [-1]: 'Yesterday', 0: 'Today', 1: 'Tomorrow' },
};
const weekdays: Record<Language, readonly string[]> = {
  zh: ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};

/** A moment as people say it: 今天 14:05 · Today 14:05, 3月12日 09:00 · 12 Mar 09:00; the year only where it is another one. */
export function friendlyTime(moment: Date, now: Date, language: Language): string {
  return `${friendlyDay(dayOf(moment), dayOf(now), language)} ${hourAndMinute(moment)}`;
}

/** A day as people say it: 明天 · Tomorrow, 3月12日 · 12 Mar, 2025年3月12日 · 12 Mar 2025. */
export function friendlyDay(day: Day, today: Day, language: Language): string {
  const word = near[language][daysBetween(today, day)];
  if (word !== undefined) return word;
  const [year, month, date] = partsOf(day);
  const sameYear = year === partsOf(today)[0];
  if (language === 'zh') return `${sameYear ? '' : `${year}年`}${month}月${date}日`;
  return `${date} ${monthNames[month - 1]}${sameYear ? '' : ` ${year}`}`;
}

/** The full form shown on hover and in print: 2026年3月12日 星期四 14:05:09 · Thursday, 12 Mar 2026, 14:05:09 (UTC+8). */
export function fullTime(moment: Date, language: Language): string {
  const day = dayOf(moment);
  const clock = `${hourAndMinute(moment)}:${pad(local(moment).getUTCSeconds())}`;
  const weekday = weekdays[language][weekdayOf(day) - 1];
  return language === 'zh' ? `${fullDay(day, 'zh')} ${weekday} ${clock}` : `${weekday}, ${fullDay(day, 'en')}, ${clock} (UTC+8)`;
}

/** A day in full: 2026年3月12日 · 12 Mar 2026. */
export function fullDay(day: Day, language: Language): string {
  const [year, month, date] = partsOf(day);
  return language === 'zh' ? `${year}年${month}月${date}日` : `${date} ${monthNames[month - 1]} ${year}`;
}

/** 14:05 */
export function hourAndMinute(moment: Date): string {
  const at = local(moment);
  return `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}`;
}

function local(moment: Date): Date {
  return new Date(moment.getTime() + chinaOffset);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

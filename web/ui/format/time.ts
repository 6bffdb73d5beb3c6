import { locale, type Locale } from '../words.ts';

/** China keeps one time without summer time, whatever the machine of the reader is set to. */
const zone = 'Asia/Shanghai';
const day = 86_400_000;

type Parts = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' });
const partsOf = (moment: Date): Parts => Object.fromEntries(clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)])) as Parts;
const dayNumber = (moment: Date): number => Math.floor((moment.getTime() + 8 * 3_600_000) / day);
const two = (value: number): string => String(value).padStart(2, '0');

const near: Record<Locale, Readonly<Record<number, string>>> = {
  zh: { [-2]: '前天', [-1]: '昨天', 0: '今天', 1: '明天', 2: '后天' },
  en: { [-1]: 'Yesterday', 0: 'Today', 1: 'Tomorrow' },
};

/** A day as people say it: 今天, 3月12日, 2025年3月12日 · Today, 12 Mar, 12 Mar 2025. Takes a moment or `2026-03-12`. */
export function sayDay(moment: Date | string, now = new Date(), language: Locale = locale): string {
  const at = momentOf(moment);
  const word = near[language][dayNumber(at) - dayNumber(now)];
  if (word !== undefined) return word;
  const { year, month, day: date } = partsOf(at);
  const thisYear = year === partsOf(now).year;
  if (language === 'zh') return `${thisYear ? '' : `${year}年`}${month}月${date}日`;
  const name = new Intl.DateTimeFormat('en-GB', { timeZone: zone, month: 'short' }).format(at);
  return `${date} ${name}${thisYear ? '' : ` ${year}`}`;
}

/** A moment as people say it: 今天 14:05 · Today 14:05. */
export function sayTime(moment: Date | string, now = new Date(), language: Locale = locale): string {
  const { hour, minute } = partsOf(momentOf(moment));
  return `${sayDay(moment, now, language)} ${two(hour)}:${two(minute)}`;
}

/** The full form, for hover and print: 2026年3月12日 星期四 14:05:09 · Thursday, 12 March 2026, 14:05:09. */
export function fullTime(moment: Date | string, language: Locale = locale): string {
  const at = momentOf(moment);
  const { hour, minute, second } = partsOf(at);
  const date = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: zone, year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' }).format(at);
  return `${date.replace('日星期', '日 星期')} ${two(hour)}:${two(minute)}:${two(second)}`;
}

/** How long ago, for things that should be fresh: 刚刚, 3 分钟前, 2 小时前, then the day. */
export function sayAgo(moment: Date | string, now = new Date(), language: Locale = locale): string {
  const minutes = Math.round((now.getTime() - momentOf(moment).getTime()) / 60_000);
  if (minutes < 0 || minutes >= 24 * 60) return sayTime(moment, now, language);
  if (minutes < 1) return language === 'zh' ? '刚刚' : 'just now';
  if (minutes < 60) return language === 'zh' ? `${minutes} 分钟前` : `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return language === 'zh' ? `${hours} 小时前` : `${hours} h ago`;
}

/** Hours and minutes of a length of time in milliseconds: 2 小时 5 分 · 2 h 5 min. */
export function sayLength(milliseconds: number, language: Locale = locale): string {
  const minutes = Math.round(milliseconds / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const units = language === 'zh' ? ['天', '小时', '分钟'] : ['d', 'h', 'min'];
  const said = [[days, units[0]], [hours, units[1]], [rest, units[2]]].filter(([value]) => value !== 0).slice(0, 2);
  if (said.length === 0) return language === 'zh' ? '不到 1 分钟' : 'under 1 min';
  return said.map(([value, unit]) => `${value} ${unit}`).join(' ');
}

/** RFC 3339 with the offset of China: what the API takes and the logs show. */
export function rfc3339(moment: Date): string {
  const { year, month, day: date, hour, minute, second } = partsOf(moment);
  return `${year}-${two(month)}-${two(date)}T${two(hour)}:${two(minute)}:${two(second)}+08:00`;
}

/** A calendar day without a time means that day in China. */
const momentOf = (moment: Date | string): Date => (moment instanceof Date ? moment : new Date(/^\d{4}-\d{2}-\d{2}$/.test(moment) ? `${moment}T00:00:00+08:00` : moment));

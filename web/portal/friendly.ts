import { durationWords, type Duration } from '#kernel/time/duration.ts';
import { friendlyTime, fullTime } from '#kernel/time/friendly.ts';
import type { Locale } from '#web/words/dictionary.ts';
import { html, type Html } from './html.ts';

const tag = { zh: 'zh-CN', en: 'en' } as const;

/** 1,234,567.5 */
export const groupedNumber = (value: number, locale: Locale): string => new Intl.NumberFormat(tag[locale], { maximumFractionDigits: 6 }).format(value);

/** An amount in 分 as 元: 120050 → 1,200.50. */
export const yuan = (fen: number, locale: Locale): string => new Intl.NumberFormat(tag[locale], { minimumFractionDigits: fen % 100 === 0 ? 0 : 2, maximumFractionDigits: 2 }).format(fen / 100);

/** 1.5 MB */
export function fileSize(bytes: number, locale: Locale): string {
  const [value, unit] = bytes >= 1024 * 1024 ? [bytes / 1024 / 1024, 'MB'] : [Math.max(1, bytes / 1024), 'KB'];
  return `${new Intl.NumberFormat(tag[locale], { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ${unit}`;
}

/** 今天 14:05, with the full form on hover. */
export const moment = (at: Date, now: Date, locale: Locale): Html => html`<time datetime="${at.toISOString()}" title="${fullTime(at, locale)}">${friendlyTime(at, now, locale)}</time>`;

/** 5 个工作日 · 5 working days. */
export const span = (duration: Duration, locale: Locale): string => durationWords(duration, locale).replace(/^(\d+)(?=\p{Script=Han})/u, '$1 ');

import { locale, type Locale } from '../words.ts';

/** A number in full with thousands separators: 1,234,567.5. */
export const fullNumber = (value: number, digits = 2): string => new Intl.NumberFormat('en-US', { maximumFractionDigits: digits }).format(value);

/**
 * A number as it is read at a glance: below ten thousand in full, above it in 万 and 亿 (zh) or K, M, B (en),
 * with three figures that count.
 */
export function shortNumber(value: number, language: Locale = locale): string {
  const size = Math.abs(value);
  if (size < 10_000) return fullNumber(value, size < 10 ? 2 : size < 100 ? 1 : 0);
  const steps = language === 'zh' ? chineseSteps : englishSteps;
  const [step, unit] = steps.find(([least]) => size >= least) ?? [1, ''];
  const figure = value / step;
  return `${fullNumber(figure, Math.abs(figure) < 10 ? 2 : Math.abs(figure) < 100 ? 1 : 0)}${unit}`;
}
const chineseSteps = [[1e8, '亿'], [1e4, '万']] as const;
const englishSteps = [[1e9, 'B'], [1e6, 'M'], [1e3, 'K']] as const;

/** A count that is exact up to a bound: `10,000+` past it. */
export const boundedCount = ({ value, exact }: { value: number; exact: boolean }): string => `${shortNumber(value)}${exact ? '' : '+'}`;

/** A share of one as per cent: 0.934 → 93.4%. */
export const percent = (share: number, digits = 1): string => `${fullNumber(share * 100, digits)}%`;

/** An amount in 分 as yuan: 123456 → 1,234.56. */
export const yuan = (fen: number): string => new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(fen / 100);

/** A size in bytes: 1.2 MB. */
export function bytes(size: number): string {
  const unit = size < 1024 ? 0 : size < 1024 ** 2 ? 1 : size < 1024 ** 3 ? 2 : 3;
  return `${fullNumber(size / 1024 ** unit, unit === 0 ? 0 : 1)} ${['B', 'KB', 'MB', 'GB'][unit]}`;
}

import type { Day } from '#kernel/time/day.ts';
import type { Point, Shape } from './geometry.ts';

/** The five levels of administrative divisions, widest first. */
export const levels = ['province', 'city', 'county', 'town', 'village'] as const;
export type Level = (typeof levels)[number];

/** An administrative division. Days are the first on which it stood (null: older than its source tells) and the first on which it did not. */
export type Region = {
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly parent: string | null;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  readonly replacedBy: string | null;
  /** 城乡分类代码 111 … 220; null where the source does not give it. */
  readonly urbanRural: string | null;
  /** A point inside its shape, else its seat. */
  readonly centre: Point | null;
  readonly shape: Shape | null;
  /** Where the shape comes from: shown to every reader of a map. */
  readonly shapeSource: string | null;
};

/**
 * The part of a division code that all codes beneath it begin with: 440902000000 → 440902.
 * GB/T 2260 gives two digits each to province, city and county; GB/T 10114 three to the town; the last three are the village.
 */
export function regionPrefix(code: string): string {
  for (const [zeros, length] of [[10, 2], [8, 4], [6, 6], [3, 9]] as const) if (code.endsWith('0'.repeat(zeros))) return code.slice(0, length);
  return code;
}

const lengths: Readonly<Record<number, Level>> = { 2: 'province', 4: 'city', 6: 'county', 9: 'town', 12: 'village' };

/** The level a 12-digit code speaks of. */
export const levelOf = (code: string): Level => lengths[regionPrefix(code).length] ?? 'village';

/** The 12-digit code of a shorter one: 4409 → 440900000000. */
export const fullCode = (short: string): string => short.padEnd(12, '0');

/** The code of the division above: 440902100000 → 440902000000; null above a province. */
export function parentCode(code: string): string | null {
  const above = { province: 0, city: 2, county: 4, town: 6, village: 9 }[levelOf(code)];
  return above === 0 ? null : fullCode(code.slice(0, above));
}

/** Whether `code` is `region` or lies in it. */
export const isWithin = (code: string, region: string): boolean => code.startsWith(regionPrefix(region));

/** What kind of division a code speaks of, by the number ranges of GB/T 2260, GB/T 10114 and 统计用区划代码. */
export function kindOf(code: string): string {
  const ranges = kinds[levelOf(code)];
  const number = Number(regionPrefix(code).slice(levelOf(code) === 'town' || levelOf(code) === 'village' ? -3 : -2));
  return ranges.find(([last]) => number <= last)?.[1] ?? '';
}

const kinds: Readonly<Record<Level, readonly (readonly [last: number, kind: string])[]>> = {
  province: [[99, '省级']],
  city: [[99, '地级']],
  county: [[20, '市辖区'], [80, '县'], [99, '县级市']],
  town: [[99, '街道'], [199, '镇'], [399, '乡'], [599, '类似乡级单位']],
  village: [[199, '居民委员会'], [399, '村民委员会'], [599, '类似村级单位']],
};

/** A name as people say it: 柏桥村民委员会 → 柏桥村, 建设社区居民委员会 → 建设社区, 南庄居委会 → 南庄社区; the statistical 曙光农场虚拟生活区 is 曙光农场. */
export function spokenName(name: string): string {
  const stem = name.replace(/(村民|居民)?委员会$|[村居]委会$|虚拟生活区$/, '');
  if (!/委[员会]/.test(name.slice(stem.length)) || /(社区|村)$/.test(stem)) return stem;
  return stem + (/(村民委员会|村委会)$/.test(name) ? '村' : '社区');
}

/** Whether the division stood on a day. */
export const stoodOn = (region: Region, day: Day): boolean => (region.validFrom === null || region.validFrom <= day) && (region.validTo === null || day < region.validTo);

import { fullCode, levelOf, type Level } from '#domain/place/region.ts';

/** The divisions a signal may look at, finest last. */
export const regionLevels = ['city', 'county', 'town'] as const satisfies readonly Level[];
export type RegionLevel = (typeof regionLevels)[number];

const digits: Readonly<Record<RegionLevel, number>> = { city: 4, county: 6, town: 9 };

/** The division of a level a code lies in: 440902101003 at county is 440902000000. A wider code stays as it is. */
export const regionAt = (level: RegionLevel, code: string): string => fullCode(code.slice(0, digits[level]));

/** A division with all above it up to the city, finest first: the divisions a change in one of them changes. */
export function upwards(finest: RegionLevel, bucket: string): string[] {
  const chain = regionLevels.slice(0, regionLevels.indexOf(finest) + 1).map((level) => regionAt(level, bucket));
  return [...new Set(chain)].toReversed();
}

/** Whether a division is of a level. */
export const isAt = (level: RegionLevel, code: string): boolean => levelOf(code) === level;

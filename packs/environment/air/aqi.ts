import type { Day } from '#kernel/time/day.ts';
import { breakpointsOn, pollutants, steps, type Breakpoints, type Column, type Pollutant } from './breakpoints.ts';

export type Concentrations = Partial<Readonly<Record<Pollutant, number>>>;

/** The index, the pollutants that make it (only above 50), and the index of each. */
export type Aqi = { readonly value: number; readonly primary: readonly Pollutant[]; readonly each: Concentrations };

/** The index of one concentration in one column; null beyond a column that ends early. Concentrations are taken as they are, not rounded first. */
export function iaqi(concentration: number, column: Column): number | null {
  if (!(concentration >= 0)) return null;
  const above = column.findIndex((limit) => concentration <= limit);
  if (above < 0) return column.length === steps.length ? 500 : null;
  if (above === 0) return 0;
  const [low = 0, high = 0] = [column[above - 1], column[above]];
  const [from = 0, to = 0] = [steps[above - 1], steps[above]];
  const exact = ((to - from) / (high - low)) * (concentration - low) + from;
  // 向上进位取整. The tiny step back undoes what binary fractions add: 100.00000000000001 is 100, not 101.
  return Math.ceil(exact - 1e-9);
}

/** The real-time index of an hour's means (HJ 633, 实时报). Null when nothing was measured. */
export function hourAqi(means: Concentrations, on: Day): Aqi | null {
  const table = breakpointsOn(on);
  return summed(Object.fromEntries(pollutants.map((pollutant) => [pollutant, hourIndex(pollutant, means[pollutant], table)])));
}

function hourIndex(pollutant: Pollutant, mean: number | undefined, table: Breakpoints): number | null {
  if (mean === undefined) return null;
  const index = iaqi(mean, table.hour[pollutant]);
  return index === null && pollutant === 'so2' && mean > 0 ? table.beyond.so2hour : index;
}

/** Concentrations of a whole day: 24-hour means; of ozone the highest 8-hour mean, and the highest hour for where that column ends. */
export type DayConcentrations = Partial<Readonly<Record<Exclude<Pollutant, 'o3'> | 'o3of8' | 'o3hour', number>>>;

/** The daily index (HJ 633, 日报). Null when nothing was measured long enough. */
export function dayAqi(day: DayConcentrations, on: Day): Aqi | null {
  const table = breakpointsOn(on);
  const { o3of8, o3hour, ...means } = day;
  const ozone = o3of8 === undefined ? null : (iaqi(o3of8, table.day.o3of8) ?? table.beyond.o3of8 ?? (o3hour === undefined ? null : iaqi(o3hour, table.hour.o3)));
  const others = pollutants.filter((pollutant) => pollutant !== 'o3').map((pollutant) => [pollutant, means[pollutant] === undefined ? null : iaqi(means[pollutant], table.day[pollutant])]);
  return summed({ ...Object.fromEntries(others), o3: ozone });
}

function summed(indexes: Readonly<Record<string, number | null>>): Aqi | null {
  const known = pollutants.flatMap((pollutant) => {
    const index = indexes[pollutant];
    return index === null || index === undefined ? [] : [[pollutant, index] as const];
  });
  if (known.length === 0) return null;
  const value = Math.max(...known.map(([, index]) => index));
  return { value, primary: value > 50 ? known.filter(([, index]) => index === value).map(([pollutant]) => pollutant) : [], each: Object.fromEntries(known) };
}

/** How many hours a day's mean needs (GB 3095 §数据统计的有效性). */
const enoughHours = 20;

/** The concentrations of a day from its 24 hourly means; a mean of fewer than 20 hours does not count. */
export function dayOfHours(hourly: Partial<Readonly<Record<Pollutant, readonly (number | null)[]>>>): DayConcentrations {
  const means = Object.fromEntries(pollutants.filter((pollutant) => pollutant !== 'o3').flatMap((pollutant) => {
    const hours = (hourly[pollutant] ?? []).filter((hour) => hour !== null);
    return hours.length < enoughHours ? [] : [[pollutant, meanOf(hours)]];
  }));
  const ozone = hourly.o3 ?? [];
  const of8 = highestOf8(ozone);
  const highest = ozone.filter((hour) => hour !== null);
  return { ...means, ...(of8 === null ? {} : { o3of8: of8, o3hour: Math.max(...highest) }) };
}

/** The highest mean of eight hours in a row (8–24 时 ends), each of at least six hours; null when fewer than fourteen of them can be reckoned. */
function highestOf8(hours: readonly (number | null)[]): number | null {
  const means: number[] = [];
  for (let end = 8; end <= hours.length; end++) {
    const known = hours.slice(end - 8, end).filter((hour) => hour !== null);
    if (known.length >= 6) means.push(meanOf(known));
  }
  return means.length < 14 ? null : Math.max(...means);
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

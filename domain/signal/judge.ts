import { millisecondsOf } from '#kernel/time/duration.ts';
import { levels, type Condition, type Level, type Warn } from './define.ts';
import { movePeriod, type Period } from './period.ts';

/** A value with the beginning of its period. */
export type Valued = { readonly start: Date; readonly value: number };

/** A stretch of periods at some level: when it began and ended, how high it came. `end` is null while it lasts. */
export type Episode = { readonly start: Date; readonly end: Date | null; readonly peak: Level; readonly worst: number };

export const rankOf = (level: Level | null): number => (level === null ? -1 : levels.indexOf(level));

/** Whether a value meets a condition. */
export function meets(value: number, { op, limit }: Condition): boolean {
  switch (op) {
    case 'above': return value > limit;
    case 'atLeast': return value >= limit;
    case 'below': return value < limit;
    case 'atMost': return value <= limit;
    default: return op satisfies never;
  }
}

/** A condition in words: > 150. */
export const conditionWords = ({ op, limit }: Condition): string => `${{ above: '>', atLeast: '≥', below: '<', atMost: '≤' }[op]} ${limit}`;

/** The highest level a single value reaches, however long. */
export function levelOfValue(value: number, warn: readonly Warn[]): Level | null {
  return highest(warn.filter(({ when }) => meets(value, when)));
}

/** How many periods a rule must have lasted, the present one included. */
export const periodsOf = ({ for: lasting }: Warn, period: Period): number => {
  const lengths: Record<Period, number> = { hour: 3_600_000, day: 86_400_000, month: 30 * 86_400_000 };
  return lasting === undefined ? 1 : Math.max(1, Math.ceil(millisecondsOf(lasting) / lengths[period]));
};

/** Share of the periods that must have a value for a lasting condition; fewer are no ground for a warning. */
const enough = 0.75;

/**
 * The level in force at the newest of some values (newest first): the highest whose condition has held as long as it asks.
 * Periods without a value are passed over, up to a quarter of them.
 */
export function levelInForce(values: readonly Valued[], warn: readonly Warn[], period: Period): Level | null {
  const [newest] = values;
  if (!newest) return null;
  return highest(warn.filter((rule) => {
    if (!meets(newest.value, rule.when)) return false;
    const count = periodsOf(rule, period);
    if (count === 1) return true;
    const first = movePeriod(period, newest.start, 1 - count).getTime();
    const within = values.filter(({ start }) => start.getTime() >= first && start <= newest.start);
    return within.length >= Math.ceil(count * enough) && within.every(({ value }) => meets(value, rule.when));
  }));
}

/** The longest stretch any rule looks back over, in periods. */
export const lookBack = (warn: readonly Warn[], period: Period): number => Math.max(1, ...warn.map((rule) => periodsOf(rule, period)));

/** What a rule would have done over a series (oldest first): its episodes, one after another. */
export function episodesIn(series: readonly Valued[], warn: readonly Warn[], period: Period): Episode[] {
  const episodes: Episode[] = [];
  const back = lookBack(warn, period);
  let open: { start: Date; peak: Level; worst: number } | null = null;
  series.forEach(({ start, value }, index) => {
    const level = levelInForce(series.slice(Math.max(0, index - back + 1), index + 1).toReversed(), warn, period);
    if (level === null && open) {
      episodes.push({ ...open, end: start });
      open = null;
    } else if (level !== null) {
      const before: { start: Date; peak: Level; worst: number } = open ?? { start, peak: level, worst: value };
      open = { start: before.start, peak: rankOf(level) > rankOf(before.peak) ? level : before.peak, worst: worseOf(before.worst, value, warn) };
    }
  });
  if (open) episodes.push({ ...(open as Omit<Episode, 'end'>), end: null });
  return episodes;
}

/** The worse of two values: the greater where the rule warns of high ones. */
const worseOf = (a: number, b: number, [rule]: readonly Warn[]) => (rule?.when.op === 'below' || rule?.when.op === 'atMost' ? Math.min(a, b) : Math.max(a, b));

const highest = (rules: readonly Warn[]): Level | null => rules.map(({ level }) => level).toSorted((a, b) => rankOf(b) - rankOf(a))[0] ?? null;

import { commandWords } from '../../words/command.ts';
import { fullNumber } from '../../ui/format/number.ts';
import { sayDay, sayLength } from '../../ui/format/time.ts';
import { sayer } from '../../ui/words.ts';
import type { Signal } from '../api.ts';

const say = sayer(commandWords);

/** A value with the decimals of its signal. */
export const shownValue = (signal: Pick<Signal, 'decimals'>, value: number): string => fullNumber(value, signal.decimals);

/** The period a value speaks for: 今天 13 时, 今天, 2026年3月. */
export function sayPeriod(period: string, start: string): string {
  if (period === 'day') return sayDay(start);
  const local = new Date(new Date(start).getTime() + 8 * 3_600_000);
  return period === 'hour' ? say('hourOf', { day: sayDay(start), hour: local.getUTCHours() }) : say('monthOf', { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1 });
}

const lengths: Readonly<Record<string, number>> = { hour: 3_600_000, day: 86_400_000, month: 31 * 86_400_000 };

/** How long nothing new has come, in words; null while the running period or the one before has a value. */
export function staleness(signal: Pick<Signal, 'period' | 'latest'>, now: Date): string | null {
  if (!signal.latest) return null;
  const length = lengths[signal.period] ?? 0;
  const age = now.getTime() - new Date(signal.latest.start).getTime();
  return age > 3 * length ? say('stale', { length: sayLength(age - length) }) : null;
}

/** Against the period before: up, down or unchanged. */
export function changeOf(signal: Signal): { readonly words: string; readonly icon: 'trendUp' | 'trendDown' | 'minus' } | null {
  if (!signal.latest || signal.before === null) return null;
  const by = signal.latest.value - signal.before;
  if (Math.abs(by) < 10 ** -signal.decimals / 2) return { words: say('same'), icon: 'minus' };
  const amount = shownValue(signal, Math.abs(by));
  return by > 0 ? { words: say('up', { by: amount }), icon: 'trendUp' } : { words: say('down', { by: amount }), icon: 'trendDown' };
}

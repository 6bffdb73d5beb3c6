import type { Declared, Fault } from '#kernel/declare/declared.ts';
import { checkEnglish } from '#kernel/declare/english.ts';
import { officeHours } from '#kernel/time/office-hours.ts';
import type { Guard } from '../define-guard.ts';

/** Every mistake in a rule over use: limits that never or always hold, what belongs to another measure, its English. */
export function checkGuard(pack: string, rule: Guard, declared: Declared): Fault[] {
  const spot = `guard ${rule.key}`;
  const faults: Fault[] = [];
  const say = (name: string, said: string) => faults.push({ pack, spot: `${spot} · ${name}`, said });
  if (rule.measure === 'idle') {
    if (rule.tellAfterDays < 1 || rule.closeAfterDays <= rule.tellAfterDays) say('closeAfterDays', 'must be later than tellAfterDays, which is one day at least.');
  } else {
    if (!Number.isInteger(rule.limit) || rule.limit < 1) say('limit', 'is a whole number from 1.');
    if (!Number.isInteger(rule.minutes) || rule.minutes < 1 || rule.minutes > 60 * 24 * 31) say('minutes', 'is a whole number from 1 to one month.');
    if (rule.stops && rule.measure !== 'rows') say('stops', 'ends a grant, so it belongs to the measure “rows” alone.');
    if (rule.measure === 'odd-hours') {
      try {
        officeHours(rule.hours ?? []);
      } catch {
        say('hours', 'are spans such as 07:00-21:00, in their order.');
      }
    } else if (rule.hours) say('hours', 'belong to the measure “odd-hours” alone.');
  }
  return [...faults, ...checkEnglish(pack, spot, [rule.title, rule.idea], declared)];
}

import { defineIdleRule, defineUseRule, type Guard } from '#domain/record/define-guard.ts';
import { pack, type Broken } from './sound.ts';

const bulk = { key: 'bulk', title: 'Bulk', idea: 'Too much', measure: 'rows', limit: 10, minutes: 60 } as const;
const broken = (why: string, guard: Guard, says: string): Broken => ({ why, packs: [pack({ guards: [guard] })], says: [`packs/service/badges · guard ${guard.key}${says}`] });

/** Rules over use that never or always hold, or say what belongs to another measure. */
export const brokenGuards: readonly Broken[] = [
  broken('A limit of nothing', defineUseRule({ ...bulk, limit: 0 }), ' · limit: is a whole number from 1.'),
  broken('A span longer than anybody remembers', defineUseRule({ ...bulk, minutes: 100_000 }), ' · minutes: is a whole number from 1 to one month.'),
  broken('A rule that stops where no grant is', defineUseRule({ ...bulk, measure: 'entries', stops: true }), ' · stops: ends a grant, so it belongs to the measure “rows” alone.'),
  broken('Odd hours without hours', defineUseRule({ ...bulk, measure: 'odd-hours' }), ' · hours: are spans such as 07:00-21:00, in their order.'),
  broken('Hours where none are counted', defineUseRule({ ...bulk, hours: ['07:00-21:00'] }), ' · hours: belong to the measure “odd-hours” alone.'),
  broken('Closed before it is told', defineIdleRule({ key: 'idle', title: 'Idle', idea: 'Unused', tellAfterDays: 30, closeAfterDays: 30 }), ' · closeAfterDays: must be later than tellAfterDays, which is one day at least.'),
  broken('A rule without English', defineUseRule({ ...bulk, idea: '太多' }), ": has no English for: 太多. Add them to the pack's english."),
];

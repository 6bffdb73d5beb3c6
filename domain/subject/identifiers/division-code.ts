import { fullCode, kindOf, levelOf, parentCode, type Level } from '#domain/place/region.ts';
import { no, tidy, type Outcome } from './outcome.ts';

/** Why a text has not the form of a division code. */
export type DivisionCodeReason = 'DIVISION_LENGTH' | 'DIVISION_CHARACTERS' | 'DIVISION_GAP';

export type DivisionCodeFacts = {
  readonly level: Level;
  /** 市辖区, 镇, 村民委员会 …, by number range; empty outside every range. */
  readonly kind: string;
  readonly parent: string | null;
};

/**
 * Checks the form of a division code of 6, 9 or 12 digits (GB/T 2260, GB/T 10114, statistical code) and fills it up to 12.
 * Whether such a division exists on a day is known to the regions, not to the code.
 */
export function checkDivisionCode(text: string): Outcome<DivisionCodeFacts, DivisionCodeReason> {
  const digits = tidy(text);
  if (![6, 9, 12].includes(digits.length)) return no('DIVISION_LENGTH');
  if (!/^\d+$/.test(digits) || digits.startsWith('0')) return no('DIVISION_CHARACTERS');
  const value = fullCode(digits);
  // A county needs its city and a village its town; only a town may hang directly under a city without counties.
  const gap = /^\d{2}00(?!00)/.test(value) || /^\d{2}0000(?!0{6})/.test(value) || /^\d{6}000(?!000)/.test(value);
  if (gap) return no('DIVISION_GAP');
  return { ok: true, value, level: levelOf(value), kind: kindOf(value), parent: parentCode(value) };
}

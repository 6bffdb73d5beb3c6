import { isDay, partsOf, type Day } from '#kernel/time/day.ts';
import { no, tidy, type Outcome } from './outcome.ts';

/** Why a text is no citizen identity number. */
export type CitizenIdReason = 'ID_NUMBER_OLD_FORM' | 'ID_NUMBER_LENGTH' | 'ID_NUMBER_CHARACTERS' | 'ID_NUMBER_DATE' | 'ID_NUMBER_FUTURE' | 'ID_NUMBER_CHECK';

export type CitizenIdFacts = {
  /** The division of first registration, 6 digits. It stays for life, so it need not exist today. */
  readonly divisionCode: string;
  readonly bornOn: Day;
  readonly sex: 'male' | 'female';
  readonly kind: 'citizen' | 'hongKong' | 'macao' | 'taiwan' | 'foreigner';
};

/**
 * Checks a citizen identity number (GB 11643-1999), or one of the cards built alike: residence permits of Hong Kong, Macao and
 * Taiwan residents, and the permanent-resident card of foreigners. `today` is the day after which nobody can have been born.
 */
export function checkCitizenId(text: string, today: Day): Outcome<CitizenIdFacts, CitizenIdReason> {
  const value = tidy(text);
  if (/^\d{15}$/.test(value)) return no('ID_NUMBER_OLD_FORM');
  if (value.length !== 18) return no('ID_NUMBER_LENGTH');
  if (!/^\d{17}[\dX]$/.test(value)) return no('ID_NUMBER_CHARACTERS');
  const bornOn = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`;
  if (!isDay(bornOn) || bornOn < oldest) return no('ID_NUMBER_DATE');
  if (bornOn > today) return no('ID_NUMBER_FUTURE');
  if (citizenIdCheck(value.slice(0, 17)) !== value[17]) return no('ID_NUMBER_CHECK');
  const divisionCode = value.slice(0, 6);
  return { ok: true, value, divisionCode, bornOn, sex: Number(value[16]) % 2 === 1 ? 'male' : 'female', kind: kindOf(divisionCode) };
}

/** The check character over the first 17 digits: ISO 7064 MOD 11-2. */
export function citizenIdCheck(digits: string): string {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return '10X98765432'.charAt(sum % 11);
}

/** Completed years of age on a day. */
export function ageOn(bornOn: Day, day: Day): number {
  const years = partsOf(day)[0] - partsOf(bornOn)[0];
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

/** Nobody alive was born before; an earlier date is a slip of the pen. */
const oldest: Day = '1850-01-01';
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

function kindOf(divisionCode: string): CitizenIdFacts['kind'] {
  const permits: Readonly<Record<string, CitizenIdFacts['kind']>> = { '810000': 'hongKong', '820000': 'macao', '830000': 'taiwan' };
  // 9 opens a foreigner's card, with the province that issued it next; no province is 99, so 9999… is left for demonstration.
  const foreigner = divisionCode.startsWith('9') && !divisionCode.startsWith('999');
  return permits[divisionCode] ?? (foreigner ? 'foreigner' : 'citizen');
}

import type { Day } from '#kernel/time/day.ts';
import { checkCitizenId } from './citizen-id.ts';

/** Personal data standing open in a text, found by its form and, for identity numbers, by the check character. */
export type Unmasked = { readonly kind: 'idNumber' | 'mobile'; readonly value: string };

/** Looks through any text (a list answer, a log line, an export) for identity and mobile numbers that nobody masked. */
export function findUnmasked(text: string, today: Day): Unmasked[] {
  const found: Unmasked[] = [];
  for (const [value] of text.matchAll(/(?<![\dA-Za-z])(?:\d{17}[\dXx]|(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?![\dA-Za-z])/g)) {
    if (/^\d{17}/.test(value)) {
      if (checkCitizenId(value, today).ok) found.push({ kind: 'idNumber', value });
    } else {
      found.push({ kind: 'mobile', value });
    }
  }
  return found;
}

import { dayOf } from '#kernel/time/day.ts';
import { masks } from './mask.ts';
import { findUnmasked } from './unmasked.ts';

/** Free text with the identity and mobile numbers in it covered: people write them where nothing expects them. */
export function coverNumbers(text: string): string {
  if (!/\d{11}/.test(text.replace(/[- ]/g, ''))) return text;
  return findUnmasked(text, dayOf(new Date())).reduce((covered, { kind, value }) => covered.replaceAll(value, masks[kind === 'mobile' ? 'phone' : 'idNumber'](value, 'public')), text);
}

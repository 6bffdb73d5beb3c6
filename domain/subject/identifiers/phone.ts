import { no, type Outcome } from './outcome.ts';

/** Why a text is no telephone number of the Chinese mainland. */
export type PhoneReason = 'PHONE_CHARACTERS' | 'PHONE_LENGTH' | 'PHONE_RANGE';

export type PhoneFacts = {
  readonly kind: 'mobile' | 'landline';
  /** International form, +86…. */
  readonly international: string;
};

/** Checks a mobile number; +86 in front, spaces and hyphens are taken off. The stored form has 11 digits. */
export function checkMobilePhone(text: string): Outcome<PhoneFacts, PhoneReason> {
  const digits = domestic(text);
  if (!/^\d+$/.test(digits)) return no('PHONE_CHARACTERS');
  if (digits.length !== 11) return no('PHONE_LENGTH');
  if (!/^1[3-9]/.test(digits)) return no('PHONE_RANGE');
  return { ok: true, value: digits, kind: 'mobile', international: `+86${digits}` };
}

/** Checks a number at which someone can be called back: mobile, or landline with area code (stored `0668-2912345`). */
export function checkPhone(text: string): Outcome<PhoneFacts, PhoneReason> {
  const digits = domestic(text);
  if (!digits.startsWith('0')) return checkMobilePhone(text);
  if (!/^\d+$/.test(digits)) return no('PHONE_CHARACTERS');
  const [, area, local] = /^(010|02\d|0[3-9]\d{2})([2-8]\d{6,7})$/.exec(digits) ?? [];
  if (area === undefined || local === undefined) return no(digits.length < 10 || digits.length > 12 ? 'PHONE_LENGTH' : 'PHONE_RANGE');
  return { ok: true, value: `${area}-${local}`, kind: 'landline', international: `+86${area.slice(1)}${local}` };
}

function domestic(text: string): string {
  const tidied = text.normalize('NFKC').replace(/[\s\p{Cf}\p{Pd}()]/gu, '');
  const [, country, rest = ''] = /^(\+86|0086|86(?=1\d{10}$))(.*)$/.exec(tidied) ?? [];
  if (country === undefined) return tidied;
  return /^([2-9]|10)/.test(rest) ? `0${rest}` : rest;
}

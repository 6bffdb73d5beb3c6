import { dayOf } from '#kernel/time/day.ts';

/** ISO 7064 MOD 11,10 over digits: a misread or swapped digit of a case number is noticed before anything is looked up. */
function checkDigit(digits: string): string {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return String((11 - product) % 10);
}

/** A case number people can read out: day, running number, check digit — `20261121-0001234-5`. */
export function caseNumber(running: number, now: Date): string {
  const day = dayOf(now).replaceAll('-', '');
  const count = String(running).padStart(7, '0');
  return `${day}-${count}-${checkDigit(day + count)}`;
}

/** Whether a text is a case number, hyphens and spaces left out or not. Returns its standard form, or null. */
export function readCaseNumber(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '');
  if (!/^\d{16,20}$/.test(digits) || checkDigit(digits.slice(0, -1)) !== digits.slice(-1)) return null;
  return `${digits.slice(0, 8)}-${digits.slice(8, -1)}-${digits.slice(-1)}`;
}

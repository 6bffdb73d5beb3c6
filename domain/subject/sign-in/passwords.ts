import type { BothWords } from '#kernel/errors/refusal.ts';
import { commonNumbers, commonWords } from './common-words.ts';
import { refuse } from './errors.ts';

/** Least length; no rule asks for signs or capitals, which make passwords worse (NIST SP 800-63B, 3.1.1.2). */
export const leastLength = 10;
const mostLength = 200;

/** Why a password is refused; the keys are also the reasons in the catalogue of refusals. */
export type Weakness = 'short' | 'long' | 'named' | 'repeats' | 'row' | 'date' | 'common';

/** Refuses (PASSWORD_WEAK) a password that is short, or that a guesser tries early. */
export function mustBeStrong(password: string, about: readonly string[]): void {
  const weakness = weaknessOf(password, about);
  if (weakness) throw refuse('PASSWORD_WEAK', { least: leastLength, reason: reasons[weakness] }, [{ pointer: '/password', ...reasons[weakness] }]);
}

const reasons: Readonly<Record<Weakness, BothWords>> = {
  short: { zh: `太短，至少 ${leastLength} 位`, en: `it has fewer than ${leastLength} characters` },
  long: { zh: `太长，最多 ${mostLength} 位`, en: `it has more than ${mostLength} characters` },
  named: { zh: '几乎就是用户名或姓名', en: 'it is little more than the name of the account' },
  repeats: { zh: '同样的字符反复出现', en: 'it repeats the same few characters' },
  row: { zh: '是连续的数字、字母或键盘上的一排', en: 'it runs along the keyboard, the alphabet or the digits' },
  date: { zh: '几乎只是日期或号码', en: 'it is little more than a date or a number' },
  common: { zh: '是常见或已泄露的密码', en: 'it is among the common passwords known from breaches' },
};

/** What makes a password easy to guess, or null. `about` are texts a guesser knows: user name, name, organ. */
export function weaknessOf(password: string, about: readonly string[]): Weakness | null {
  const length = [...password].length;
  if (length < leastLength) return 'short';
  if (length > mostLength) return 'long';
  const plain = plainOf(password);
  if (about.some((text) => text.length >= 3 && plain.replaceAll(plainOf(text), '').length < 6 && plain.includes(plainOf(text)))) return 'named';
  if (new Set(plain).size <= 3 || hasPeriod(plain)) return 'repeats';
  if (longestRow(password.toLowerCase()) >= Math.max(6, length - 3)) return 'row';
  if (/^\d+$/.test(password)) return 'date';
  return isCommon(password) ? 'common' : null;
}

const swapped: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '@': 'a', $: 's', '!': 'i', '€': 'e', '+': 't' };
/** Small letters and digits alone. */
const plainOf = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
/** With the digits and signs that stand for letters turned back: p@ssw0rd → password. */
const lettersOf = (text: string): string => [...text.normalize('NFKC').toLowerCase()].map((sign) => swapped[sign] ?? sign).join('').replace(/[^\p{L}]/gu, '');

/** abcabcabc, 12121212: a piece of at most four characters over and over. */
const hasPeriod = (text: string): boolean => [1, 2, 3, 4].some((size) => text.length >= size * 3 && text === text.slice(0, size).repeat(Math.ceil(text.length / size)).slice(0, text.length));

const rows = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p', '!@#$%^&*()'];
const bothWays = rows.flatMap((row) => [row, [...row].toReversed().join('')]);

function longestRow(text: string): number {
  let longest = 0;
  for (const row of bothWays) {
    for (let from = 0; from < text.length; from += 1) {
      let size = longest + 1;
      while (from + size <= text.length && row.includes(text.slice(from, from + size))) longest = size++;
    }
  }
  return longest;
}

/** Nothing but common words and numbers, dates and signs in any order: Woaini1314!, Password2026. */
function isCommon(password: string): boolean {
  for (const tail of [/$/, /[!.~?_#\d]+$/]) {
    const letters = lettersOf(password.replace(tail, ''));
    if (letters.length >= 4 && splits(letters)) return true;
  }
  const words = password.normalize('NFKC').toLowerCase().split(/[^\p{L}]+/u).filter(Boolean);
  const numbers = password.split(/\D+/).filter(Boolean);
  return words.every((word) => splits(word)) && numbers.every((number) => number.length <= 4 || commonNumbers.has(number) || isDate(number) || longestRow(number) >= number.length - 1 || hasPeriod(number));
}

/** Whether a text is common words put one after the other. */
function splits(text: string): boolean {
  const reached = [true, ...Array.from({ length: text.length }, () => false)];
  for (let from = 0; from < text.length; from += 1) {
    if (!reached[from]) continue;
    for (let to = from + 2; to <= text.length; to += 1) if (commonWords.has(text.slice(from, to))) reached[to] = true;
  }
  return reached[text.length] === true;
}

const isDate = (digits: string): boolean => /^(19|20)?\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(digits) || /^(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])((19|20)\d{2})?$/.test(digits);

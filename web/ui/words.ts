import { speaker, type Dictionary, type Locale, type Say } from '../words/dictionary.ts';

export type { Locale } from '../words/dictionary.ts';

/** The reader's language, written into the page by the server. It changes only with a reload. */
export const locale: Locale = typeof document !== 'undefined' && document.documentElement.lang.startsWith('en') ? 'en' : 'zh';

/** The voice of a dictionary in the reader's language: `const say = sayer(officeWords)`. */
export const sayer = <Zh extends Readonly<Record<string, string>>>(words: Dictionary<Zh>): Say<Zh> => speaker(words, locale);

/** The word for a key that comes from the server; the key itself where there is none. */
export const wordFor = <Zh extends Readonly<Record<string, string>>>(words: Dictionary<Zh>, key: string): string => (words[locale] as Readonly<Record<string, string>>)[key] ?? key;

/** Reloads the page in the other language. */
export function changeLanguage(to: Locale): void {
  document.cookie = `lang=${to}; path=/; max-age=31536000; samesite=lax`;
  location.reload();
}

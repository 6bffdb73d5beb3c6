/** The two languages of the city. */
export type Locale = 'zh' | 'en';

/** The names between braces: `'{n} 件{what}'` needs n and what; `{n:s}` is an English plural s. */
type NamesIn<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? (Name extends `${infer Of}:${string}` ? Of : Name) | NamesIn<Rest> : never;
type ValuesFor<T extends string> = [NamesIn<T>] extends [never] ? [] : [values: Readonly<Record<NamesIn<T>, string | number>>];

/** Every text in Chinese and in English. */
export type Dictionary<Zh extends Readonly<Record<string, string>> = Readonly<Record<string, string>>> = { readonly zh: Zh; readonly en: { readonly [Key in keyof Zh]: string } };

/** Writes down texts of one area. A key that lacks its English does not compile; a placeholder missing on one side fails the words test. */
export const dictionary = <const Zh extends Readonly<Record<string, string>>>(zh: Zh, en: { readonly [Key in keyof Zh]: string }): Dictionary<Zh> => ({ zh, en });

/** Says a text by its key; asks for exactly the values the Chinese text names. */
export type Say<Zh extends Readonly<Record<string, string>>> = <Key extends keyof Zh & string>(key: Key, ...values: ValuesFor<Zh[Key]>) => string;

/** The voice of a dictionary in one language. */
export function speaker<Zh extends Readonly<Record<string, string>>>(words: Dictionary<Zh>, locale: Locale): Say<Zh> {
  const texts: Readonly<Record<string, string>> = words[locale];
  return (key, ...values) => filled(texts[key] ?? key, values[0] ?? {});
}

function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)(:s)?\}/g, (_whole, name: string, plural?: string) => (plural ? (Number(values[name]) === 1 ? '' : 's') : String(values[name] ?? '')));
}

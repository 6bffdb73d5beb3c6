/** The same words in both languages of the city. */
export type BothWords = { readonly zh: string; readonly en: string };
/** Words for a reader: what happened, why, and what to do next. `{name}` is filled from the values. */
export type RefusalWords = { readonly title: string; readonly detail: string; readonly next: string };
export type ErrorEntry = { readonly status: number; readonly zh: RefusalWords; readonly en: RefusalWords };
/** Permanent codes of one area. A code, once published, never changes its meaning. */
export type Catalogue = Readonly<Record<string, ErrorEntry>>;

/** One wrong field: `pointer` is a JSON pointer into the body, `message` words in both languages. */
export type FieldFault = BothWords & { readonly pointer: string };
/** What fills the braces: a number, a name as it is, or words in both languages, of which each reader is told theirs. */
export type RefusalValues = Readonly<Record<string, string | number | BothWords>>;

/** An expected failure: thrown anywhere, turned into an answer by the one edge in kernel/http/edge.ts. */
export class Refusal extends Error {
  readonly code: string;
  readonly entry: ErrorEntry;
  readonly values: RefusalValues;
  readonly faults: readonly FieldFault[];

  constructor(code: string, entry: ErrorEntry, values: RefusalValues = {}, faults: readonly FieldFault[] = []) {
    super(`${code} ${JSON.stringify(values)}`);
    this.code = code;
    this.entry = entry;
    this.values = values;
    this.faults = faults;
  }
}

const known = new Map<string, ErrorEntry>();

/** Every published code with its words, for the reference page and its test. */
export const catalogue: ReadonlyMap<string, ErrorEntry> = known;

/**
 * Publishes the failures of one area and returns the way to refuse with them:
 * `const refuse = defineErrors({...}); throw refuse('MATTER_NOT_FOUND', { number })`.
 */
export function defineErrors<C extends Catalogue>(entries: C): (code: keyof C & string, values?: RefusalValues, faults?: readonly FieldFault[]) => Refusal {
  for (const [code, entry] of Object.entries(entries)) {
    if (known.has(code)) throw new Error(`The error code ${code} is defined twice. Give one of them another name.`);
    known.set(code, entry);
  }
  return (code, values, faults) => {
    const entry = entries[code];
    if (!entry) throw new Error(`The error code ${code} is not in its catalogue.`);
    return new Refusal(code, entry, values, faults);
  };
}

/** The words of a refusal in one language, values filled in. */
export function wordsOf(refusal: Refusal, locale: Locale): RefusalWords {
  const words = refusal.entry[locale];
  const told = (name: string) => {
    const value = refusal.values[name];
    return typeof value === 'object' ? value[locale] : value;
  };
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => String(told(name) ?? whole));
  return { title: fill(words.title), detail: fill(words.detail), next: fill(words.next) };
}

export type Locale = 'zh' | 'en';

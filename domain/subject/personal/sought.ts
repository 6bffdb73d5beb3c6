import type { Person } from '../persons.ts';

/** What a person is found by in texts nobody has indexed. */
export type Sought = Pick<Person, 'idNumber' | 'name'> & { readonly phones: readonly string[] };

/** What is about to be done in one file, written down before it is done; said twice, it counts once. */
export type Step = (found: { readonly place: string; readonly what: string; readonly entries: number; readonly kept?: number; readonly why?: string; readonly before?: string; readonly after?: string }) => Promise<void>;

/** The telephones of a person in the forms people write: with a country code, with blanks or hyphens between. */
const spaced = (digits: string) => [...digits].join('[- ]?');

/** The numbers a person is found by as patterns, and what may not stand right before or after one: there it is another number. */
const numbersOf = ({ idNumber, phones }: Pick<Sought, 'idNumber' | 'phones'>) => [
  { number: `${idNumber.slice(0, 17)}[${idNumber.slice(17)}${idNumber.slice(17).toLowerCase()}]`, beside: '0-9A-Za-z' },
  ...(phones.length === 0 ? [] : [{ number: `(?:86[- ]?)?(?:${phones.map(spaced).join('|')})`, beside: '0-9' }]),
];

/** Patterns that find a number together with what stands beside it, in the syntax RE2 and the language have in common. */
export function numberPatterns(sought: Pick<Sought, 'idNumber' | 'phones'>): { readonly id: string; readonly phone: string | null } {
  const [id = '', phone = null] = numbersOf(sought).map(({ number, beside }) => `(?:^|[^${beside}])${number}(?:$|[^${beside}])`);
  return { id, phone };
}

/** A pattern that finds the numbers alone, for PostgreSQL; never within a digest in hexadecimal digits. */
export const numbersAlone = (sought: Pick<Sought, 'idNumber' | 'phones'>): string =>
  numbersOf(sought).map(({ number, beside }) => `(?<![${beside}a-f])${number}(?![${beside}a-f])`).join('|');

import type { Person } from '../persons.ts';

/** What a person is found by in texts nobody has indexed. */
export type Sought = Pick<Person, 'idNumber' | 'name'> & { readonly phones: readonly string[] };

/** What is about to be done in one file, written down before it is done; said twice, it counts once. */
export type Step = (found: { readonly place: string; readonly what: string; readonly entries: number; readonly kept?: number; readonly why?: string; readonly before?: string; readonly after?: string }) => Promise<void>;

/** The telephones of a person in the forms people write: with a country code, with blanks or hyphens between. */
const spaced = (digits: string) => [...digits].join('[- ]?');

/**
 * Patterns of the numbers a person is found by, in the syntax RE2 and the language have in common. Digits or letters right before
 * or after make it another number.
 */
export const numberPatterns = ({ idNumber, phones }: Pick<Sought, 'idNumber' | 'phones'>): { readonly id: string; readonly phone: string | null } => ({
  id: `(?:^|[^0-9A-Za-z])${idNumber.slice(0, 17)}[${idNumber.slice(17)}${idNumber.slice(17).toLowerCase()}](?:$|[^0-9A-Za-z])`,
  phone: phones.length === 0 ? null : `(?:^|[^0-9])(?:86[- ]?)?(?:${phones.map(spaced).join('|')})(?:$|[^0-9])`,
});

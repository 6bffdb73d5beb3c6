import { coverNumbers } from '#domain/subject/identifiers/cover.ts';
import type { Matter } from './matter.ts';

/** What the applicant and everybody who reported the same thing are told. `{number}`, `{title}`, `{reason}` are filled in. */
export const messageTo = (matter: Pick<Matter, 'number' | 'title'>, sentence: string, reason: string | null): string =>
  sentence.replaceAll('{number}', matter.number).replaceAll('{title}', matter.title).replaceAll('{reason}', coverNumbers(reason ?? ''));

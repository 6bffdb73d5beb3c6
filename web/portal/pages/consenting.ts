import { Type, type TObject } from 'typebox';
import { choice, date, organ, text } from '#kernel/schema/fields.ts';
import { namesOf } from '#domain/subject/names.ts';
import { everyOrgan, toWhomName } from '#domain/subject/personal/consent-terms.ts';
import { consentsOf, isInForce, type Consent } from '#domain/subject/personal/consents.ts';
import { spokenFor } from '#domain/subject/personal/mandates.ts';
import { isChild } from '#domain/subject/personal/reveal.ts';
import { contextFor } from '../form/context.ts';
import type { FormContext } from '../form/kind.ts';
import type { Visit } from '../visit.ts';

/** Somebody the reader speaks for: themselves, or whose guardian they are. */
export type Spoken = { readonly id: string; readonly name: string; readonly isOwn: boolean; readonly isChild: boolean };
/** The consents of everybody the reader speaks for, and what is asked for another: one form, for oneself and as a guardian. */
export type Consenting = { readonly spoken: readonly Spoken[]; readonly given: readonly Consent[]; readonly asks: TObject; readonly context: FormContext };

/** Reads what the reader has agreed to and prepares the form; null for an account that stands for nobody in the registries. */
export async function consentingOf(visit: Visit): Promise<Consenting | null> {
  const { house, reader: { subjectId: own } } = visit;
  if (own === null) return null;
  const subjects = await spokenFor(house.db, house, own);
  const [names, given] = await Promise.all([namesOf(house.db, house, subjects), consentsOf(house.db, subjects)]);
  const spoken = await Promise.all(subjects.map(async (id) => ({ id, name: names.get(id) ?? '', isOwn: id === own, isChild: await isChild(house.db, house, id) })));
  const asks = formOf(visit, spoken.filter(mayBeAgreedFor));
  return { spoken, given, asks, context: withEveryOrgan(visit, await contextFor(visit, [asks])) };
}

/** A child agrees to nothing by themselves: their guardian does. */
const mayBeAgreedFor = ({ isOwn, isChild: child }: Spoken) => !(isOwn && child);

/** The questions; for whom is asked only where there is a choice. */
const formOf = ({ say }: Visit, people: readonly Spoken[]): TObject => Type.Object({
  ...(people.length > 1 ? { subjectId: choice(say('data.consentFor'), Object.fromEntries(people.map(({ id, name, isOwn }) => [id, isOwn ? say('data.consentMyself') : name]))) } : {}),
  purpose: text(say('data.consentPurpose'), { minLength: 2, maxLength: 200, hint: say('data.consentPurposeHint') }),
  toWhom: organ(say('data.consentToWhom')),
  untilDay: date(say('data.consentUntil'), { future: true, hint: say('data.consentUntilHint') }),
});

const withEveryOrgan = ({ house, locale }: Visit, context: FormContext): FormContext => ({ ...context, organs: [{ label: '', options: [{ code: everyOrgan, label: toWhomName(house, everyOrgan, locale) }] }, ...context.organs] });

/** The one a consent is given for where the form does not ask; undefined for a child who is nobody's guardian. */
export const soleSubject = ({ spoken }: Consenting): string | undefined => spoken.find(mayBeAgreedFor)?.id;

/** The children for whom no guardian has agreed to anything that still holds. */
export const childrenWithout = ({ today }: Visit, { spoken, given }: Consenting): Spoken[] =>
  spoken.filter(({ id, isOwn, isChild: child }) => child && !isOwn && !given.some((each) => each.subjectId === id && each.asGuardian && isInForce(each, today)));

import type { TObject } from 'typebox';
import { Refusal } from '#kernel/errors/refusal.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import { consentFor, takeBackConsent, type AskedConsent, type Giver } from '#domain/subject/personal/consent-for.ts';
import { faultsOfTerms } from '#domain/subject/personal/consent-terms.ts';
import { whoAsks } from '#domain/subject/reader.ts';
import type { Sent } from '../form/body.ts';
import { faultsByName, type Faults } from '../form/faults.ts';
import { readForm } from '../form/read.ts';
import type { Shown } from '../routes.ts';
import type { Visit } from '../visit.ts';
import { consentingOf, soleSubject } from './consenting.ts';
import { myDataPage } from './my-data.ts';

/** Where one sees what was given, or taken back. */
const list = { to: '/my-data#consents' };

/** Gives a consent, for oneself or as a guardian. Pressed twice, it is given once: the rule stands in `consentFor`. */
export async function takeConsent(visit: Visit, { typed }: Sent): Promise<Shown> {
  const { house, locale } = visit;
  const [giver, consenting] = [giverOf(visit), await consentingOf(visit)];
  if (giver === null || consenting === null) return list;
  const { values, faults: unread } = readForm(consenting.asks, typed, consenting.context);
  const faults = inOrder(consenting.asks, new Map([...faultsByName(await faultsOfTerms(house, values), locale), ...unread]));
  if (faults.size > 0) return { ...(await myDataPage(visit, { sent: { typed, faults } })), status: 422 };
  try {
    await house.db.begin((tx) => consentFor(tx, house, { subjectId: soleSubject(consenting), ...values } as AskedConsent, giver));
    return list;
  } catch (error) {
    if (error instanceof Refusal) return myDataPage(visit, { refusal: error });
    throw error;
  }
}

/** Takes back a consent: it no longer holds when the page is there again. */
export async function takeWithdrawal(visit: Visit, id: string): Promise<Shown> {
  const giver = giverOf(visit);
  if (giver !== null) await visit.house.db.begin((tx) => takeBackConsent(tx, visit.house, id, giver));
  return list;
}

/** Faults as the form asks, from top to bottom. */
const inOrder = (asks: TObject, faults: Faults): Faults => new Map(fieldsOf(asks).flatMap(({ name }) => [...faults].filter(([at]) => at === name)));

function giverOf({ reader: { subjectId: own, accountId }, request }: Visit): Giver | null {
  return own === null || accountId === null ? null : { ...whoAsks(request), own, accountId };
}

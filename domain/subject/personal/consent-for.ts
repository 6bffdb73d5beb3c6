import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import type { House } from '#kernel/house.ts';
import { dayOf, type Day } from '#kernel/time/day.ts';
import { faultsOfTerms } from './consent-terms.ts';
import { consentText, giveConsent, standingConsent, withdrawConsent, type Consent } from './consents.ts';
import { refuse } from './errors.ts';
import { spokenFor } from './mandates.ts';
import { isChild } from './reveal.ts';

/** What is agreed to: about whom, what for, to which organ (its key, or `everyOrgan`), until which day. */
export type AskedConsent = Pick<Consent, 'subjectId' | 'purpose' | 'toWhom'> & { readonly untilDay: Day };
/** Who gives a consent or takes it back: the person they are, and what the audit log writes down. */
export type Giver = { readonly own: string; readonly accountId: string; readonly traceId: string; readonly address: string | null };

/**
 * Gives a consent on the portal: for oneself, or as the guardian of somebody else. What holds already is answered and not given
 * again; with another last day it takes the place of what held. Refuses (MINOR_PROTECTED) a child's own, (NOT_YOUR_DATA) one
 * for somebody the giver is no guardian of, and (INPUT_INVALID) an unknown organ or a last day that is past or too far.
 */
export async function consentFor(tx: Db, house: House, asked: AskedConsent, giver: Giver): Promise<Consent> {
  const { own, ...by } = giver;
  if (!(await spokenFor(tx, house, own)).includes(asked.subjectId)) throw refuse('NOT_YOUR_DATA');
  const asGuardian = asked.subjectId !== own;
  if (!asGuardian && (await isChild(tx, house, own))) throw refuse('MINOR_PROTECTED');
  const faults = await faultsOfTerms(house, asked);
  if (faults.length > 0) throw refuseCommon('INPUT_INVALID', { count: faults.length }, faults);
  const wanted = { ...asked, textVersion: consentText, asGuardian };
  const standing = await standingConsent(tx, wanted, dayOf(house.clock.now()));
  if (standing?.untilDay === asked.untilDay) return standing;
  if (standing) await takeBackConsent(tx, house, standing.id, giver);
  const consent = await giveConsent(tx, { ...wanted, channel: 'portal', givenBy: by.accountId });
  await audit(tx, { ...by, act: 'consent.give', object: 'consent', objectId: consent.id, purpose: consent.purpose, subjects: [asked.subjectId], detail: { toWhom: asked.toWhom, until: asked.untilDay } });
  return consent;
}

/** Takes a consent back, one's own or one given as guardian. Taken back twice, it is written down once. */
export async function takeBackConsent(tx: Db, house: House, id: string, { own, ...by }: Giver): Promise<void> {
  const consent = await withdrawConsent(tx, id, await spokenFor(tx, house, own), by.accountId);
  if (consent) await audit(tx, { ...by, act: 'consent.withdraw', object: 'consent', objectId: consent.id, purpose: consent.purpose, subjects: [consent.subjectId] });
}

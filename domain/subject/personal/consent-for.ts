import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { consentText, giveConsent, type Consent } from './consents.ts';
import { refuse } from './errors.ts';
import { spokenFor } from './mandates.ts';
import { isChild } from './reveal.ts';

type Giver = { readonly own: string; readonly accountId: string; readonly traceId: string; readonly address: string | null };

/** Gives a consent on the portal: for oneself, or as the guardian of a child. Refuses (MINOR_PROTECTED) a child's own, and (NOT_YOUR_DATA) one for somebody the giver is no guardian of. */
export async function consentFor(tx: Db, house: House, asked: Pick<Consent, 'subjectId' | 'purpose' | 'toWhom'>, { own, ...by }: Giver): Promise<Consent> {
  if (!(await spokenFor(tx, house, own)).includes(asked.subjectId)) throw refuse('NOT_YOUR_DATA');
  const asGuardian = asked.subjectId !== own;
  if (!asGuardian && (await isChild(tx, house, own))) throw refuse('MINOR_PROTECTED');
  const consent = await giveConsent(tx, { ...asked, textVersion: consentText, asGuardian, channel: 'portal', givenBy: by.accountId });
  await audit(tx, { ...by, act: 'consent.give', object: 'consent', objectId: consent.id, purpose: consent.purpose, subjects: [asked.subjectId] });
  return consent;
}

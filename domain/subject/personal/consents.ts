import type { Db } from '#kernel/database/connect.ts';
import { isId, newId } from '#kernel/database/id.ts';
import { refuse } from './errors.ts';

/** A consent as it was given, and whether it still holds. */
export type Consent = { readonly id: string; readonly subjectId: string; readonly purpose: string; readonly toWhom: string; readonly textVersion: string; readonly asGuardian: boolean; readonly channel: 'portal' | 'window'; readonly givenAt: Date; readonly withdrawnAt: Date | null };
export type NewConsent = Omit<Consent, 'id' | 'givenAt' | 'withdrawnAt'> & { readonly givenBy: string; readonly evidence?: string | null };

/** The purpose under which a guardian lets the organs of the city see the data of a child. */
export const childData = 'child-data';
/** The wording people agree to; a new wording asks anew. */
export const consentText = '2026-11';

const columns = 'id, subject_id as "subjectId", purpose, to_whom as "toWhom", text_version as "textVersion", as_guardian as "asGuardian", channel, given_at as "givenAt", withdrawn_at as "withdrawnAt"';

/** Writes a consent down in the caller's transaction. */
export async function giveConsent(tx: Db, { subjectId, purpose, toWhom, textVersion, asGuardian, channel, givenBy, evidence = null }: NewConsent): Promise<Consent> {
  const [consent] = await tx<Consent[]>`insert into consents (id, subject_id, purpose, to_whom, text_version, as_guardian, channel, given_by, evidence)
    values (${newId()}, ${subjectId}, ${purpose}, ${toWhom}, ${textVersion}, ${asGuardian}, ${channel}, ${givenBy}, ${evidence}) returning ${tx.unsafe(columns)}`;
  return consent!;
}

/** Everything somebody has consented to, newest first. */
export const consentsOf = (db: Db, subjectId: string) => db<Consent[]>`select ${db.unsafe(columns)} from consents where subject_id = ${subjectId} order by id desc limit 200`;

/** Whether a consent for a purpose is in force. */
export const hasConsent = async (db: Db, subjectId: string, { guardian }: { guardian: boolean }): Promise<boolean> =>
  (await db`select 1 from consents where subject_id = ${subjectId} and withdrawn_at is null and ${guardian ? db`as_guardian and purpose = ${childData}` : db`true`} limit 1`).length > 0;

/** Withdraws a consent: it no longer holds from this moment. `subjects` are those the one who withdraws may speak for. */
export async function withdrawConsent(tx: Db, id: string, subjects: readonly string[], by: string): Promise<Consent> {
  const [consent] = isId(id) ? await tx<Consent[]>`update consents set withdrawn_at = now(), withdrawn_by = ${by} where id = ${id} and subject_id = any(${[...subjects]}::uuid[]) and withdrawn_at is null returning ${tx.unsafe(columns)}` : [];
  if (!consent) throw refuse('NOT_YOUR_DATA');
  return consent;
}

import type { Db } from '#kernel/database/connect.ts';
import { isId, newId } from '#kernel/database/id.ts';
import type { Day } from '#kernel/time/day.ts';
import { everyOrgan } from './consent-terms.ts';
import { refuse } from './errors.ts';

/** A consent as it was given, and whether it still holds: what for, to which organ (or `everyOrgan`), until when. */
export type Consent = {
  readonly id: string; readonly subjectId: string; readonly purpose: string; readonly toWhom: string; readonly untilDay: Day | null; readonly textVersion: string; readonly asGuardian: boolean;
  readonly channel: 'portal' | 'window'; readonly givenAt: Date; readonly withdrawnAt: Date | null;
};
export type NewConsent = Omit<Consent, 'id' | 'givenAt' | 'withdrawnAt'> & { readonly givenBy: string; readonly evidence?: string | null };

/** The wording people agree to; a new wording asks anew. */
export const consentText = '2026-11';

const columns = 'id, subject_id as "subjectId", purpose, to_whom as "toWhom", until_day as "untilDay", text_version as "textVersion", as_guardian as "asGuardian", channel, given_at as "givenAt", withdrawn_at as "withdrawnAt"';
const holding = (db: Db, today: Day) => db`withdrawn_at is null and (until_day is null or until_day >= ${today})`;

/** Whether a consent holds on a day. */
export const isInForce = ({ untilDay, withdrawnAt }: Pick<Consent, 'untilDay' | 'withdrawnAt'>, today: Day): boolean => withdrawnAt === null && (untilDay === null || untilDay >= today);

/** Writes a consent down in the caller's transaction. */
export async function giveConsent(tx: Db, { subjectId, purpose, toWhom, untilDay, textVersion, asGuardian, channel, givenBy, evidence = null }: NewConsent): Promise<Consent> {
  const [consent] = await tx<Consent[]>`insert into consents (id, subject_id, purpose, to_whom, until_day, text_version, as_guardian, channel, given_by, evidence)
    values (${newId()}, ${subjectId}, ${purpose}, ${toWhom}, ${untilDay}, ${textVersion}, ${asGuardian}, ${channel}, ${givenBy}, ${evidence}) returning ${tx.unsafe(columns)}`;
  return consent!;
}

/** Everything these people have consented to, newest first. */
export const consentsOf = (db: Db, subjects: readonly string[]) => db<Consent[]>`select ${db.unsafe(columns)} from consents where subject_id = any(${[...subjects]}::uuid[]) order by id desc limit 200`;

/**
 * The consent in force that says the same to the same, whatever its last day; null when there is none. Until the transaction
 * ends nobody else gives one about this person: pressed twice, the second finds what the first has given.
 */
export async function standingConsent(tx: Db, { subjectId, purpose, toWhom, textVersion, asGuardian }: Pick<Consent, 'subjectId' | 'purpose' | 'toWhom' | 'textVersion' | 'asGuardian'>, today: Day): Promise<Consent | null> {
  await tx`select pg_advisory_xact_lock(hashtext(${`consents ${subjectId}`}))`;
  const [consent] = await tx<Consent[]>`select ${tx.unsafe(columns)} from consents where subject_id = ${subjectId} and purpose = ${purpose} and to_whom = ${toWhom} and text_version = ${textVersion} and as_guardian = ${asGuardian} and ${holding(tx, today)} order by id desc limit 1`;
  return consent ?? null;
}

/** Whether this organ holds a consent about a person today; `byGuardian` asks for one a guardian gave. */
export const hasConsent = async (db: Db, subjectId: string, { organ, byGuardian, today }: { organ: string | null; byGuardian: boolean; today: Day }): Promise<boolean> =>
  (await db`select 1 from consents where subject_id = ${subjectId} and to_whom = any(${[everyOrgan, ...(organ === null ? [] : [organ])]}) and (as_guardian or not ${byGuardian}::boolean) and ${holding(db, today)} limit 1`).length > 0;

/** Withdraws a consent: it no longer holds from this moment. Null when it was withdrawn before; `subjects` are those the one who withdraws may speak for. */
export async function withdrawConsent(tx: Db, id: string, subjects: readonly string[], by: string): Promise<Consent | null> {
  const theirs = tx`id = ${isId(id) ? id : null} and subject_id = any(${[...subjects]}::uuid[])`;
  const [consent] = await tx<Consent[]>`update consents set withdrawn_at = now(), withdrawn_by = ${by} where ${theirs} and withdrawn_at is null returning ${tx.unsafe(columns)}`;
  if (!consent && (await tx`select 1 from consents where ${theirs}`).length === 0) throw refuse('NOT_YOUR_DATA');
  return consent ?? null;
}

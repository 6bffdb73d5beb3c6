import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import type { FieldClass } from '#kernel/schema/fields.ts';
import { dayOf } from '#kernel/time/day.ts';
import { ageOn } from '../identifiers/citizen-id.ts';
import { refuse as refuseSubject } from '../errors.ts';
import { sees, type Reader, type Spot } from '../reader.ts';
import { bases, type Basis } from './basis.ts';
import { hasConsent } from './consents.ts';
import { refuse } from './errors.ts';

/** A wish to see protected values of somebody: what for, on what basis, which fields, and where they lie. */
export type Revealing = {
  readonly reader: Reader;
  readonly purpose: string;
  readonly basis: Basis;
  readonly fields: readonly { readonly name: string; readonly class: FieldClass }[];
  readonly subjectId: string | null;
  readonly spot: Spot;
  readonly act: string;
  readonly object: string;
  readonly objectId: string;
  readonly traceId: string;
  readonly address: string | null;
};

/** Below this age a guardian decides (个人信息保护法 第三十一条). */
export const ageOfOwnConsent = 14;

/** Whether a person of the registry is a child whose guardian decides. */
export async function isChild(db: Db, house: House, subjectId: string): Promise<boolean> {
  const [person] = await db<{ born: string }[]>`select born from persons where id = ${subjectId}`;
  return person !== undefined && ageOn(person.born, dayOf(house.clock.now())) < ageOfOwnConsent;
}

/**
 * Lets protected values be seen: the role must see the class of every field, the basis must hold, a child's guardian must have
 * agreed to this organ. Written down with whose data and which fields, in the caller's transaction: the person sees it on their page.
 */
export async function mustReveal(tx: Db, house: House, wish: Revealing): Promise<void> {
  const unseen = wish.fields.find((field) => !sees(wish.reader, field.class, wish.spot));
  if (unseen) throw refuseSubject('NOT_ALLOWED', { right: `field.${unseen.class}` });
  const agreed = async (subjectId: string, byGuardian: boolean) => hasConsent(tx, subjectId, { organ: wish.reader.organ, byGuardian, today: dayOf(house.clock.now()) });
  if (wish.subjectId !== null && wish.basis !== 'emergency' && (await isChild(tx, house, wish.subjectId)) && !(await agreed(wish.subjectId, true))) throw refuse('MINOR_PROTECTED');
  if (wish.basis === 'consent' && (wish.subjectId === null || !(await agreed(wish.subjectId, false)))) throw refuse('REVEAL_BASIS_MISSING', { basis: bases.consent });
  await audit(tx, {
    accountId: wish.reader.accountId, act: wish.act, object: wish.object, objectId: wish.objectId, traceId: wish.traceId, address: wish.address,
    purpose: `${wish.purpose}（${bases[wish.basis].zh}）`, subjects: wish.subjectId === null ? [] : [wish.subjectId], fields: wish.fields.map(({ name }) => name), detail: { basis: wish.basis },
  });
}

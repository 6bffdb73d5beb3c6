import type { Db } from '#kernel/database/connect.ts';
import { emit } from '#kernel/bus/outbox.ts';
import { newId } from '#kernel/database/id.ts';
import { sm3 } from '#kernel/crypto/sm3.ts';
import type { House } from '#kernel/house.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import { addDays, addMonths, dayOf, type Day } from '#kernel/time/day.ts';
import type { Duration } from '#kernel/time/duration.ts';
import { holderOf } from '#domain/subject/holder.ts';
import { organById } from '#domain/subject/organs.ts';
import type { ProofType } from './define.ts';
import { refuse } from './errors.ts';
import { notarise, threadOf } from './evidence/notarise.ts';
import { faceWords } from './face.ts';
import { writeLicenceIdentifier } from './licence/identifier.ts';
import { closedProof } from './proof.ts';
import { signStatement, type LicenceFacts } from './licence/statement.ts';

/** The name of the city's key for licences. */
export const licenceKey = 'licence';

export type Issue = { readonly type: ProofType; readonly matterId: string | null; readonly subjectId: string | null; readonly organ: string; readonly region: string; readonly form: Record<string, unknown>; readonly traceId: string };

/**
 * Issues a licence in the caller's transaction: identifier (GB/T 36904), face, canonical statement, SM2 signature; a proof of
 * the same type the holder already has is superseded. Refuses when the applicant is not linked to a holder of the right kind.
 */
export async function issueProof(tx: Db, house: House, { type, matterId, subjectId, organ, region, form, traceId }: Issue): Promise<{ id: string; identifier: string }> {
  const holder = subjectId ? await holderOf(tx, house, subjectId) : null;
  if (!holder || holder.kind !== type.holder) throw refuse('PROOF_HOLDER_MISSING', { title: type.title, holder: type.holder === 'person' ? '个人' : '企业' });
  const issuer = await organById(house, organ);
  const [serial] = await tx<{ next: number }[]>`select nextval('proof_serials') as next`;
  const today = dayOf(house.clock.now());
  const running = String(serial?.next ?? 0);
  const identifier = writeLicenceIdentifier({ typeCode: type.typeCode, issuerCode: issuer.uscc, serial: today.replaceAll('-', '') + running.padStart(12, '0'), version: 1 });
  const face = type.faceFrom(form, { name: holder.name, code: holder.code });
  const validUntil = type.valid ? addDays(after(today, type.valid), -1) : null;
  const facts: LicenceFacts = {
    identifier, name: type.title, number: `${type.numberPrefix}〔${today.slice(0, 4)}〕第${running.padStart(6, '0')}号`,
    issuer: { name: issuer.name, code: issuer.uscc }, holder: { name: holder.name, code: holder.code, codeType: holder.codeType },
    issuedOn: today, validFrom: today, validUntil, regionCode: region,
    face: fieldsOf(type.face).map((field) => ({ name: field.name, title: field.title, value: faceWords(field, face[field.name]) })),
    verifyUrl: `${house.config.publicUrl}/verify/${identifier}`,
  };
  const signed = await signStatement(facts, await house.crypto.signer(licenceKey));
  const id = newId(house.clock.now());
  const sealed = await closedProof(tx, house, { id, holderName: holder.name, face, statement: signed.statement });
  await tx`update proofs set state = 'superseded', state_why = ${`换发 ${identifier}`}, state_since = now(), version = version + 1 where holder_id = ${subjectId} and type = ${type.key} and state = 'valid'`;
  await tx`insert into proofs (id, type, identifier, number, holder_id, issuer, region, issued_on, valid_until, sealed, signature, matter_id, trace_id)
    values (${id}, ${type.key}, ${identifier}, ${facts.number}, ${subjectId}, ${organ}, ${region}, ${today}, ${validUntil}, ${sealed}, ${signed.signature}, ${matterId}, ${traceId})`;
  // The hash of the signature, which no one can guess from what is known of the holder; it binds the statement it signs.
  await notarise(tx, house.clock.now(), { algorithm: 'sm3', digest: sm3(signed.signature), kind: 'licence.issued', thread: threadOf(identifier), organ });
  await emit(tx, { topic: 'proof.issued', about: id, traceId, organ, region, payload: { type: type.key, identifier, matterId } });
  return { id, identifier };
}

function after(day: Day, duration: Duration): Day {
  switch (duration.unit) {
    case 'years': return addMonths(day, duration.count * 12);
    case 'months': return addMonths(day, duration.count);
    case 'calendarDays': return addDays(day, duration.count);
    default: throw new Error(`A licence is valid for days, months or years, not ${duration.unit}.`);
  }
}

import type { Declared, Fault } from '#kernel/declare/declared.ts';
import { checkEnglish, fieldTexts } from '#kernel/declare/english.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import { proofTypes, type ProofType } from './define.ts';
import { isLicenceTypeCode } from './licence/identifier.ts';

/** Every mistake in a kind of licence: its national type code, its face, its numbering, its English. */
export function checkProof(pack: string, type: ProofType, declared: Declared): Fault[] {
  const faults: Fault[] = [];
  const at = (spot: string, said: string) => faults.push({ pack, spot: `proof ${type.key}${spot}`, said });
  if (!isLicenceTypeCode(type.typeCode)) at(' · typeCode', `“${type.typeCode}” must be the credit code of the body that defined the type and 3 digits (GB/T 36904).`);
  const twin = declared.all(proofTypes).find((each) => each.key !== type.key && each.typeCode === type.typeCode);
  if (twin) at(' · typeCode', `is also that of the proof “${twin.key}”; a type code means one kind of licence only.`);
  if (fieldsOf(type.face).length === 0) at(' · face', 'shows nothing. Declare at least one field.');
  if (type.numberPrefix.trim() === '') at(' · numberPrefix', 'is empty; printed numbers begin with it, as in 茂卫公证字〔2026〕第000123号.');
  return [...faults, ...checkEnglish(pack, `proof ${type.key}`, [type.title, ...fieldTexts(type.face)], declared)];
}

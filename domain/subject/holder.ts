import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { findEnterprise } from './enterprises.ts';
import { findPerson } from './persons.ts';

/** A subject as the holder of a licence: name, code, and the national code of the kind of code (111 identity number, 001 credit code). */
export type Holder = { readonly kind: 'person' | 'enterprise'; readonly name: string; readonly code: string; readonly codeType: '111' | '001' };

/** The holder a subject id stands for; null when neither registry has it. */
export async function holderOf(db: Db, house: House, subjectId: string): Promise<Holder | null> {
  const enterprise = await findEnterprise(db, subjectId);
  if (enterprise) return { kind: 'enterprise', name: enterprise.name, code: enterprise.uscc, codeType: '001' };
  const person = await findPerson(db, house, subjectId);
  return person ? { kind: 'person', name: person.name, code: person.idNumber, codeType: '111' } : null;
}

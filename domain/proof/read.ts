import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { dayOf } from '#kernel/time/day.ts';
import type { ProofType } from './define.ts';
import { checkLicenceIdentifier } from './licence/identifier.ts';
import { openedProofs, proofColumns, type Proof, type StoredProof } from './proof.ts';

/** The valid proof of a type that a subject holds today; null when there is none. */
export async function heldProof(db: Db, house: House, subjectId: string, type: ProofType): Promise<Proof | null> {
  const today = dayOf(house.clock.now());
  const stored = await db<StoredProof[]>`select ${db.unsafe(proofColumns)} from proofs
    where holder_id = ${subjectId} and type = ${type.key} and state = 'valid' and (valid_until is null or valid_until >= ${today}) order by id desc limit 1`;
  return (await openedProofs(db, house, stored))[0] ?? null;
}

/** Everything a subject holds or held, newest first. */
export const proofsOf = async (db: Db, house: House, subjectId: string, limit = 50): Promise<Proof[]> =>
  openedProofs(db, house, await db<StoredProof[]>`select ${db.unsafe(proofColumns)} from proofs where holder_id = ${subjectId} order by id desc limit ${limit}`);

/** A proof by its identifier as typed or scanned; null when it does not exist or cannot. */
export async function findProof(db: Db, house: House, identifier: string): Promise<Proof | null> {
  const outcome = checkLicenceIdentifier(identifier);
  if (!outcome.ok) return null;
  const stored = await db<StoredProof[]>`select ${db.unsafe(proofColumns)} from proofs where identifier = ${outcome.value}`;
  return (await openedProofs(db, house, stored))[0] ?? null;
}

/** The proofs a matter has issued. */
export const proofsOfMatter = async (db: Db, house: House, matterId: string): Promise<Proof[]> =>
  openedProofs(db, house, await db<StoredProof[]>`select ${db.unsafe(proofColumns)} from proofs where matter_id = ${matterId} order by id`);

/** One use of a licence by somebody else than its holder. */
export type LicenceUse = { readonly type: string; readonly number: string; readonly organ: string | null; readonly useCause: string; readonly at: Date };

/** Who looked at a subject's licences up to a moment, and for what; newest first. */
export const usesOf = (db: Db, subjectId: string, { until, limit }: { readonly until: Date; readonly limit: number }) => db<LicenceUse[]>`
  select p.type, p.number, a.organ, u.use_cause as "useCause", u.at from proofs p join proof_uses u on u.proof_id = p.id left join accounts a on a.id = u.account_id
  where p.holder_id = ${subjectId} and u.at <= ${until} order by u.at desc limit ${limit}`;

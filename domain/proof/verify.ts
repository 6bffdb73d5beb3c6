import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { maskName } from '#domain/subject/identifiers/mask.ts';
import { proofTypes } from './define.ts';
import { licenceKey } from './issue.ts';
import type { LicenceState } from './licence/state.ts';
import { checkStatement, type LicenceFacts } from './licence/statement.ts';
import { findProof } from './read.ts';

/** What a stranger with the identifier is told: whether it holds, and what it says, the holder's name masked when a person. */
export type Verification = { readonly state: LicenceState; readonly stateWhy: string | null; readonly stateSince: Date; readonly signatureHolds: boolean; readonly facts: LicenceFacts };

/** Looks a licence up and checks its signature anew. Null when there is none. */
export async function verifyProof(db: Db, house: House, identifier: string): Promise<Verification | null> {
  const proof = await findProof(db, house, identifier);
  if (!proof) return null;
  const { publicKey } = await house.crypto.signer(licenceKey);
  const outcome = checkStatement(proof, publicKey);
  const facts = outcome.ok ? outcome.facts : (JSON.parse(proof.statement.toString('utf8')) as LicenceFacts);
  const personal = house.declared.find(proofTypes, proof.type)?.holder !== 'enterprise';
  return { state: proof.state, stateWhy: proof.stateWhy, stateSince: proof.stateSince, signatureHolds: outcome.ok, facts: personal ? withoutPerson(facts) : facts };
}

/** Codes of persons are left out, names masked: enough to compare with the licence in hand, not enough to learn who it is. */
function withoutPerson(facts: LicenceFacts): LicenceFacts {
  const { name, code } = facts.holder;
  const face = facts.face.map((element) => (element.value === code ? { ...element, value: '＊＊＊' } : element.value === name ? { ...element, value: maskName(name) } : element));
  return { ...facts, holder: { ...facts.holder, name: maskName(name), code: '＊＊＊' }, face };
}

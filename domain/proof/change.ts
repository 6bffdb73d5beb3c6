import type { Db } from '#kernel/database/connect.ts';
import { audit } from '#kernel/audit/audit.ts';
import { emit } from '#kernel/bus/outbox.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { mustMay } from '#domain/subject/reader.ts';
import { notifySubject } from '#domain/subject/notices.ts';
import { refuse } from './errors.ts';
import { stateWords, type LicenceState } from './licence/state.ts';
import type { Proof } from './proof.ts';

/** What an issuer may do to a licence it has issued, from which states, and what it is called. */
export const changes = {
  withdraw: { to: 'withdrawn', from: ['valid', 'suspended'], title: '撤销' },
  cancel: { to: 'cancelled', from: ['valid', 'suspended', 'expired'], title: '注销' },
  suspend: { to: 'suspended', from: ['valid'], title: '暂停' },
  resume: { to: 'valid', from: ['suspended'], title: '恢复' },
} as const satisfies Record<string, { to: LicenceState; from: readonly LicenceState[]; title: string }>;
export type Change = keyof typeof changes;

/** Changes the state of a licence at once for everybody who verifies it; the holder is told why. */
export async function changeProof(tx: Db, reader: Reader, proof: Proof, change: Change, why: string, from: { traceId: string; address: string | null }): Promise<LicenceState> {
  mustMay(reader, 'proof.revoke', { organ: proof.issuer, region: proof.region });
  const { to, from: states, title } = changes[change];
  const stated: readonly LicenceState[] = states;
  const changed = stated.includes(proof.state) ? await tx`update proofs set state = ${to}, state_why = ${why}, state_since = now(), version = version + 1 where id = ${proof.id} and version = ${proof.version} returning 1` : [];
  if (changed.length === 0) throw refuse('PROOF_STATE', { state: stateWords[proof.state].zh, act: title });
  await audit(tx, { accountId: reader.accountId, act: `proof.${change}`, object: 'proof', objectId: proof.id, traceId: from.traceId, address: from.address, detail: { why } });
  await emit(tx, { topic: 'proof.changed', about: proof.id, traceId: proof.traceId, organ: proof.issuer, region: proof.region, payload: { identifier: proof.identifier, state: to } });
  await notifySubject(tx, proof.holderId, { title: `证照${title}`, body: `您的证照 ${proof.number} 已${title}：${why}`, about: proof.id });
  return to;
}

import { anchorNow, anchorOver, anchorSigner, anchorView } from '#kernel/chain/anchor.ts';
import { proofOf } from '#kernel/chain/proof.ts';
import { sm2PublicKeyToPem } from '#kernel/crypto/sm2-keys.ts';
import type { House } from '#kernel/house.ts';
import { evidenceLog, findEvidence, type Evidence } from './evidence.ts';
import { signaturesOver } from './witness.ts';

/** What its owner keeps: the entry, the path to a signed head of the tree, the key, and who else has signed that head. */
export type Receipt = {
  readonly format: 'yiwang-receipt/1';
  readonly entry: Evidence;
  readonly seq: number;
  readonly path: readonly string[];
  readonly anchor: { readonly statement: string; readonly signature: string };
  readonly key: string;
  readonly witnesses: readonly { readonly name: string; readonly key: string; readonly signature: string }[];
};

/** The receipt of a stored hash. What has no place under a signed head yet gets it now. Null when nothing is stored under this id. */
export async function receiptOf(house: Pick<House, 'db' | 'clock' | 'crypto'>, id: string): Promise<Receipt | null> {
  const { db } = house;
  const [entry] = await findEvidence(db, [id]);
  if (!entry) return null;
  const place = (await proofOf(db, 'evidence', id)) ?? (await anchored(house, id));
  const anchor = (await anchorOver(db, 'evidence', place.seq)) ?? (await anchorNow(house, evidenceLog));
  const proof = anchor && (await proofOf(db, 'evidence', id, anchor.size));
  if (!anchor || !proof) throw new Error(`The evidence ${id} has no place in the tree.`);
  const { statement, signature } = anchorView(anchor);
  return {
    format: 'yiwang-receipt/1', entry, seq: proof.seq, path: proof.path, anchor: { statement, signature },
    key: sm2PublicKeyToPem((await anchorSigner(house.crypto)).publicKey), witnesses: await signaturesOver(db, anchor.size),
  };
}

async function anchored(house: Pick<House, 'db' | 'clock' | 'crypto'>, id: string) {
  await anchorNow(house, evidenceLog);
  const place = await proofOf(house.db, 'evidence', id);
  if (!place) throw new Error(`The evidence ${id} has no place in the tree.`);
  return place;
}

import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { sealedTable } from '#kernel/vault/sealed-table.ts';
import { openAll, seal } from '#kernel/vault/vault.ts';
import type { LicenceState } from './licence/state.ts';

/** An issued licence. Days are calendar days in China. */
export type Proof = {
  readonly id: string;
  readonly type: string;
  readonly identifier: string;
  readonly number: string;
  readonly holderId: string;
  readonly holderName: string;
  readonly issuer: string;
  readonly region: string;
  readonly face: Record<string, unknown>;
  readonly issuedOn: string;
  readonly validUntil: string | null;
  readonly state: LicenceState;
  readonly stateWhy: string | null;
  readonly stateSince: Date;
  readonly statement: Buffer;
  readonly signature: Buffer;
  readonly matterId: string | null;
  readonly traceId: string;
  readonly version: number;
};

/** `valid` ends by itself with its last day: that day is looked at when read, no job can be late. */
export const proofColumns = `id, type, identifier, number, holder_id as "holderId", holder_name as "holderName", issuer, region, face, issued_on as "issuedOn", valid_until as "validUntil",
  case when state = 'valid' and valid_until < (now() at time zone 'Asia/Shanghai')::date then 'expired' else state end as state,
  state_why as "stateWhy", state_since as "stateSince", statement, signature, matter_id as "matterId", trace_id as "traceId", version, sealed`;

/** A licence as the database keeps it: what it says of its holder is sealed. */
export type StoredProof = Proof & { readonly sealed: Buffer | null };
type Said = { readonly holderName: string; readonly face: Record<string, unknown>; readonly statement: string };
const proofs = sealedTable('proofs', sealPlainProofs);

/** What the database is given of what a licence says. */
export const closedProof = (tx: Db, house: House, { id, holderName, face, statement }: Pick<Proof, 'id' | 'holderName' | 'face' | 'statement'>): Promise<Buffer> =>
  seal(house, tx, { holderName, face, statement: statement.toString('base64') } satisfies Said, proofs.context(id));

/** Licences with what they say opened. */
export async function openedProofs(db: Db, house: House, stored: readonly StoredProof[]): Promise<Proof[]> {
  const sealed = stored.filter((proof) => proof.sealed !== null);
  const said = await openAll<Said>(house, db, sealed.map((proof) => ({ sealed: proof.sealed!, context: proofs.context(proof.id) })));
  const byId = new Map(sealed.map(({ id }, index) => [id, said[index]!]));
  return stored.map(({ sealed: _sealed, ...proof }) => {
    const part = byId.get(proof.id);
    return part ? { ...proof, holderName: part.holderName, face: part.face, statement: Buffer.from(part.statement, 'base64') } : proof;
  });
}

/** Seals licences from before; answers how many. */
export async function sealPlainProofs(tx: Db, house: House, limit = 2000): Promise<number> {
  const rows = await tx<Proof[]>`select id, holder_name as "holderName", face, statement from proofs where sealed is null order by id limit ${limit} for update`;
  for (const row of rows) await tx`update proofs set sealed = ${await closedProof(tx, house, row)}, holder_name = null, face = null, statement = null where id = ${row.id}`;
  return rows.length;
}

import type { Db } from '#kernel/database/connect.ts';

/** An enterprise of the registry. Capital in 分. */
export type Enterprise = { readonly id: string; readonly name: string; readonly uscc: string; readonly kind: string; readonly legalPerson: string | null; readonly industry: string | null; readonly address: string | null; readonly region: string; readonly capital: number | null; readonly founded: string; readonly state: string; readonly updatedAt: Date };

const columns = 'id, name, uscc, kind, legal_person as "legalPerson", industry, address, region, capital, founded, state, updated_at as "updatedAt"';

/** Enterprises by their ids, in no order. */
export const findEnterprises = async (db: Db, ids: readonly string[]): Promise<Enterprise[]> =>
  db<Enterprise[]>`select ${db.unsafe(columns)} from enterprises where id = any(${[...ids]}::uuid[])`;

/** An enterprise by id; null when the registry has none. */
export async function findEnterprise(db: Db, id: string): Promise<Enterprise | null> {
  const [enterprise] = await findEnterprises(db, [id]);
  return enterprise ?? null;
}

/** An enterprise by unified social credit code; null when the registry has none. */
export async function findEnterpriseByUscc(db: Db, uscc: string): Promise<Enterprise | null> {
  const [enterprise] = await db<Enterprise[]>`select ${db.unsafe(columns)} from enterprises where uscc = ${uscc.toUpperCase()}`;
  return enterprise ?? null;
}

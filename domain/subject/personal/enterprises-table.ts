import type { Db } from '#kernel/database/connect.ts';
import type { Enterprise } from '../enterprises.ts';

export type NewEnterprise = Pick<Enterprise, 'id' | 'name' | 'uscc' | 'kind' | 'industry' | 'address' | 'region' | 'founded' | 'state'>;

/** Writes enterprises, whose entries the law makes public; a known credit code is brought up to date. */
export async function saveEnterprises(tx: Db, rows: readonly NewEnterprise[]): Promise<void> {
  if (rows.length === 0) return;
  await tx`insert into enterprises (id, name, uscc, kind, industry, address, region, founded, state)
    select id, name, uscc, kind, industry, address, region, founded, state from jsonb_to_recordset(${tx.json(rows as never)}::jsonb) as row(id uuid, name text, uscc text, kind text, industry text, address text, region text, founded date, state text)
    on conflict (uscc) do update set name = excluded.name, kind = excluded.kind, industry = excluded.industry, address = excluded.address, region = excluded.region, founded = excluded.founded, state = excluded.state, updated_at = now()`;
}

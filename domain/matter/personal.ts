import type { TObject } from 'typebox';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { fieldsOf, isMasked } from '#kernel/schema/fields.ts';
import { sealedTable } from '#kernel/vault/sealed-table.ts';
import { openAll, seal, sealAll } from '#kernel/vault/vault.ts';
import { matterTypes } from './define.ts';
import type { Matter } from './matter.ts';

/**
 * The personal part of a case lies sealed beside it: the fields of its form that are personal or sensitive, who can be called
 * back, and what acts asked about persons. This file is the only place that closes and opens it.
 */
export type Personal = {
  readonly form: Record<string, unknown>;
  readonly contact: Matter['contact'];
  /** Act id → the personal fields of what it asked. */
  readonly said: Record<string, Record<string, unknown>>;
};

/** A case as the database keeps it: its form without the personal fields. */
export type StoredMatter = Omit<Matter, 'said'> & { readonly sealed: Buffer | null };

const matters = sealedTable('matters', (tx, house) => sealPlainMatters(tx, house));

/** The fields of a form divided into what may lie open and what may not. */
export function divided(schema: TObject, form: Readonly<Record<string, unknown>>): { open: Record<string, unknown>; closed: Record<string, unknown> } {
  const masked = new Set(fieldsOf(schema).filter(isMasked).map(({ name }) => name));
  const part = (wanted: boolean) => Object.fromEntries(Object.entries(form).filter(([name]) => masked.has(name) === wanted));
  return { open: part(false), closed: part(true) };
}

/** What the database is given of a case. */
export async function closed(tx: Db, house: House, matter: Pick<Matter, 'id' | 'type' | 'form' | 'contact' | 'said'>): Promise<{ form: Record<string, unknown>; sealed: Buffer | null }> {
  const { open, closed: personal } = divided(house.declared.get(matterTypes, matter.type).form, matter.form);
  const nothing = Object.keys(personal).length === 0 && matter.contact === null && Object.keys(matter.said).length === 0;
  const value: Personal = { form: personal, contact: matter.contact, said: matter.said };
  return { form: open, sealed: nothing ? null : await seal(house, tx, value, matters.context(matter.id)) };
}

/** Cases with their personal part opened. */
export async function opened(db: Db, house: House, stored: readonly StoredMatter[]): Promise<Matter[]> {
  const sealed = stored.filter((matter) => matter.sealed !== null);
  const parts = await openAll<Personal>(house, db, sealed.map(({ id, sealed: bytes }) => ({ sealed: bytes!, context: matters.context(id) })));
  const byId = new Map(sealed.map(({ id }, index) => [id, parts[index]!]));
  return stored.map(({ sealed: _sealed, ...matter }) => {
    const part = byId.get(matter.id);
    return { ...matter, form: { ...matter.form, ...part?.form }, contact: part?.contact ?? matter.contact, said: part?.said ?? {} };
  });
}

/** The personal fields among what an act asked; the rest may stand in the timeline. */
export const dividedAsked = (asked: TObject | undefined, data: Readonly<Record<string, unknown>>) => (asked ? divided(asked, data) : { open: { ...data }, closed: {} });

/** One case to be sealed that was written in SQL: `from` marks where a fact of the registry belongs. */
type Plain = { id: string; type: string; form: Record<string, unknown>; contact: Matter['contact'] };

/**
 * Seals cases whose personal part lies open, at most so many: those from before it was sealed, and those a generator wrote.
 * `fill` may put in what the writer could not know. Answers how many there were.
 */
export async function sealPlainMatters(tx: Db, house: House, fill: (rows: Plain[]) => Promise<Plain[]> = async (rows) => rows, limit = 5000): Promise<number> {
  const types = house.declared.all(matterTypes).filter((type) => fieldsOf(type.form).some(isMasked)).map(({ key }) => key);
  const rows = await tx<Plain[]>`select id, type, form, contact from matters where not closed_up and (type = any(${types}) or contact is not null) order by id limit ${limit} for update`;
  const filled = await fill([...rows]);
  const parts = filled.map((row) => ({ ...row, ...divided(house.declared.get(matterTypes, row.type).form, row.form) }));
  const sealed = await sealAll(house, tx, parts.map(({ id, closed: form, contact }) => ({ value: { form, contact, said: {} } satisfies Personal, context: matters.context(id) })));
  await tx`update matters m set form = row.form::jsonb, contact = null, sealed = decode(row.sealed, 'hex'), closed_up = true
    from unnest(${parts.map(({ id }) => id)}::uuid[], ${parts.map(({ open }) => JSON.stringify(open))}::text[], ${sealed.map((bytes) => bytes.toString('hex'))}::text[]) as row(id, form, sealed) where m.id = row.id`;
  return rows.length;
}

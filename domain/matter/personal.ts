import type { TObject } from 'typebox';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { fieldsOf, isMasked } from '#kernel/schema/fields.ts';
import { sealedTable } from '#kernel/vault/sealed-table.ts';
import { openAll, sealAll } from '#kernel/vault/vault.ts';
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

const table = sealedTable('matters', sealPlainMatters);

/** The fields of a form divided into what may lie open and what may not. */
export function divided(schema: TObject, form: Readonly<Record<string, unknown>>): { open: Record<string, unknown>; closed: Record<string, unknown> } {
  const masked = new Set(fieldsOf(schema).filter(isMasked).map(({ name }) => name));
  const part = (wanted: boolean) => Object.fromEntries(Object.entries(form).filter(([name]) => masked.has(name) === wanted));
  return { open: part(false), closed: part(true) };
}

type Open = Pick<Matter, 'id' | 'type' | 'form' | 'contact' | 'said'>;
/** A case as the database is given it. */
type Closed = { readonly form: Record<string, unknown>; readonly sealed: Buffer | null };

/** What the database is given of cases, in their order; nothing is sealed where nothing is personal. */
export async function closedAll(tx: Db, house: House, matters: readonly Open[]): Promise<Closed[]> {
  const parts = matters.map((matter) => ({ ...matter, ...divided(house.declared.get(matterTypes, matter.type).form, matter.form) }));
  const personal = parts.filter(({ closed: form, contact, said }) => Object.keys(form).length > 0 || contact !== null || Object.keys(said).length > 0);
  const sealed = await sealAll(house, tx, personal.map(({ id, closed: form, contact, said }) => ({ value: { form, contact, said } satisfies Personal, context: table.context(id) })));
  const byId = new Map(personal.map(({ id }, index) => [id, sealed[index]!]));
  return parts.map(({ id, open }) => ({ form: open, sealed: byId.get(id) ?? null }));
}

/** What the database is given of one case. */
export async function closed(tx: Db, house: House, matter: Open): Promise<Closed> {
  const [only] = await closedAll(tx, house, [matter]);
  return only!;
}

/** Cases with their personal part opened. */
export async function opened(db: Db, house: House, stored: readonly StoredMatter[]): Promise<Matter[]> {
  const sealed = stored.filter((matter) => matter.sealed !== null);
  const parts = await openAll<Personal>(house, db, sealed.map(({ id, sealed: bytes }) => ({ sealed: bytes!, context: table.context(id) })));
  const byId = new Map(sealed.map(({ id }, index) => [id, parts[index]!]));
  return stored.map(({ sealed: _sealed, ...matter }) => {
    const part = byId.get(matter.id);
    return { ...matter, form: { ...matter.form, ...part?.form }, contact: part?.contact ?? matter.contact, said: part?.said ?? {} };
  });
}

/** The personal fields among what an act asked; the rest may stand in the timeline. */
export const dividedAsked = (asked: TObject | undefined, data: Readonly<Record<string, unknown>>) => (asked ? divided(asked, data) : { open: { ...data }, closed: {} });

/** Seals cases from before the personal part was, at most so many. Answers how many there were. */
export async function sealPlainMatters(tx: Db, house: House, limit = 5000): Promise<number> {
  const types = house.declared.all(matterTypes).filter((type) => fieldsOf(type.form).some(isMasked)).map(({ key }) => key);
  const rows = await tx<Omit<Open, 'said'>[]>`select id, type, form, contact from matters where not closed_up and (type = any(${types}) or contact is not null) order by id limit ${limit} for update`;
  const parts = await closedAll(tx, house, rows.map((row) => ({ ...row, said: {} })));
  await tx`update matters m set form = row.form::jsonb, contact = null, sealed = decode(row.sealed, 'hex'), closed_up = true
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${parts.map(({ form }) => JSON.stringify(form))}::text[], ${parts.map(({ sealed }) => sealed?.toString('hex') ?? null)}::text[]) as row(id, form, sealed) where m.id = row.id`;
  return rows.length;
}

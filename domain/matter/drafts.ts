import type { Db } from '#kernel/database/connect.ts';
import { isId, newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { sealedTable } from '#kernel/vault/sealed-table.ts';
import { openAll, seal } from '#kernel/vault/vault.ts';
import { refuse } from './errors.ts';
import type { MaterialGiven } from './matter.ts';

/** What was typed so far. Nothing in it is checked: a draft may be wrong, incomplete, or of an older form. */
export type Draft = { readonly id: string; readonly type: string; readonly answers: Record<string, string>; readonly form: Record<string, unknown>; readonly materials: Record<string, MaterialGiven>; readonly version: number; readonly savedAt: Date };
export type DraftContent = Pick<Draft, 'type' | 'answers' | 'form' | 'materials'>;

type Row = Draft & { readonly sealed: Buffer | null };
const columns = 'id, type, answers, form, materials, version, saved_at as "savedAt", sealed';
const drafts = sealedTable('drafts', async (tx, house) => {
  const rows = await tx<{ id: string; form: Draft['form'] }[]>`select id, form from drafts where sealed is null order by id limit 500 for update`;
  for (const { id, form } of rows) await tx`update drafts set form = '{}', sealed = ${await seal(house, tx, form, drafts.context(id))} where id = ${id}`;
  return rows.length;
});

/** Drafts with what was typed opened. */
async function opened(db: Db, house: House, rows: readonly Row[]): Promise<Draft[]> {
  const there = rows.filter(({ sealed }) => sealed !== null);
  const forms = await openAll<Draft['form']>(house, db, there.map(({ id, sealed }) => ({ sealed: sealed!, context: drafts.context(id) })));
  const byId = new Map(there.map(({ id }, index) => [id, forms[index]!]));
  return rows.map(({ sealed: _sealed, ...draft }) => ({ ...draft, form: byId.get(draft.id) ?? draft.form }));
}

/** Saves a draft for an account: a new one, or a newer state of one it owns. */
export async function saveDraft(db: Db, house: House, accountId: string, content: DraftContent, id: string | null): Promise<Draft> {
  if (id === null) {
    const made = newId();
    const sealed = await seal(house, db, content.form, drafts.context(made));
    const rows = await db<Row[]>`insert into drafts (id, account_id, type, answers, sealed, materials)
      values (${made}, ${accountId}, ${content.type}, ${db.json(content.answers)}, ${sealed}, ${db.json(content.materials as never)}) returning ${db.unsafe(columns)}`;
    return (await opened(db, house, rows))[0]!;
  }
  const saved = isId(id) ? await db<Row[]>`update drafts set answers = ${db.json(content.answers)}, form = '{}', sealed = ${await seal(house, db, content.form, drafts.context(id.toLowerCase()))}, materials = ${db.json(content.materials as never)}, version = version + 1, saved_at = now()
    where id = ${id} and account_id = ${accountId} returning ${db.unsafe(columns)}` : [];
  if (saved.length === 0) throw refuse('DRAFT_NOT_FOUND');
  return (await opened(db, house, saved))[0]!;
}

/** A draft of this account; refuses when there is none. */
export async function getDraft(db: Db, house: House, accountId: string, id: string): Promise<Draft> {
  const rows = isId(id) ? await db<Row[]>`select ${db.unsafe(columns)} from drafts where id = ${id} and account_id = ${accountId}` : [];
  if (rows.length === 0) throw refuse('DRAFT_NOT_FOUND');
  return (await opened(db, house, rows))[0]!;
}

/** All drafts of an account, last saved first. */
export const draftsOf = async (db: Db, house: House, accountId: string): Promise<Draft[]> => opened(db, house, await db<Row[]>`select ${db.unsafe(columns)} from drafts where account_id = ${accountId} order by saved_at desc limit 100`);

/** Deletes a draft of this account; refuses when there is none. */
export async function deleteDraft(db: Db, accountId: string, id: string): Promise<void> {
  const gone = isId(id) ? await db`delete from drafts where id = ${id} and account_id = ${accountId} returning 1` : [];
  if (gone.length === 0) throw refuse('DRAFT_NOT_FOUND');
}

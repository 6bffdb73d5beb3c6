import type { Db } from '#kernel/database/connect.ts';
import { isId, newId } from '#kernel/database/id.ts';
import { refuse } from './errors.ts';
import type { MaterialGiven } from './matter.ts';

/** What was typed so far. Nothing in it is checked: a draft may be wrong, incomplete, or of an older form. */
export type Draft = { readonly id: string; readonly type: string; readonly answers: Record<string, string>; readonly form: Record<string, unknown>; readonly materials: Record<string, MaterialGiven>; readonly version: number; readonly savedAt: Date };
export type DraftContent = Pick<Draft, 'type' | 'answers' | 'form' | 'materials'>;

const columns = 'id, type, answers, form, materials, version, saved_at as "savedAt"';

/** Saves a draft for an account: a new one, or a newer state of one it owns. */
export async function saveDraft(db: Db, accountId: string, content: DraftContent, id: string | null): Promise<Draft> {
  if (id === null) {
    const [made] = await db<Draft[]>`insert into drafts (id, account_id, type, answers, form, materials)
      values (${newId()}, ${accountId}, ${content.type}, ${db.json(content.answers)}, ${db.json(content.form as never)}, ${db.json(content.materials as never)}) returning ${db.unsafe(columns)}`;
    if (!made) throw new Error('A draft was not returned.');
    return made;
  }
  const [saved] = isId(id) ? await db<Draft[]>`update drafts set answers = ${db.json(content.answers)}, form = ${db.json(content.form as never)}, materials = ${db.json(content.materials as never)}, version = version + 1, saved_at = now()
    where id = ${id} and account_id = ${accountId} returning ${db.unsafe(columns)}` : [];
  if (!saved) throw refuse('DRAFT_NOT_FOUND');
  return saved;
}

/** A draft of this account; refuses when there is none. */
export async function getDraft(db: Db, accountId: string, id: string): Promise<Draft> {
  const [draft] = isId(id) ? await db<Draft[]>`select ${db.unsafe(columns)} from drafts where id = ${id} and account_id = ${accountId}` : [];
  if (!draft) throw refuse('DRAFT_NOT_FOUND');
  return draft;
}

/** All drafts of an account, last saved first. */
export const draftsOf = (db: Db, accountId: string) => db<Draft[]>`select ${db.unsafe(columns)} from drafts where account_id = ${accountId} order by saved_at desc limit 100`;

/** Deletes a draft of this account; refuses when there is none. */
export async function deleteDraft(db: Db, accountId: string, id: string): Promise<void> {
  const gone = isId(id) ? await db`delete from drafts where id = ${id} and account_id = ${accountId} returning 1` : [];
  if (gone.length === 0) throw refuse('DRAFT_NOT_FOUND');
}

import type { Db } from '#kernel/database/connect.ts';
import { refuse } from '#kernel/errors/common.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import type { Reader } from '#domain/subject/reader.ts';
import type { MatterType } from './define.ts';
import type { MaterialGiven } from './matter.ts';

/** Every file a form and its materials name. */
export const filesNamed = (type: MatterType, form: Record<string, unknown>, materials: Record<string, MaterialGiven>): string[] => [
  ...fieldsOf(type.form).filter((field) => field.kind === 'files').flatMap((field) => (form[field.name] as string[] | undefined) ?? []),
  ...Object.values(materials).flatMap((material) => material.files ?? []),
];

/**
 * Refuses files that do not exist or that somebody else has uploaded, unless the matter has them already: naming an id must not
 * open another's papers. The write of the matter then ties them to it (write.ts), so that whoever may see it may open them.
 */
export async function mustBeTheirs(db: Db, reader: Reader | null, ids: readonly string[], matterId: string): Promise<void> {
  if (ids.length === 0) return;
  const found = await db<{ id: string }[]>`
    select id from files f where id = any(${[...ids]}::uuid[])
      and (owner_id is not distinct from ${reader?.accountId ?? null} or exists (select 1 from file_links where file_id = f.id and object = 'matter' and object_id = ${matterId}))`;
  const theirs = new Set(found.map(({ id }) => id));
  const strange = ids.filter((id) => !theirs.has(id.toLowerCase()));
  if (strange.length > 0) throw refuse('INPUT_INVALID', { count: strange.length }, strange.map((id) => ({ pointer: '/files', zh: `附件 ${id} 不存在，或不是您上传的，请重新上传`, en: `Attachment ${id} does not exist or is not yours; upload it again` })));
}

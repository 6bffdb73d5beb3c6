import type { Db } from '#kernel/database/connect.ts';
import { refuse } from '#kernel/errors/common.ts';
import { findFiles, linkFiles } from '#kernel/files/table.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import type { Reader } from '#domain/subject/reader.ts';
import type { MatterType } from './define.ts';
import type { MaterialGiven, Matter } from './matter.ts';

/** Every file a form and its materials name. */
export const filesNamed = (type: MatterType, form: Record<string, unknown>, materials: Record<string, MaterialGiven>): string[] => [
  ...fieldsOf(type.form).filter((field) => field.kind === 'files').flatMap((field) => (form[field.name] as string[] | undefined) ?? []),
  ...Object.values(materials).flatMap((material) => material.files ?? []),
];

/**
 * Ties files to a matter, so that whoever may see the matter may open them. Refuses files that do not exist or that somebody
 * else has uploaded: naming an id must not open another's papers.
 */
export async function keepFiles(tx: Db, reader: Reader | null, ids: readonly string[], matter: Pick<Matter, 'id' | 'organ' | 'region'>): Promise<void> {
  if (ids.length === 0) return;
  const found = await findFiles(tx, ids);
  const linked = new Set((await tx<{ id: string }[]>`select file_id as id from file_links where object = 'matter' and object_id = ${matter.id} and file_id = any(${[...ids]}::uuid[])`).map((row) => row.id));
  const strange = ids.filter((id) => !linked.has(id) && !found.some((file) => file.id === id && file.ownerId === (reader?.accountId ?? null)));
  if (strange.length > 0) throw refuse('INPUT_INVALID', { count: strange.length }, strange.map((id) => ({ pointer: '/files', zh: `附件 ${id} 不存在，或不是您上传的，请重新上传`, en: `Attachment ${id} does not exist or is not yours; upload it again` })));
  await linkFiles(tx, ids, { object: 'matter', objectId: matter.id, may: 'matter.read', organ: matter.organ, region: matter.region });
}

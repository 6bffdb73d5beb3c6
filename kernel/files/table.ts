import type { Db } from '../database/connect.ts';
import { isId, newId } from '../database/id.ts';

/** A file as it is known by its id; the bytes are in the store under `sha256`. */
export type StoredFile = { readonly id: string; readonly sha256: string; readonly size: number; readonly type: string; readonly name: string; readonly ownerId: string | null; readonly at: Date };

/** Where a file is used: whoever holds the right `may` at this organ and region may open it. */
export type FileLink = { readonly object: string; readonly objectId: string; readonly may: string; readonly organ: string | null; readonly region: string | null };

/** Writes down a file whose bytes are already safe in the store. */
export async function addFile(tx: Db, file: Omit<StoredFile, 'id' | 'at'>): Promise<StoredFile> {
  const id = newId();
  const [row] = await tx<{ at: Date }[]>`insert into files (id, sha256, size, type, name, owner_id) values (${id}, ${file.sha256}, ${file.size}, ${file.type}, ${file.name}, ${file.ownerId}) returning at`;
  return { ...file, id, at: row!.at };
}

/** The files of these ids that are in use, in the order asked for. Ids that are none, and files that were erased, are passed over. */
export async function findFiles(db: Db, ids: readonly string[]): Promise<StoredFile[]> {
  const rows = await db<StoredFile[]>`select id, sha256, size, type, name, owner_id as "ownerId", at from files where id = any(${ids.filter(isId)}) and erased_at is null`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id.toLowerCase()) ?? []);
}

export async function findFile(db: Db, id: string): Promise<StoredFile | null> {
  return (await findFiles(db, [id]))[0] ?? null;
}

/** Ties files to what they belong to, in the transaction that refers to them. Safe to repeat; a file named twice is one. */
export async function linkFiles(tx: Db, fileIds: readonly string[], link: FileLink): Promise<void> {
  if (fileIds.length === 0) return;
  await tx`insert into file_links (file_id, object, object_id, may, organ, region)
    select distinct id, ${link.object}, ${link.objectId}, ${link.may}, ${link.organ}, ${link.region} from unnest(${[...fileIds]}::uuid[]) id
    on conflict (file_id, object, object_id) do update set may = excluded.may, organ = excluded.organ, region = excluded.region`;
}

/** Where a file is used. */
export const linksOf = (db: Db, fileId: string): Promise<FileLink[]> =>
  db<FileLink[]>`select object, object_id as "objectId", may, organ, region from file_links where file_id = ${fileId} limit 100`;

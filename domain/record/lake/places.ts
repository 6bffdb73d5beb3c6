import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Lake } from './lake.ts';

/** One Parquet file of a version: its place under the lake's folder, its rows, and the import that brought it. */
export type Part = { readonly path: string; readonly rows: number; readonly bytes: number; readonly importId: string };

/** The folder of one try of an import, under the lake's folder. Nothing counts in it until a version or an import names it. */
export const placeOf = (datasetId: string, importId: string, worker: string): string => join(`dataset=${datasetId}`, `import=${importId}`, worker);
export const pathsOf = (lake: Lake, parts: readonly Part[]): string[] => parts.map((part) => join(lake.folder, part.path));

/** Makes the folder of a new try, and clears away what tries that were killed have left. */
export async function freshPlace(lake: Lake, place: string): Promise<string> {
  const folder = join(lake.folder, place);
  await rm(dirname(folder), { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Makes sure the files are on the disk before anything refers to them. */
export async function syncFolder(folder: string): Promise<void> {
  for (const name of [...(await readdir(folder)), '.']) {
    const handle = await open(join(folder, name), 'r');
    await handle.sync().finally(() => handle.close());
  }
}

/** Deletes files of the lake and the folders they leave empty. Answers how many bytes that freed. */
export async function destroyFiles(lake: Lake, paths: readonly string[]): Promise<number> {
  let freed = 0;
  for (const path of paths) {
    const place = join(lake.folder, path);
    freed += await stat(place).then(({ size }) => size, () => 0);
    await rm(place, { force: true });
    const left = await readdir(dirname(place)).catch(() => ['?']);
    if (left.length === 0) await rm(dirname(place), { recursive: true, force: true });
  }
  return freed;
}

export const sizeOf = async (path: string): Promise<number> => (await stat(path)).size;

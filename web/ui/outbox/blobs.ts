import { drop, get, put } from './store.ts';

const mark = 'local:';
export const isLocal = (id: unknown): id is string => typeof id === 'string' && id.startsWith(mark);

/** Keeps a file on the device until it can be uploaded; answers the id forms use meanwhile. */
export async function keepBlob(file: File): Promise<string> {
  const id = `${mark}${crypto.randomUUID()}`;
  await put('blobs', id, file);
  return id;
}

export const blobOf = (id: string): Promise<File | undefined> => get<File>('blobs', id);
export const dropBlob = (id: string): Promise<unknown> => drop('blobs', id);

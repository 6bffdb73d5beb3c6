import { useSyncExternalStore } from 'react';
import { create } from '../api/client.ts';
import { ProblemError } from '../api/problem.ts';
import type { Problem } from '#kernel/http/edge.ts';
import { upload } from '../api/upload.ts';
import { blobOf, dropBlob, isLocal } from './blobs.ts';
import { allOf, drop, put } from './store.ts';

/** Something done without a network: sent later under the same key, so that twice is once. */
export type Waiting = { readonly key: string; readonly path: string; readonly body: unknown; readonly said: string; readonly at: string; readonly refused?: Problem };

let waiting: readonly Waiting[] = [];
const watchers = new Set<() => void>();
async function reload(): Promise<void> {
  waiting = (await allOf<Waiting>('acts')).toSorted((a, b) => a.at.localeCompare(b.at));
  for (const watch of watchers) watch();
}
const watch = (watcher: () => void) => {
  watchers.add(watcher);
  if (watchers.size === 1) void reload();
  return () => void watchers.delete(watcher);
};
/** What still waits on this device, oldest first. */
export const useWaiting = (): readonly Waiting[] => useSyncExternalStore(watch, () => waiting);

/** What became of something sent through the outbox. */
export type Sent<T> = { readonly kept: false; readonly answer: T } | { readonly kept: true };

/** Sends now, or keeps it on the device when there is no network. Refusals of the server are thrown as always. `said` names it in the list of waiting things; `etag` holds only for sending now. */
export async function sendOrKeep<T>(path: string, body: unknown, said: string, etag: string | null = null): Promise<Sent<T>> {
  const item: Waiting = { key: crypto.randomUUID(), path, body, said, at: new Date().toISOString() };
  try {
    return { kept: false, answer: await deliver<T>(item, etag) };
  } catch (error) {
    if (!(error instanceof ProblemError && error.problem.status === 0)) throw error;
    await put('acts', item.key, item);
    await reload();
    return { kept: true };
  }
}

let sending = false;
/** Sends what waits, oldest first; stops at the first lost connection. What the server refuses stays, with its words, until it is dropped by hand. */
export async function sendWaiting(sent: () => void): Promise<void> {
  if (sending) return;
  sending = true;
  try {
    for (const item of await allOf<Waiting>('acts')) {
      if (item.refused) continue;
      await deliver(item).then(() => drop('acts', item.key), async (error: unknown) => {
        if (!(error instanceof ProblemError) || error.passing || error.problem.status === 401) throw error;
        await put('acts', item.key, { ...item, refused: error.problem });
      });
      sent();
    }
  } catch {
    // still no network: the next try comes with the next event
  } finally {
    sending = false;
    await reload();
  }
}

export async function dropWaiting(key: string): Promise<void> {
  await drop('acts', key);
  await reload();
}

/** Uploads the files that wait on the device, then sends the act with their real ids. */
async function deliver<T>({ key, path, body }: Waiting, etag: string | null = null): Promise<T> {
  const ids = new Map<string, string>();
  for (const id of localIdsIn(body)) {
    const blob = await blobOf(id);
    if (blob) ids.set(id, (await upload(blob, undefined, { key: `${key} ${id}` })).id);
  }
  const answer = await create<T>(path, withIds(body, ids), { key, etag });
  for (const id of ids.keys()) await dropBlob(id);
  return answer;
}

/** The ids of files that wait on the device, anywhere in a body. */
export const localIdsIn = (body: unknown): string[] => (isLocal(body) ? [body] : typeof body === 'object' && body !== null ? Object.values(body).flatMap(localIdsIn) : []);

/** The body with these ids put in the place of local ones. */
export function withIds(body: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (isLocal(body)) return ids.get(body) ?? body;
  if (Array.isArray(body)) return body.map((each) => withIds(each, ids));
  if (typeof body === 'object' && body !== null) return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, withIds(value, ids)]));
  return body;
}

import type { Db } from '../database/connect.ts';
import type { House } from '../house.ts';
import { addJob } from '../jobs/jobs.ts';

/** A file that was taken out of use, by its content. */
export type ErasedFile = { readonly id: string; readonly sha256: string; readonly size: number };

/**
 * Takes files out of use in the caller's transaction: links, name and owner are forgotten, nobody opens them any more, and a job
 * removes the bytes after the commit. Ids that are out of use already are passed over. Answers what went.
 */
export async function eraseFiles(tx: Db, ids: readonly string[]): Promise<ErasedFile[]> {
  if (ids.length === 0) return [];
  const gone = await tx<ErasedFile[]>`update files set erased_at = now(), name = '', owner_id = null where id = any(${[...ids]}::uuid[]) and erased_at is null returning id, sha256, size`;
  if (gone.length === 0) return [];
  await tx`delete from file_links where file_id = any(${gone.map(({ id }) => id)}::uuid[])`;
  await tx`insert into file_removals (sha256) select distinct unnest(${gone.map(({ sha256 }) => sha256)}::text[]) on conflict (sha256) do update set ordered_at = now(), removed_at = null, shared = null`;
  await orderRemoval(tx);
  return [...gone];
}

const orderRemoval = (tx: Db) => addJob(tx, 'remove-files', {}, { key: 'remove-files' });

/** Orders again what a kill has left undone. Called at start. */
export async function resumeRemovals(db: Db): Promise<void> {
  const [open] = await db`select 1 from file_removals where removed_at is null limit 1`;
  if (open) await orderRemoval(db);
}

/**
 * The job: removes bytes from the store, one content at a time. Whoever stores the same content meanwhile waits a moment (see
 * keepFile), so that no file in use loses its bytes. Repeatable: removing what is gone is no fault.
 */
export async function removeFiles(house: Pick<House, 'db' | 'files'>): Promise<void> {
  for (;;) {
    const open = await house.db<{ sha256: string }[]>`select sha256 from file_removals where removed_at is null order by ordered_at limit 100`;
    if (open.length === 0) return;
    for (const { sha256 } of open) {
      await house.db.begin(async (tx) => {
        await lockContent(tx, sha256);
        const [used] = await tx`select 1 from files where sha256 = ${sha256} and erased_at is null limit 1`;
        if (!used) await house.files.remove(sha256);
        await tx`update file_removals set removed_at = now(), shared = ${used !== undefined} where sha256 = ${sha256}`;
      });
    }
  }
}

/** One content at a time is stored or removed; held until the transaction ends. */
export const lockContent = (tx: Db, sha256: string) => tx`select pg_advisory_xact_lock(hashtextextended(${`file ${sha256}`}, 0))`;

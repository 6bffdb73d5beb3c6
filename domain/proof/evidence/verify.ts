import { isId } from '#kernel/database/id.ts';
import type { Db } from '#kernel/database/connect.ts';
import { evidenceUnder, findEvidence, type Evidence } from './evidence.ts';

/** same: stored, unchanged; changed: something else is stored under this receipt; unknown: never stored here. */
export type Verdict = { readonly outcome: 'same' | 'changed' | 'unknown'; readonly entries: readonly Evidence[] };

/** Compares hashes of one content with what is stored, under a receipt's id or anywhere. */
export async function verifyEvidence(db: Db, digests: readonly string[], id: string | null): Promise<Verdict> {
  const given = digests.map((digest) => digest.toLowerCase());
  if (id !== null) {
    const entries = isId(id) ? await findEvidence(db, [id]) : [];
    if (entries.length === 0) return { outcome: 'unknown', entries: [] };
    return { outcome: entries.some(({ digest }) => given.includes(digest)) ? 'same' : 'changed', entries };
  }
  const entries = (await Promise.all(given.map((digest) => evidenceUnder(db, digest)))).flat();
  return { outcome: entries.length > 0 ? 'same' : 'unknown', entries };
}

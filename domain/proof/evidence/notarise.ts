import { sm3 } from '#kernel/crypto/sm3.ts';
import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import { refuseEvidence } from './errors.ts';
import type { Algorithm, Evidence } from './evidence.ts';

/** A hash to be stored. `thread` is the hash of the name of what it is a step of (see threadOf). */
export type NewEvidence = {
  readonly algorithm: Algorithm;
  readonly digest: Buffer;
  /** What the hash is of, as a code: `licence`, `draw.result`, `handover.received`. Never words about somebody. */
  readonly kind: string;
  readonly thread?: Buffer | null;
  /** Id of the step this one follows: refused when another was faster. */
  readonly after?: string | null;
  readonly organ?: string | null;
};

/** The thread of a batch, licence or case by its name: the name itself is not stored. */
export const threadOf = (name: string): Buffer => sm3(`yiwang-thread\0${name}`);

/**
 * Stores a hash in the caller's transaction: it is evidence if and only if the fact is. Its place in the tree comes within a second.
 * Steps of one thread follow each other; the lock is on this thread alone.
 */
export async function notarise(tx: Db, now: Date, given: NewEvidence): Promise<Evidence> {
  const { algorithm, digest, kind, organ = null } = given;
  const thread = given.thread ?? null;
  let [position, previous]: [number | null, string | null] = [null, null];
  if (thread) {
    await tx`select pg_advisory_xact_lock(hashtextextended(${`evidence ${thread.toString('hex')}`}, 0))`;
    const [last] = await tx<{ id: string; position: number }[]>`select id, position from evidence where thread = ${thread} order by position desc limit 1`;
    [position, previous] = last ? [last.position + 1, last.id] : [0, null];
    if (given.after && given.after !== previous) throw refuseEvidence('EVIDENCE_THREAD_MOVED', { position: position ?? 0 });
  }
  const id = newId();
  await tx`with stored as (
      insert into evidence (id, algorithm, digest, kind, thread, position, previous, organ, at) values (${id}, ${algorithm}, ${digest}, ${kind}, ${thread}, ${position}, ${previous}, ${organ}, ${now}))
    insert into chain_queue (log, ref) values ('evidence', ${id})`;
  return { id, algorithm, digest: digest.toString('hex'), kind, thread: thread?.toString('hex') ?? null, position, previous, organ, at: now.toISOString() };
}

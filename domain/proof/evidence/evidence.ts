import type { ChainLog } from '#kernel/chain/log.ts';
import type { Db } from '#kernel/database/connect.ts';

export const algorithms = ['sm3', 'sha256'] as const;
export type Algorithm = (typeof algorithms)[number];

/** One stored hash, as it is hashed into the tree and shown. */
export type Evidence = {
  readonly id: string;
  readonly algorithm: Algorithm;
  readonly digest: string;
  readonly kind: string;
  readonly thread: string | null;
  readonly position: number | null;
  /** Id of the step before in its thread. */
  readonly previous: string | null;
  readonly organ: string | null;
  readonly at: string;
};

type Row = Omit<Evidence, 'digest' | 'thread' | 'at'> & { readonly digest: Buffer; readonly thread: Buffer | null; readonly at: Date };

export const evidenceOf = ({ id, algorithm, digest, kind, thread, position, previous, organ, at }: Row): Evidence =>
  ({ id, algorithm, digest: digest.toString('hex'), kind, thread: thread?.toString('hex') ?? null, position, previous, organ, at: at.toISOString() });

export async function findEvidence(db: Db, ids: readonly string[]): Promise<Evidence[]> {
  return (await db<Row[]>`select * from evidence where id = any(${[...ids]}::uuid[])`).map(evidenceOf);
}

/** Everything stored under a hash, oldest first. */
export const evidenceUnder = async (db: Db, digest: string): Promise<Evidence[]> => (await db<Row[]>`select * from evidence where digest = decode(${digest}, 'hex') order by id limit 50`).map(evidenceOf);

/** The steps of a thread, in their order. */
export const stepsOf = async (db: Db, thread: string): Promise<Evidence[]> => (await db<Row[]>`select * from evidence where thread = decode(${thread}, 'hex') order by position limit 2000`).map(evidenceOf);

/** Evidence as a chain. */
export const evidenceLog: ChainLog = {
  key: 'evidence',
  read: async (db, ids) => new Map((await findEvidence(db, ids)).map((each) => [each.id, each])),
  strays: async (db, most) => (await db<{ id: string }[]>`
    select id from evidence e where not exists (select 1 from chain_leaves where log = 'evidence' and ref = e.id) and not exists (select 1 from chain_queue where log = 'evidence' and ref = e.id) limit ${most}`).map(({ id }) => id),
};

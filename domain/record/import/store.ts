import type { Db } from '#kernel/database/connect.ts';
import { isId } from '#kernel/database/id.ts';
import type { RefusalValues } from '#kernel/errors/refusal.ts';
import { may, type Reader } from '#domain/subject/reader.ts';
import { refuse } from '../errors.ts';
import type { Step } from '../mapping/step.ts';
import type { Tally } from './arrive.ts';
import type { Note } from './header.ts';
import type { RefusalReason } from './scan.ts';
import type { Wishes } from './table.ts';

export type ImportState = 'waiting' | 'running' | 'done' | 'failed';
/** What an import is just doing. */
export type Stage = 'waiting' | 'reading' | 'mapping' | 'profiling' | 'checking' | 'done';
/** Why an import failed: the code and values of a refusal, put into words for each reader. */
export type Failure = { readonly code: string; readonly values: RefusalValues };

export type ImportRow = {
  readonly id: string; readonly dataset_id: string; readonly kind: 'upload' | 'mapping'; readonly mode: 'replace' | 'append'; readonly organ: string; readonly region: string | null;
  readonly files: { id: string; name: string; size: number }[]; readonly wishes: Wishes; readonly based_on: number | null; readonly steps: Step[] | null;
  readonly state: ImportState; readonly stage: Stage; readonly bytes_done: number; readonly bytes_total: number; readonly read: number; readonly accepted: number; readonly refused: number;
  readonly refused_by: Partial<Record<RefusalReason, number>>; readonly notes: Note[]; readonly version: number | null; readonly failure: Failure | null;
  readonly worker: string | null; readonly ordered_by: string | null; readonly trace_id: string; readonly ordered_at: Date; readonly started_at: Date | null; readonly ended_at: Date | null;
};

/** How long a worker may be silent before another takes its import over. */
export const silence = '40 seconds';

export async function findImport(db: Db, id: string): Promise<ImportRow | null> {
  if (!isId(id)) return null;
  const [row] = await db<ImportRow[]>`select * from imports where id = ${id}`;
  return row ?? null;
}

/** An import the reader manages. Refuses IMPORT_NOT_FOUND. */
export async function getImport(db: Db, id: string, reader: Reader): Promise<ImportRow> {
  const row = await findImport(db, id);
  if (!row || !may(reader, 'dataset.manage', row)) throw refuse('IMPORT_NOT_FOUND');
  return row;
}

/** Takes an import for one worker. Null when it is over, or when another worker still shows signs of life. */
export async function claimImport(db: Db, id: string, worker: string): Promise<ImportRow | null> {
  const [row] = await db<ImportRow[]>`
    update imports set state = 'running', stage = 'reading', worker = ${worker}, beat_at = now(), started_at = coalesce(started_at, now()), bytes_done = 0, read = 0, accepted = 0, refused = 0, refused_by = '{}'
    where id = ${id} and (state = 'waiting' or (state = 'running' and beat_at < now() - ${silence}::interval)) returning *`;
  return row ?? null;
}

/** Writes down how far an import is, which is also its worker's sign of life, and tells live screens. False when another worker has taken over. */
export async function reportProgress(db: Db, row: Pick<ImportRow, 'id' | 'organ' | 'region'>, worker: string, stage: Stage, tally: Tally): Promise<boolean> {
  const moved = await db`
    update imports set beat_at = now(), stage = ${stage}, bytes_done = ${tally.bytes}, read = ${tally.read}, accepted = ${tally.accepted}, refused = ${tally.refused}, refused_by = ${db.json(tally.refusedBy)}
    where id = ${row.id} and worker = ${worker} and state = 'running' returning 1`;
  if (moved.length === 0) return false;
  await db`select pg_notify('live', ${JSON.stringify({ id: row.id, topic: 'dataset.import-moved', about: row.id, organ: row.organ, region: row.region })})`;
  return true;
}

import { audit } from '#kernel/audit/audit.ts';
import { emit } from '#kernel/bus/outbox.ts';
import type { Database, Db } from '#kernel/database/connect.ts';
import { addJob } from '#kernel/jobs/jobs.ts';
import type { House } from '#kernel/house.ts';
import { datasetColumns, type Dataset, type Version } from '../catalogue/dataset.ts';
import { makeCurrent } from '../catalogue/current.ts';
import type { VersionColumn } from '../column.ts';
import type { Part } from '../lake/places.ts';
import type { ColumnProfile } from '../profile/profile.ts';
import type { QualityReport } from '../quality/check.ts';
import type { Rule } from '../quality/rule.ts';
import { recordRun } from '../quality/store.ts';
import type { Tally } from './arrive.ts';
import type { Note } from './header.ts';
import type { Failure, ImportRow } from './store.ts';

export type NewVersion = { readonly columns: readonly VersionColumn[]; readonly parts: readonly Part[]; readonly rows: number; readonly bytes: number; readonly profile: readonly ColumnProfile[]; readonly steps: Version['steps']; readonly batches: readonly string[]; readonly basedOn: number | null; readonly rules: readonly Rule[]; readonly quality: QualityReport };
type Ending = { readonly tally: Tally; readonly notes: readonly Note[] };

/**
 * Makes what is in the lake a version, and the version current where its columns are those of the entry. One transaction:
 * version, quality run, dataset, import, events. False when another worker has taken the import over. A published entry whose columns changed is marked out of step instead.
 */
export async function adoptVersion(house: House, row: ImportRow, worker: string, made: NewVersion, ending: Ending): Promise<boolean> {
  return house.db.begin(async (tx) => {
    const [dataset] = await tx<Dataset[]>`select ${tx(datasetColumns)} from datasets where id = ${row.dataset_id} for update`;
    const [{ number }] = await tx<[{ number: number }]>`select coalesce(max(number), 0) + 1 as number from dataset_versions where dataset_id = ${row.dataset_id}`;
    const done = await close(tx, row, worker, { version: number, ...ending });
    if (!done) return false;
    await tx`insert into dataset_versions (dataset_id, number, import_id, based_on, steps, columns, parts, rows, bytes, profile, batches, score, made_by)
      values (${row.dataset_id}, ${number}, ${row.id}, ${made.basedOn}, ${made.steps ? tx.json(made.steps as never) : null}, ${tx.json(made.columns as never)}, ${tx.json(made.parts as never)}, ${made.rows}, ${made.bytes},
        ${tx.json(made.profile as never)}, ${[...made.batches]}, ${made.quality.score}, ${row.ordered_by})`;
    await recordRun(tx, row.dataset_id, number, made.quality);
    await settle(tx, dataset!, number, made, row);
    await audit(tx, { accountId: row.ordered_by, act: 'dataset.imported', object: 'dataset', objectId: row.dataset_id, traceId: row.trace_id, detail: { version: number, rows: made.rows, refused: ending.tally.refused } });
    return true;
  });
}

async function settle(tx: Db, dataset: Dataset, number: number, made: NewVersion, row: ImportRow): Promise<void> {
  const known = dataset.columns.map((column) => column.name);
  const names = made.columns.map((column) => column.name);
  const gained = names.filter((name) => !known.includes(name));
  const lost = known.filter((name) => !names.includes(name));
  const event = { about: dataset.id, traceId: row.trace_id, organ: dataset.organ, region: dataset.region };
  if (dataset.status === 'published' && gained.length + lost.length > 0) {
    await tx`update datasets set out_of_step = ${tx.json({ gained, lost, version: number })}, changed_at = now(), version = version + 1 where id = ${dataset.id}`;
    await emit(tx, { ...event, topic: 'dataset.out-of-step', payload: { title: dataset.title, version: number, gained, lost } });
  } else {
    await makeCurrent(tx, dataset, { number, ...made, score: made.quality.score }, row.kind === 'upload');
    await emit(tx, { ...event, topic: 'dataset.current', payload: { title: dataset.title, version: number, rows: made.rows } });
    await orderRepairs(tx, dataset, number, made.quality, row.trace_id);
  }
  await emit(tx, { ...event, about: row.id, topic: 'dataset.import-ended', payload: { datasetId: dataset.id, version: number, rows: made.rows } });
  await addJob(tx, 'record-serve', { datasetId: dataset.id }, { key: `serve:${dataset.id}` });
}

/** Tells the organ in charge what to repair, once per run with every rule below its share. Drafts are nobody's errand yet. */
export async function orderRepairs(tx: Db, dataset: Dataset, version: number, quality: QualityReport, traceId: string): Promise<void> {
  const failing = quality.results.filter((result) => result.rate !== null && result.rate < result.atLeast);
  if (dataset.status !== 'published' || failing.length === 0) return;
  await emit(tx, {
    topic: 'dataset.repair-ordered', about: dataset.id, traceId, organ: dataset.organ, region: dataset.region,
    payload: { title: dataset.title, version, rules: failing.map(({ key, title, checked, passed, samples }) => ({ key, title: title.zh, checked, failing: checked - passed, samples })) },
  });
}

/** Ends an import that made nothing new. */
export async function endImport(db: Database, row: ImportRow, worker: string, ending: Ending & { readonly version: number }): Promise<void> {
  await db.begin(async (tx) => {
    if (await close(tx, row, worker, ending)) await emit(tx, { topic: 'dataset.import-ended', about: row.id, traceId: row.trace_id, organ: row.organ, region: row.region, payload: { datasetId: row.dataset_id, version: ending.version } });
  });
}

/** Ends an import in words. What it read before stays countable. */
export async function failImport(db: Database, row: ImportRow, worker: string, failure: Failure, tally: Tally): Promise<void> {
  await db.begin(async (tx) => {
    const failed = await tx`update imports set state = 'failed', ended_at = now(), failure = ${tx.json(failure)}, bytes_done = ${tally.bytes}, read = ${tally.read}, accepted = ${tally.accepted}, refused = ${tally.refused}, refused_by = ${tx.json(tally.refusedBy)}
      where id = ${row.id} and worker = ${worker} and state = 'running' returning 1`;
    if (failed.length > 0) await emit(tx, { topic: 'dataset.import-ended', about: row.id, traceId: row.trace_id, organ: row.organ, region: row.region, payload: { datasetId: row.dataset_id, failure: failure.code } });
  });
}

async function close(tx: Db, row: ImportRow, worker: string, { version, tally, notes }: Ending & { readonly version: number }): Promise<boolean> {
  const closed = await tx`
    update imports set state = 'done', stage = 'done', ended_at = now(), version = ${version}, bytes_done = bytes_total, read = ${tally.read}, accepted = ${tally.accepted}, refused = ${tally.refused}, refused_by = ${tx.json(tally.refusedBy)}, notes = ${tx.json(notes as never)}
    where id = ${row.id} and worker = ${worker} and state = 'running' returning 1`;
  return closed.length > 0;
}

import type { Db } from '#kernel/database/connect.ts';
import { isId } from '#kernel/database/id.ts';
import { may, type Reader } from '#domain/subject/reader.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import type { Column, VersionColumn } from '../column.ts';
import type { Cycle, Grade, Opening, Sharing } from '../define.ts';
import { refuse } from '../errors.ts';
import type { Part } from '../lake/places.ts';
import type { ColumnProfile } from '../profile/profile.ts';
import type { Rule } from '../quality/rule.ts';
import type { Step } from '../mapping/step.ts';

export type DatasetStatus = 'draft' | 'published' | 'withdrawn';

/** A dataset's row: its catalogue entry and what is current. */
export type Dataset = {
  readonly id: string; readonly key: string | null; readonly title: string; readonly summary: string; readonly keywords: string[]; readonly organ: string; readonly region: string | null;
  readonly status: DatasetStatus; readonly category: string | null; readonly code: string | null; readonly duty: string | null; readonly source: string | null;
  readonly grade: Grade['grade'] | null; readonly level: number | null; readonly grade_basis: string | null;
  readonly sharing: Sharing['type'] | null; readonly sharing_condition: string | null; readonly sharing_basis: string | null; readonly opening: Opening['type'] | null; readonly opening_condition: string | null;
  readonly cycle: Cycle | null; readonly keep_days: number | null; readonly columns: Column[]; readonly rules: Rule[]; readonly subject_column: string | null;
  readonly current: number | null; readonly rows: number | null; readonly score: number | null; readonly fresh_at: Date | null; readonly out_of_step: { gained: string[]; lost: string[]; version: number } | null; readonly late_since: Date | null;
  readonly withdrawn_reason: string | null; readonly published_at: Date | null; readonly created_by: string | null; readonly created_at: Date; readonly changed_at: Date; readonly version: number;
};

/** One version of a dataset's rows. */
export type Version = {
  readonly dataset_id: string; readonly number: number; readonly import_id: string; readonly based_on: number | null; readonly steps: Step[] | null; readonly columns: VersionColumn[]; readonly parts: Part[];
  readonly rows: number; readonly bytes: number; readonly profile: ColumnProfile[]; readonly batches: string[]; readonly score: number | null; readonly made_by: string | null; readonly made_at: Date;
  readonly destroyed_at: Date | null; readonly destroyed_reason: string | null;
};

export const datasetColumns = ['id', 'key', 'title', 'summary', 'keywords', 'organ', 'region', 'status', 'category', 'code', 'duty', 'source', 'grade', 'level', 'grade_basis', 'sharing', 'sharing_condition', 'sharing_basis', 'opening', 'opening_condition',
  'cycle', 'keep_days', 'columns', 'rules', 'subject_column', 'current', 'rows', 'score', 'fresh_at', 'out_of_step', 'late_since', 'withdrawn_reason', 'published_at', 'created_by', 'created_at', 'changed_at', 'version'] as const;

/** A dataset by id, or null. */
export async function findDataset(db: Db, id: string): Promise<Dataset | null> {
  if (!isId(id)) return null;
  const [row] = await db<Dataset[]>`select ${db(datasetColumns)} from datasets where id = ${id}`;
  return row ?? null;
}

/** Whether a reader sees a dataset at all: its own organ's managers always, officials once it is published, others once it is open. */
export function maySee(reader: Reader, dataset: Pick<Dataset, 'status' | 'organ' | 'region' | 'opening'>): boolean {
  if (may(reader, 'dataset.manage', dataset)) return true;
  if (dataset.status === 'draft') return false;
  return reader.kind === 'official' || reader.kind === 'service' || (dataset.opening !== null && dataset.opening !== 'closed');
}

/** A dataset the reader may see. Refuses DATASET_NOT_FOUND. */
export async function getDataset(db: Db, id: string, reader: Reader): Promise<Dataset> {
  const dataset = await findDataset(db, id);
  if (!dataset || !maySee(reader, dataset)) throw refuse('DATASET_NOT_FOUND');
  return dataset;
}

/** A dataset the reader manages. One they may see but not manage is refused by the right; one they may not see is not found. */
export async function getManaged(db: Db, id: string, reader: Reader): Promise<Dataset> {
  const dataset = await findDataset(db, id);
  if (!dataset || !may(reader, 'dataset.manage', dataset)) throw refuse('DATASET_NOT_FOUND');
  return dataset;
}

/** The same, locked until the end of the transaction. */
export async function lockManaged(tx: Db, id: string, reader: Reader): Promise<Dataset> {
  await getManaged(tx, id, reader);
  const [row] = await tx<Dataset[]>`select ${tx(datasetColumns)} from datasets where id = ${id} for update`;
  return row!;
}

/** A version by number. Refuses VERSION_NOT_FOUND, and VERSION_DESTROYED with the record of its destruction. */
export async function getVersion(db: Db, datasetId: string, number: number): Promise<Version> {
  const [version] = await db<Version[]>`select * from dataset_versions where dataset_id = ${datasetId} and number = ${number}`;
  if (!version) throw refuse('VERSION_NOT_FOUND', { version: number });
  if (version.destroyed_at) throw refuse('VERSION_DESTROYED', { version: number, at: formatMoment(version.destroyed_at), reason: version.destroyed_reason ?? '' });
  return version;
}

/** The version asked for, or the current one. Refuses DATASET_EMPTY where there is none. */
export async function versionAsked(db: Db, dataset: Dataset, asked: number | undefined): Promise<Version> {
  const number = asked ?? dataset.current;
  if (number === null) throw refuse('DATASET_EMPTY');
  return getVersion(db, dataset.id, number);
}

/** The columns of a version as the catalogue names and grades them today. */
export function columnsFor(dataset: Pick<Dataset, 'columns'>, version: Pick<Version, 'columns'>): VersionColumn[] {
  const known = new Map(dataset.columns.map((column) => [column.name, column]));
  return version.columns.map((column) => {
    const item = known.get(column.name);
    return item ? { ...item, type: column.type, kept: column.kept } : column;
  });
}

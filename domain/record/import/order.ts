import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import { findFiles, linkFiles, type StoredFile } from '#kernel/files/table.ts';
import { addJob } from '#kernel/jobs/jobs.ts';
import { mustMay, type Reader } from '#domain/subject/reader.ts';
import { lockManaged, type Dataset } from '../catalogue/dataset.ts';
import { indexDataset } from '../catalogue/search.ts';
import { refuse } from '../errors.ts';
import type { Step } from '../mapping/step.ts';
import type { ImportRow } from './store.ts';
import type { Wishes } from './table.ts';

export type UploadOrder = { readonly fileIds: readonly string[]; readonly datasetId?: string; readonly title?: string; readonly organ?: string; readonly mode?: 'replace' | 'append' } & Wishes;
type By = { readonly reader: Reader; readonly traceId: string };

/** Orders the reading of uploaded files into a dataset, a new one where none is named. Refuses what can be seen to be no table at once. */
export async function orderUpload(tx: Db, order: UploadOrder, by: By): Promise<ImportRow> {
  const files = await findFiles(tx, order.fileIds);
  const strange = order.fileIds.length - files.filter((file) => file.ownerId === by.reader.accountId).length;
  if (strange > 0) throw refuse('IMPORT_FILES_UNKNOWN', { count: strange });
  for (const file of files) if (!isTable(file)) throw refuse('IMPORT_KIND_UNKNOWN', { name: file.name, type: file.type });
  const dataset = order.datasetId === undefined ? await newDataset(tx, order, files, by) : await lockManaged(tx, order.datasetId, by.reader);
  const wishes: Wishes = { ...(order.encoding ? { encoding: order.encoding } : {}), ...(order.delimiter ? { delimiter: order.delimiter } : {}), ...(order.header === undefined ? {} : { header: order.header }), ...(order.sheet ? { sheet: order.sheet } : {}) };
  const row = await addImport(tx, dataset, { kind: 'upload', mode: order.mode ?? 'replace', files, wishes, bytesTotal: files.reduce((sum, file) => sum + file.size, 0) }, by);
  await linkFiles(tx, files.map((file) => file.id), { object: 'dataset', objectId: dataset.id, may: 'dataset.manage', organ: dataset.organ, region: dataset.region });
  return row;
}

/** Orders a mapping of one version into the next. */
export function orderMapping(tx: Db, dataset: Dataset, version: number, steps: readonly Step[], by: By): Promise<ImportRow> {
  return addImport(tx, dataset, { kind: 'mapping', mode: 'replace', basedOn: version, steps, files: [], wishes: {}, bytesTotal: 0 }, by);
}

const isTable = (file: StoredFile) => ['text/csv', 'text/plain', 'application/gzip'].includes(file.type) || file.type.includes('spreadsheetml');

async function newDataset(tx: Db, order: UploadOrder, files: readonly StoredFile[], { reader, traceId }: By): Promise<Dataset> {
  const organ = order.organ ?? reader.organ;
  mustMay(reader, 'dataset.manage', { organ, region: reader.region });
  const title = order.title?.trim() || (files[0]?.name ?? '').replace(/(\.(csv|txt|tsv|xlsx|gz))+$/i, '') || '未命名数据';
  const id = newId();
  await tx`insert into datasets (id, title, organ, region, created_by) values (${id}, ${title.slice(0, 200)}, ${organ}, ${reader.region}, ${reader.accountId})`;
  await indexDataset(tx, id);
  await audit(tx, { accountId: reader.accountId, act: 'dataset.created', object: 'dataset', objectId: id, traceId });
  return lockManaged(tx, id, reader);
}

type NewImport = { readonly kind: 'upload' | 'mapping'; readonly mode: 'replace' | 'append'; readonly files: readonly StoredFile[]; readonly wishes: Wishes; readonly bytesTotal: number; readonly basedOn?: number; readonly steps?: readonly Step[] };

/** One dataset does one thing at a time: refuses IMPORT_BUSY while another import is open. The dataset's row is locked by the caller. */
async function addImport(tx: Db, dataset: Dataset, given: NewImport, { reader, traceId }: By): Promise<ImportRow> {
  const open = await tx`select 1 from imports where dataset_id = ${dataset.id} and state in ('waiting', 'running')`;
  if (open.length > 0) throw refuse('IMPORT_BUSY');
  const id = newId();
  const [row] = await tx<ImportRow[]>`
    insert into imports (id, dataset_id, kind, mode, organ, region, files, wishes, based_on, steps, bytes_total, ordered_by, trace_id)
    values (${id}, ${dataset.id}, ${given.kind}, ${given.mode}, ${dataset.organ}, ${dataset.region}, ${tx.json(given.files.map(({ id: fileId, name, size }) => ({ id: fileId, name, size })))}, ${tx.json(given.wishes)},
      ${given.basedOn ?? null}, ${given.steps ? tx.json(given.steps as never) : null}, ${given.bytesTotal}, ${reader.accountId}, ${traceId}) returning *`;
  await addJob(tx, 'record-import', { id }, { key: `import:${id}`, maxAttempts: 4 });
  await audit(tx, { accountId: reader.accountId, act: 'dataset.import-ordered', object: 'dataset', objectId: dataset.id, traceId, detail: { importId: id, kind: given.kind } });
  return row!;
}

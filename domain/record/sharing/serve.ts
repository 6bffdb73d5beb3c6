import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Db } from '#kernel/database/connect.ts';
import { addJob } from '#kernel/jobs/jobs.ts';
import type { House, Job } from '#kernel/house.ts';
import { columnsFor, findDataset, type Dataset, type Version } from '../catalogue/dataset.ts';
import { lakeOf, type LakeValue } from '../lake/lake.ts';
import { pathsOf } from '../lake/places.ts';
import { fromFiles, identifier, shown } from '../lake/sql.ts';
import { isPersonal } from '../profile/profile.ts';
import { lookupKey, sealedAt, servedSealer, subjectKey } from './keys.ts';

/** Past so many rows a version is only asked in the lake. */
const mostRows = 20_000_000;
export type Served = { readonly id: number; readonly dataset_id: string; readonly version: number; readonly lookups: string[] };

/**
 * Copies the current version of a shared dataset out of the lake, so that rows are found by a key at the speed of an index.
 * Personal rows are sealed, keys are blind. Repeatable: what an earlier try left half is dropped. Without it the gateway asks the lake.
 */
export const serveJob: Job = async ({ datasetId }: { datasetId: string }, house) => {
  await serveDataset(house, datasetId);
};

export async function serveDataset(house: House, datasetId: string): Promise<void> {
  const dataset = await findDataset(house.db, datasetId);
  if (!dataset) return;
  const wanted = await isWanted(house.db, dataset);
  const lookups = dataset.columns.filter((column) => column.lookup).map((column) => column.name);
  if (wanted && lookups.length > 0 && !(await isReady(house.db, dataset, lookups))) await copyOut(house, dataset, lookups);
  await dropOthers(house, dataset, wanted && lookups.length > 0);
}

async function isWanted(db: Db, dataset: Dataset): Promise<boolean> {
  if (dataset.status !== 'published' || dataset.current === null || (dataset.rows ?? 0) > mostRows) return false;
  return (await db`select 1 from grants where dataset_id = ${dataset.id} and ended_at is null and until > now() limit 1`).length > 0;
}

async function isReady(db: Db, dataset: Dataset, lookups: readonly string[]): Promise<boolean> {
  return (await db`select 1 from served_versions where dataset_id = ${dataset.id} and version = ${dataset.current} and ready_at is not null and lookups = ${[...lookups]}`).length > 0;
}

async function copyOut(house: House, dataset: Dataset, lookups: readonly string[]): Promise<void> {
  const { db } = house;
  const lake = lakeOf(house);
  const [version] = await db<Version[]>`select * from dataset_versions where dataset_id = ${dataset.id} and number = ${dataset.current}`;
  if (!version || version.destroyed_at) return;
  const id = await db.begin(async (tx) => {
    const [row] = await tx<{ id: number }[]>`insert into served_versions (dataset_id, version, lookups) values (${dataset.id}, ${version.number}, ${[...lookups]}) returning id`;
    await tx`select make_served_table(${row!.id}, ${lookups.length})`;
    return row!.id;
  });
  const columns = columnsFor(dataset, version);
  const asked = ['_row', ...columns.map((column) => `${shown(column)} as ${identifier(column.name)}`)];
  const rows = lake.pieces(`select ${asked.join(', ')} from ${fromFiles(pathsOf(lake, version.parts))} order by _row`);
  const names = ['row', 'subject', 'plain', 'sealed', ...lookups.map((_, index) => `k${index + 1}`)];
  const into = await db.unsafe(`copy served.rows_${id} (${names.join(', ')}) from stdin`).writable();
  const line = await lineMaker(house, { id, dataset, names: columns.map((column) => column.name), lookups, sealed: columns.some(isPersonal) });
  await pipeline(Readable.from(linesOf(rows, line)), into);
  await db.begin(async (tx) => {
    await tx`select index_served_table(${id}, ${lookups.length})`;
    await tx`update served_versions set ready_at = now() where id = ${id}`;
  });
}

async function* linesOf(pieces: AsyncIterable<LakeValue[][]>, line: (row: LakeValue[]) => Promise<string>): AsyncGenerator<string> {
  for await (const piece of pieces) {
    const lines: string[] = [];
    for (const row of piece) lines.push(await line(row));
    yield lines.join('');
  }
}

/** A row as one line of COPY: its number, the person's key, the values plain or sealed, one key per lookup. */
async function lineMaker(house: House, { id, dataset, names, lookups, sealed }: { id: number; dataset: Dataset; names: readonly string[]; lookups: readonly string[]; sealed: boolean }): Promise<(row: LakeValue[]) => Promise<string>> {
  const sealer = await servedSealer(house);
  const subjectAt = dataset.subject_column === null ? -1 : names.indexOf(dataset.subject_column);
  const lookupAt = lookups.map((name) => names.indexOf(name));
  const bytes = (buffer: Buffer | null) => (buffer === null ? '\\N' : `\\\\x${buffer.toString('hex')}`);
  return async ([number, ...values]) => {
    const text = JSON.stringify(values);
    const keys = await Promise.all(lookupAt.map((at, index) => lookupKey(sealer, dataset.id, lookups[index]!, at < 0 ? null : values[at])));
    const subject = subjectAt < 0 ? null : await subjectKey(house, values[subjectAt]);
    const kept = sealed ? ['\\N', bytes(await sealer.seal(text, sealedAt(id, Number(number))))] : [text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t'), '\\N'];
    return `${[String(number), bytes(subject), ...kept, ...keys.map(bytes)].join('\t')}\n`;
  };
}

/** Calls that are under way know of a copy for a second (context.ts): it goes when none of them can. */
const graceSeconds = 10;

/** Drops a copy that was taken out of use before. */
export const dropServedJob: Job = async ({ id }: { id: number }, house) => void (await house.db.unsafe(`drop table if exists served.rows_${Number(id)}`));

/** Takes copies nobody needs out of use: of other versions, older ones of the current version, and all of them when nobody may ask. */
async function dropOthers(house: House, dataset: Dataset, keepsCurrent: boolean): Promise<void> {
  const served = await house.db<{ id: number; version: number; ready: boolean }[]>`select id, version, ready_at is not null as ready from served_versions where dataset_id = ${dataset.id} order by id desc`;
  const newest = served.find((each) => each.ready && each.version === dataset.current)?.id ?? 0;
  // A copy newer than the newest ready one is being made by somebody.
  for (const { id } of served.filter((each) => !keepsCurrent || each.version !== dataset.current || each.id < newest)) await house.db.begin((tx) => drop(tx, id));
}

async function drop(tx: Db, id: number): Promise<void> {
  await tx`delete from served_versions where id = ${id}`;
  await addJob(tx, 'record-drop-served', { id }, { at: new Date(Date.now() + graceSeconds * 1000) });
}

/** Takes every copy of a dataset out of use, in the caller's transaction: its rows in the lake have changed under it. */
export async function takeOutOfUse(tx: Db, datasetId: string): Promise<void> {
  for (const { id } of await tx<{ id: number }[]>`select id from served_versions where dataset_id = ${datasetId}`) await drop(tx, id);
}

/** The ready copy of a version, or null. */
export async function findServed(db: Db, datasetId: string, version: number): Promise<Served | null> {
  const [row] = await db<Served[]>`select id, dataset_id, version, lookups from served_versions where dataset_id = ${datasetId} and version = ${version} and ready_at is not null order by id desc limit 1`;
  return row ?? null;
}

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '#kernel/database/connect.ts';
import { addJob } from '#kernel/jobs/jobs.ts';
import type { House } from '#kernel/house.ts';
import type { Sought, Step } from '#domain/subject/personal/sought.ts';
import { columnsFor, datasetColumns, type Dataset, type Version } from '../catalogue/dataset.ts';
import { lakeOf, type Lake } from '../lake/lake.ts';
import { pathsOf, sizeOf } from '../lake/places.ts';
import { fromFiles } from '../lake/sql.ts';
import { profileOf } from '../profile/profile.ts';
import { takeOutOfUse } from '../sharing/serve.ts';
import { forgetPerson, type Held } from './forget.ts';
import { columnsIn, digestOf, emptyIn } from './rewrite.ts';

/** Calls under way may still read a file the moment it is exchanged; one erasure at a time, so that none undoes another's work. */
const oneAtATime = (tx: Db) => tx`select pg_advisory_xact_lock(hashtextextended('lake-erasure', 0))`;
/** What a file of refused lines calls its columns: the line as it came may say anything. */
const refusedText: Pick<Held, 'type' | 'class'> = { type: 'text', class: 'internal' };

/**
 * Takes a person out of every file of the lake: of every version of every dataset, and of the lines imports refused. Answers false
 * while an import is being read that began before: what it reads is searched when it has ended.
 */
export async function searchLake(house: House, sought: Sought, step: Step): Promise<boolean> {
  const seen = new Set<string>();
  for (;;) {
    const [reading] = await house.db`select 1 from imports where state in ('waiting', 'running') limit 1`;
    const open = (await partsOf(house.db)).filter(({ path }) => !seen.has(path));
    for (const { datasetId, path } of open) {
      await searchPart(house, datasetId, path, sought, step);
      seen.add(path);
    }
    if (open.length > 0) continue;
    await searchLeft(house, seen, sought, step);
    return !reading;
  }
}

const partsOf = (db: Db) => db<{ datasetId: string; path: string }[]>`
  select distinct v.dataset_id as "datasetId", part ->> 'path' as path from dataset_versions v, jsonb_array_elements(v.parts) part where v.destroyed_at is null order by 1, 2`;

async function searchPart(house: House, datasetId: string, path: string, sought: Sought, step: Step): Promise<void> {
  const lake = lakeOf(house);
  const place = join(lake.folder, path);
  await house.db.begin(async (tx) => {
    await oneAtATime(tx);
    const [dataset] = await tx<Dataset[]>`select ${tx(datasetColumns)} from datasets where id = ${datasetId}`;
    const versions = await tx<Version[]>`select * from dataset_versions where dataset_id = ${datasetId} and destroyed_at is null and parts @> ${tx.json([{ path }])} for update`;
    if (!dataset || versions.length === 0) return;
    const emptying = forgetPerson(await heldIn(lake, place, dataset, versions), sought);
    if (emptying === null) return;
    const done = await emptyIn(lake, place, emptying, ({ rows, before, after }) => step({ place: `数据集“${dataset.title}”的行：个人信息列`, what: path, entries: rows, before, after }));
    const bytes = await sizeOf(place);
    // A kill between the exchange and the commit leaves the old size behind.
    const changed = versions.some(({ parts }) => parts.some((part) => part.path === path && part.bytes !== bytes));
    if (done === null && !changed) return;
    for (const version of versions) await rewritten(tx, lake, dataset, version, path, bytes);
    await takeOutOfUse(tx, datasetId);
    await addJob(tx, 'record-serve', { datasetId }, { key: `serve:${datasetId}` });
  });
}

/** The columns of a file with the strictest class any version or the catalogue gives them. */
async function heldIn(lake: Lake, place: string, dataset: Dataset, versions: readonly Version[]): Promise<Held[]> {
  const said = versions.flatMap((version) => [...columnsFor(dataset, version), ...version.columns]);
  return (await columnsIn(lake, place)).filter(({ name }) => !name.startsWith('_')).map(({ name, stored }) => {
    const known = said.filter((column) => column.name === name);
    const strict = known.find((column) => column.class === 'sensitive') ?? known.find((column) => column.class === 'personal') ?? known[0];
    return { name, stored, type: known.some(({ type }) => type === 'idNumber') ? 'idNumber' : (strict?.type ?? 'text'), class: strict?.class ?? 'internal' };
  });
}

/** A version after one of its files was exchanged: the sizes, and a profile that no longer quotes what went. */
async function rewritten(tx: Db, lake: Lake, dataset: Dataset, version: Version, path: string, bytes: number): Promise<void> {
  const parts = version.parts.map((part) => (part.path === path ? { ...part, bytes } : part));
  const profile = await profileOf(lake, fromFiles(pathsOf(lake, parts)), columnsFor(dataset, version));
  await tx`update dataset_versions set parts = ${tx.json(parts as never)}, bytes = ${parts.reduce((sum, part) => sum + part.bytes, 0)}, profile = ${tx.json(profile as never)} where dataset_id = ${version.dataset_id} and number = ${version.number}`;
}

/** Files no version names: lines that were refused are emptied; what a killed import left behind goes. */
async function searchLeft(house: House, named: ReadonlySet<string>, sought: Sought, step: Step): Promise<void> {
  const lake = lakeOf(house);
  const files = (await readdir(lake.folder, { recursive: true }).catch(() => [])).filter((path) => /^dataset=[^/]+\/import=[^/]+\/[^/]+\/[^/]+$/.test(path) && !named.has(path));
  for (const path of files) {
    const place = join(lake.folder, path);
    const importId = /import=([0-9a-f-]{36})\//.exec(path)?.[1] ?? null;
    const [row] = await house.db<{ state: string; worker: string | null }[]>`select state, worker from imports where id = ${importId}`;
    if (row?.state === 'waiting' || row?.state === 'running') continue;
    if (/\/refused[^/]*\.parquet$/.test(path) && row?.worker && path.includes(`/${row.worker}/`)) {
      const emptying = forgetPerson((await columnsIn(lake, place)).map((column) => ({ ...column, ...refusedText })), sought);
      if (emptying) await emptyIn(lake, place, { ...emptying, columns: new Map([['text', 'true']]) }, ({ rows, before, after }) => step({ place: '导入时退回的行：原文', what: path, entries: rows, before, after }));
    } else {
      await step({ place: '中断的导入留下的文件', what: path, entries: 1, before: await digestOf(place) });
      await rm(place, { force: true });
    }
  }
}

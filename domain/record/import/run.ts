import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '#kernel/house.ts';
import type { House } from '#kernel/house.ts';
import { newId } from '#kernel/database/id.ts';
import { Refusal } from '#kernel/errors/refusal.ts';
import { findFiles, type StoredFile } from '#kernel/files/table.ts';
import { findDataset, type Dataset, type Version } from '../catalogue/dataset.ts';
import { refuse } from '../errors.ts';
import type { Column, VersionColumn } from '../column.ts';
import { declaredSteps } from '../catalogue/declared.ts';
import type { Step } from '../mapping/step.ts';
import { lakeOf, type Lake } from '../lake/lake.ts';
import { freshPlace, pathsOf, placeOf, syncFolder, type Part } from '../lake/places.ts';
import { fromFiles } from '../lake/sql.ts';
import { applySteps } from '../mapping/apply.ts';
import { planSteps } from '../mapping/plan.ts';
import { guessColumns } from '../profile/guess.ts';
import { proposeFromProfile } from '../profile/meaning.ts';
import { profileOf } from '../profile/profile.ts';
import { checkQuality } from '../quality/check.ts';
import { referredIn } from '../quality/referred.ts';
import { rulesFor } from '../quality/suggest.ts';
import { adoptVersion, endImport, failImport, type NewVersion } from './adopt.ts';
import { arrive, emptyTally, type Tally } from './arrive.ts';
import type { Note } from './header.ts';
import { claimImport, reportProgress, type ImportRow, type Stage } from './store.ts';
import type { Wishes } from './table.ts';

/** Another worker has taken the import over: this one stops without a word. */
class TakenOver extends Error {}

/** One import under work: where it stands, and how it says so. */
type Work = { readonly house: House; readonly lake: Lake; readonly row: ImportRow; readonly place: string; readonly tally: Tally; readonly at: (stage: Stage) => Promise<void> };

/**
 * The job of one import. Repeatable: each try writes into a folder of its own, which counts from the one transaction on that
 * makes it a version. A killed worker leaves nothing that counts, and the next one begins anew.
 */
export const importJob: Job = async ({ id }: { id: string }, house, helpers) => {
  await runImport(house, id, helpers.job.attempts >= helpers.job.max_attempts);
};

/** Runs an import to its end, unless it is over or somebody else is at it. `last` tells that it will not be tried again. */
export async function runImport(house: House, id: string, last = true): Promise<void> {
  const worker = newId();
  const row = await claimImport(house.db, id, worker);
  if (!row) return;
  const lake = lakeOf(house);
  const tally = emptyTally();
  let stage: Stage = 'reading';
  let lost = false;
  const tell = async () => {
    lost ||= !(await reportProgress(house.db, row, worker, stage, tally));
  };
  const beat = setInterval(() => void tell().catch((error: unknown) => house.log.warn({ err: error }, 'import progress not written')), 700);
  const place = placeOf(row.dataset_id, id, worker);
  const folder = await freshPlace(lake, place);
  let kept = false;
  const work: Work = {
    house, lake, row, tally, place,
    // Told at once, not with the next beat: on a fast machine a whole stage fits between two beats.
    at: async (next) => {
      stage = next;
      if (!lost) await tell();
      if (lost) throw new TakenOver();
    },
  };
  try {
    kept = await workOn(work, worker);
  } catch (error) {
    kept = error instanceof Refusal && tally.refused > 0;
    await leave(work, worker, error, last);
  } finally {
    clearInterval(beat);
    if (!kept) await rm(folder, { recursive: true, force: true });
  }
}

/** An expected failure ends the import in words; anything else lets the job runner try again, and ends it when it will not. */
async function leave({ house, row, tally }: Work, worker: string, error: unknown, last: boolean): Promise<void> {
  if (error instanceof TakenOver) return;
  if (error instanceof Refusal) return failImport(house.db, row, worker, { code: error.code, values: error.values }, tally);
  house.log.error({ err: error, import: row.id, trace: row.trace_id }, 'import broke off');
  if (last) return failImport(house.db, row, worker, { code: 'IMPORT_BROKE', values: { reason: row.trace_id } }, tally);
  await house.db`update imports set state = 'waiting', stage = 'waiting' where id = ${row.id} and worker = ${worker}`;
  throw error;
}

/** Answers whether the folder is now referred to. */
async function workOn(work: Work, worker: string): Promise<boolean> {
  const { house, row } = work;
  const dataset = (await findDataset(house.db, row.dataset_id))!;
  const base = await baseOf(house, dataset, row);
  if (row.kind === 'mapping') return finish(work, worker, dataset, base, await fromMapping(work, base!));
  const files = await newFiles(house, row, base);
  if (files.length === 0) {
    await endImport(house.db, row, worker, { version: base!.number, tally: work.tally, notes: [alreadyThere(base!.number)] });
    return false;
  }
  const found = await fromUpload(work, dataset, base, files);
  return finish(work, worker, dataset, base, found);
}

/** Files by content and by how they were asked to be read. */
const batchesOf = (files: readonly StoredFile[], wishes: Wishes) => files.map((file) => `${file.sha256} ${Object.keys(wishes).length > 0 ? JSON.stringify(wishes) : ''}`.trim());

/** The files that are not in the dataset yet: sending a batch twice adds nothing. Empty when all of them are. */
async function newFiles(house: House, row: ImportRow, current: Version | null): Promise<StoredFile[]> {
  const files = await findFiles(house.db, row.files.map((file) => file.id));
  const batches = batchesOf(files, row.wishes);
  const there = new Set(current?.batches);
  if (row.mode === 'append') return files.filter((_, index) => !there.has(batches[index]!));
  return batches.length === there.size && batches.every((batch) => there.has(batch)) ? [] : files;
}
const alreadyThere = (version: number): Note => ({ code: 'SAME_AS_VERSION', zh: `内容与版本 ${version} 相同，没有重复入库`, en: `The content is that of version ${version}; nothing was added twice` });

async function baseOf(house: House, dataset: Dataset, row: ImportRow): Promise<Version | null> {
  const number = row.based_on ?? dataset.current;
  if (number === null) return null;
  const [version] = await house.db<Version[]>`select * from dataset_versions where dataset_id = ${dataset.id} and number = ${number}`;
  return version ?? null;
}

type Found = { readonly columns: readonly VersionColumn[]; readonly parts: readonly Part[]; readonly steps: Version['steps']; readonly renamed: ReadonlyMap<string, string>; readonly batches: readonly string[]; readonly notes: readonly Note[] };

/** Files → text rows → the columns the dataset is used to, where its steps still fit. Appended rows stand behind those there are. */
async function fromUpload(work: Work, dataset: Dataset, base: Version | null, files: readonly StoredFile[]): Promise<Found> {
  const { house, lake, row, place, tally, at } = work;
  const appending = row.mode === 'append' && base !== null;
  const firstRow = appending ? Number((await lake.row(`select max(_row) as last from ${fromFiles(pathsOf(lake, base.parts))}`))['last']) + 1 : 1;
  const { names, parts, notes } = await arrive(house, lake, { importId: row.id, place, files, wishes: row.wishes, firstRow, tally });
  if (tally.accepted === 0) {
    await keepRefusedOnly(work);
    throw tally.refused > 0 ? refuse('IMPORT_NOTHING_ACCEPTED', { read: tally.read, refused: tally.refused }) : refuse('IMPORT_EMPTY', { name: files[0]?.name ?? '' });
  }
  await at('profiling');
  const here = fromFiles(pathsOf(lake, parts));
  const raw: Found = { parts, notes, steps: null, batches: batchesOf(files, row.wishes), renamed: new Map(), columns: (await guessColumns(lake, here, names, tally.accepted)).map((column) => ({ ...column, kept: 'text' })) };
  const steps = base ? base.steps : dataset.key === null ? null : declaredSteps(dataset.columns, names);
  if (base === null && dataset.key !== null && steps === null) throw refuse('IMPORT_COLUMNS_DIFFER', { name: files[0]?.name ?? '', lost: lacking(dataset.columns, names), gained: '—' });
  const ready = steps ? await asUsual(work, steps, base?.columns ?? dataset.columns, raw, here) : raw;
  if (!appending) return ready;
  if (!sameNames(ready.columns, base.columns)) throw refuse('IMPORT_COLUMNS_DIFFER', { name: files[0]?.name ?? '', lost: missing(base.columns, ready.columns), gained: missing(ready.columns, base.columns) });
  return { ...ready, columns: base.columns, parts: [...base.parts, ...ready.parts], batches: [...base.batches, ...ready.batches] };
}

const sameNames = (a: readonly Column[], b: readonly Column[]) => a.length === b.length && a.every((column) => b.some((other) => other.name === column.name));
const lacking = (columns: readonly Column[], names: readonly string[]) => columns.filter((column) => !names.includes(column.name) && !names.includes(column.title)).map((column) => column.title).join('、');
const missing = (from: readonly VersionColumn[], among: readonly VersionColumn[]) => from.filter((column) => !among.some((other) => other.name === column.name)).map((column) => column.name).join('、') || '—';

/** The steps the dataset is used to, applied to a new batch; where they no longer fit, the batch stays as it came. */
async function asUsual(work: Work, steps: readonly Step[], usual: readonly Column[], raw: Found, from: string): Promise<Found> {
  const { plan, faults } = planSteps(steps, from, raw.columns);
  if (faults.length > 0 || !sameNames(plan.columns, usual)) return raw;
  await work.at('mapping');
  const part = await applySteps(work.lake, plan, { importId: work.row.id, place: work.place, tally: work.tally });
  return { ...raw, columns: plan.columns, parts: [part], steps: [...steps] };
}

async function fromMapping(work: Work, base: Version): Promise<Found> {
  const { lake, row, tally, place, at } = work;
  await at('mapping');
  tally.read = base.rows;
  tally.accepted = base.rows;
  const { plan, faults } = planSteps(row.steps!, fromFiles(pathsOf(lake, base.parts)), base.columns);
  if (faults.length > 0) throw refuse('MAPPING_INVALID', { count: faults.length }, faults);
  const part = await applySteps(lake, plan, { importId: row.id, place, tally });
  if (part.rows === 0) {
    await keepRefusedOnly(work);
    throw refuse('IMPORT_NOTHING_ACCEPTED', { read: tally.read, refused: tally.refused });
  }
  return { columns: plan.columns, parts: [part], steps: [...(base.steps ?? []), ...row.steps!], renamed: plan.renamed, batches: base.batches, notes: [] };
}

/** Of an import without a single good row only the refused ones are kept, so that its owner can see why. */
async function keepRefusedOnly({ lake, place }: Work): Promise<void> {
  const folder = join(lake.folder, place);
  for (const name of await readdir(folder)) if (!name.startsWith('refused')) await rm(join(folder, name));
}

/** Profiles and checks the new rows, makes sure they are on the disk, and makes them a version in one transaction. */
async function finish(work: Work, worker: string, dataset: Dataset, base: Version | null, found: Found): Promise<boolean> {
  const { house, lake, row, tally, at } = work;
  await at('profiling');
  const from = fromFiles(pathsOf(lake, found.parts));
  const rows = found.parts.reduce((sum, part) => sum + part.rows, 0);
  const graded = gradedAs(dataset, found.columns);
  const columns = base === null ? await proposeFromProfile(lake, from, graded) : graded;
  const profile = await profileOf(lake, from, columns);
  await at('checking');
  const rules = rulesFor(dataset.rules, columns, profile, found.renamed);
  const quality = await checkQuality(lake, { from, columns, rows, referred: await referredIn(house, rules) }, rules);
  await at('done');
  await syncFolder(join(lake.folder, work.place));
  const version: NewVersion = { columns, parts: found.parts, rows, bytes: found.parts.reduce((sum, part) => sum + part.bytes, 0), profile, steps: found.steps, batches: found.batches, basedOn: row.based_on ?? (row.mode === 'append' ? base?.number ?? null : null), rules, quality };
  return adoptVersion(house, row, worker, version, { tally, notes: found.notes });
}

/** Class, mask and title as the catalogue already has them. */
function gradedAs(dataset: Dataset, columns: readonly VersionColumn[]): VersionColumn[] {
  const known = new Map(dataset.columns.map((column) => [column.name, column]));
  return columns.map((column) => {
    const item = known.get(column.name);
    return item ? { ...column, title: item.title, class: item.class, mask: item.mask } : column;
  });
}

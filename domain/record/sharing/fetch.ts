import type { Database } from '#kernel/database/connect.ts';
import { refuse } from '#kernel/errors/common.ts';
import type { House } from '#kernel/house.ts';
import type { VersionColumn } from '../column.ts';
import { lakeOf, type LakeValue } from '../lake/lake.ts';
import { pathsOf } from '../lake/places.ts';
import { checkConditions, rowsAfter, type Condition } from '../lake/rows.ts';
import { fromFiles } from '../lake/sql.ts';
import type { Context } from './context.ts';
import { lookupKey, sealedAt, servedSealer, subjectKey } from './keys.ts';

/** What a call asks for: conditions on granted columns, after a row, at most so many. */
export type Question = { readonly context: Context; readonly conditions: readonly Condition[]; readonly after: number; readonly limit: number };
/** A row as found: whole and unmasked, with the key of its person. It does not leave before its call is written down. */
export type FoundRow = { readonly row: number; readonly subject: Buffer | null; readonly values: Readonly<Record<string, LakeValue>> };

/** Whether the copy out of the lake can answer: every condition is a lookup it has a key for. */
export const isServed = ({ context, conditions }: Question): boolean =>
  context.served !== null && conditions.every(({ column, way }) => way === '=' && context.served!.lookups.includes(column.name));

/** Answers many questions to served copies; questions alike in form are one statement. One row more than each limit. */
export async function fetchServed(house: House, questions: readonly Question[]): Promise<FoundRow[][]> {
  const found: FoundRow[][] = questions.map(() => []);
  const alike = Map.groupBy(questions.keys(), (index) => formOf(questions[index]!));
  await Promise.all([...alike.values()].map((indexes) => fetchAlike(house, questions, [...indexes], found)));
  return found;
}

const formOf = ({ context, conditions }: Question) => `${context.served!.id} ${conditions.map(({ column }) => context.served!.lookups.indexOf(column.name)).join(',')}`;

type ServedRow = { readonly i: number; readonly row: number; readonly subject: Buffer | null; readonly plain: string | null; readonly sealed: Buffer | null };

async function fetchAlike(house: House, questions: readonly Question[], indexes: readonly number[], found: FoundRow[][]): Promise<void> {
  const { context, conditions } = questions[indexes[0]!]!;
  const served = context.served!;
  const sealer = await servedSealer(house);
  const keys = await Promise.all(conditions.map((_, at) => Promise.all(indexes.map(async (index) => {
    const { column, text } = questions[index]!.conditions[at]!;
    return (await lookupKey(sealer, served.dataset_id, column.name, text))?.toString('hex') ?? null;
  }))));
  const names = conditions.map((_, at) => `q${at}`);
  const matches = conditions.map(({ column }, at) => `k${served.lookups.indexOf(column.name) + 1} = decode(q.q${at}, 'hex') and `).join('');
  const rows = await (house.db as Database).unsafe<ServedRow[]>(
    `select q.i, f.* from unnest($1::int[], $2::bigint[], $3::int[]${names.map((_, at) => `, $${at + 4}::text[]`).join('')}) as q(${['i', 'after', 'most', ...names].join(', ')})
     cross join lateral (select row, subject, plain, sealed from served.rows_${served.id} where ${matches}row > q.after order by row limit q.most) f`,
    [[...indexes], indexes.map((index) => questions[index]!.after), indexes.map((index) => questions[index]!.limit + 1), ...keys] as never, { prepare: true },
  );
  for (const { i, row, subject, plain, sealed } of rows) {
    const text = plain ?? (await sealer.open(sealed!, sealedAt(served.id, row)));
    found[i]!.push({ row, subject, values: named(questions[i]!.context.columns, JSON.parse(text) as LakeValue[]) });
  }
}

const named = (columns: readonly VersionColumn[], values: readonly LakeValue[]) => Object.fromEntries(columns.map((column, index) => [column.name, values[index] ?? null]));

/** Questions to the lake at a time, and how many may wait: a scan costs more than a lookup, and must not crowd lookups out. */
const scans = { running: 0, waiting: 0 };
const mostRunning = 2;
const mostWaiting = 32;

/** Answers a question no copy can: a scan of the version in the lake. Refuses BUSY when too many are waiting. */
export async function fetchFromLake(house: House, { context, conditions, after, limit }: Question): Promise<FoundRow[]> {
  if (scans.running >= mostRunning) {
    if (scans.waiting >= mostWaiting) throw refuse('BUSY');
    scans.waiting += 1;
    while (scans.running >= mostRunning) await new Promise((go) => setTimeout(go, 5));
    scans.waiting -= 1;
  }
  scans.running += 1;
  try {
    const lake = lakeOf(house);
    await checkConditions(lake, conditions, context.granted);
    const rows = await rowsAfter(lake, fromFiles(pathsOf(lake, context.parts)), context.columns, { conditions, after, limit });
    return await Promise.all(rows.map(async (values) => ({ row: Number(values['_row']), subject: context.subjectColumn === null ? null : await subjectKey(house, values[context.subjectColumn]), values })));
  } finally {
    scans.running -= 1;
  }
}

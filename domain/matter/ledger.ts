import type { Db, Fragment } from '#kernel/database/connect.ts';
import { limited } from '#kernel/database/limit.ts';
import { pageOf, positionOf, type Page } from '#kernel/http/page.ts';
import type { House } from '#kernel/house.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { anyOf, seeksOf } from '#domain/subject/seeks.ts';
import { idTime } from '#kernel/database/id.ts';
import { textCondition } from './list.ts';
import { matterColumns, type Matter } from './matter.ts';
import { opened, type StoredMatter } from './personal.ts';
import { nearUntil } from './view.ts';

/** How a task of a ledger stands: late, near, in time, open without a deadline, ended. */
export const ledgerLights = ['red', 'yellow', 'green', 'grey', 'ended'] as const;
export type LedgerLight = (typeof ledgerLights)[number];

/** What narrows a ledger. `form` must be contained in the form; `trace` finds what one cause has set going (all tasks of a plan). */
export type LedgerFilter = { readonly type: string; readonly light?: LedgerLight; readonly form?: Readonly<Record<string, unknown>>; readonly trace?: string; readonly q?: string };

/** The last of the acts one follows: what was reported, when, by whom. */
export type LatestAct = { readonly act: string; readonly title: string; readonly actor: string; readonly organ: string | null; readonly reason: string | null; readonly at: Date };

/** One page of a ledger (台账): all tasks of a type a reader may see, open ones first, by nearest deadline. */
export async function ledgerOf(db: Db, house: House, reader: Reader, filter: LedgerFilter, now: Date, page: { cursor?: string; limit: number }): Promise<Page<Matter>> {
  const after = positionOf(page.cursor, 3);
  const order = db.unsafe(`(ended_at is not null), coalesce(due_at, 'infinity'::timestamptz), id`);
  const rows = await db<(StoredMatter & { position: [string, string, string] })[]>`
    select ${db.unsafe(matterColumns)}, array[(ended_at is not null)::text, coalesce(due_at, 'infinity'::timestamptz)::text, id::text] as position from matters
    where ${where(db, reader, filter, now)} ${after ? db`and (${order}) > (${String(after[0])}::boolean, ${String(after[1])}::text::timestamptz, ${String(after[2])}::uuid)` : db``}
    order by ${order} ${limited(db, page.limit + 1)}`;
  const stored = pageOf([...rows], page.limit, (row) => row.position);
  return { ...stored, items: await opened(db, house, stored.items) };
}

/** How many tasks of a ledger stand how, whatever light the filter asks for. */
export async function lightsOf(db: Db, reader: Reader, { light: _light, ...filter }: LedgerFilter, now: Date): Promise<Record<LedgerLight, number>> {
  const [row] = await db<Record<LedgerLight, number>[]>`
    select ${ledgerLights.map((light) => db`count(*) filter (where ${stands(db, light, now)}) as ${db(light)}`).reduce((all, each) => db`${all}, ${each}`)} from matters where ${where(db, reader, filter, now)}`;
  return row!;
}

/** The last of certain acts on each matter, by matter id. */
export async function latestActs(db: Db, matterIds: readonly string[], acts: readonly string[]): Promise<ReadonlyMap<string, LatestAct>> {
  if (matterIds.length === 0 || acts.length === 0) return new Map();
  const rows = await db<(Omit<LatestAct, 'at'> & { id: string; matterId: string })[]>`
    select distinct on (matter_id) matter_id as "matterId", id, act, title, actor, organ, reason from matter_acts where matter_id = any(${[...matterIds]}::uuid[]) and act = any(${[...acts]}) order by matter_id, id desc`;
  return new Map(rows.map(({ matterId, id, ...act }) => [matterId, { ...act, at: idTime(id) }]));
}

function where(db: Db, reader: Reader, filter: LedgerFilter, now: Date): Fragment {
  const parts = [db`kind = 'task' and type = ${filter.type}`, anyOf(db, seeksOf(db, reader, 'matter.read'))];
  if (filter.light) parts.push(stands(db, filter.light, now));
  if (filter.form) parts.push(db`form @> ${db.json(filter.form as never)}`);
  if (filter.trace) parts.push(db`trace_id = ${filter.trace}`);
  if (filter.q) parts.push(textCondition(db, filter.q));
  return parts.reduce((all, part) => db`${all} and ${part}`);
}

/** The lights of `lightOf` as conditions; grey is divided into what has no deadline and what has ended. */
function stands(db: Db, light: LedgerLight, now: Date): Fragment {
  switch (light) {
    case 'red': return db`ended_at is null and due_at < ${now}`;
    case 'yellow': return db`ended_at is null and due_at >= ${now} and due_at < ${nearUntil(now)}`;
    case 'green': return db`ended_at is null and due_at >= ${nearUntil(now)}`;
    case 'grey': return db`ended_at is null and due_at is null`;
    case 'ended': return db`ended_at is not null`;
    default: return light satisfies never;
  }
}

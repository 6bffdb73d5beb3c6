import type { Db } from '#kernel/database/connect.ts';
import { idTime, isId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { matterColumns, type Matter } from './matter.ts';
import { opened, type StoredMatter } from './personal.ts';
import { readCaseNumber } from './number.ts';

/** One matter by id or case number; null when there is none. Rights are the caller's business (act.ts: matterFor). */
export async function findMatter(db: Db, house: House, idOrNumber: string): Promise<Matter | null> {
  const number = readCaseNumber(idOrNumber);
  if (!isId(idOrNumber) && number === null) return null;
  const stored = isId(idOrNumber)
    ? await db<StoredMatter[]>`select ${db.unsafe(matterColumns)} from matters where id = ${idOrNumber}`
    : await db<StoredMatter[]>`select ${db.unsafe(matterColumns)} from matters where number = ${number}`;
  return (await opened(db, house, stored))[0] ?? null;
}

/** One line of the timeline. */
export type TimelineEntry = { readonly id: string; readonly act: string; readonly title: string; readonly fromState: string | null; readonly toState: string; readonly actor: string; readonly organ: string | null; readonly reason: string | null; readonly data: Record<string, unknown>; readonly files: readonly string[]; readonly at: Date };

/** Everything done in a matter, oldest first. */
export async function timelineOf(db: Db, matterId: string): Promise<TimelineEntry[]> {
  const rows = await db<Omit<TimelineEntry, 'at'>[]>`
    select id, act, title, from_state as "fromState", to_state as "toState", actor, organ, reason, data, files from matter_acts where matter_id = ${matterId} order by id`;
  return rows.map((row) => ({ ...row, at: idTime(row.id) }));
}

/** Everything a person has opened or joined, newest first. */
export const mattersOf = async (db: Db, house: House, accountId: string, subjectId: string | null, limit = 50): Promise<Matter[]> => opened(db, house, await db<StoredMatter[]>`
  select ${db.unsafe(matterColumns)} from (
    (select * from matters where opened_by = ${accountId} order by id desc limit ${limit}) union
    (select * from matters where subject_id = ${subjectId} order by id desc limit ${limit}) union
    (select m.* from matter_reporters r join matters m on m.id = r.matter_id where r.account_id = ${accountId} order by m.id desc limit ${limit})) mine
  order by id desc limit ${limit}`);


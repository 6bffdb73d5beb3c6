import type { Db } from '#kernel/database/connect.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { anyOf, seeksOf } from '#domain/subject/seeks.ts';

/** How an organ keeps the deadlines of one type of matter. Units are measured, not people. */
export type Timeliness = { readonly organ: string; readonly open: number; readonly late: number; readonly endedInTime: number; readonly endedLate: number };

/** Each organ's matters of a type opened since a moment: open, of these late, ended in time and late. What was never late counts as in time where there is no deadline. */
export const timelinessOf = (db: Db, reader: Reader, type: string, since: Date, now: Date): Promise<Timeliness[]> => db<Timeliness[]>`
  select organ, count(*) filter (where ended_at is null)::int as open, count(*) filter (where ended_at is null and due_at < ${now})::int as late,
    count(*) filter (where ended_at <= coalesce(due_at, 'infinity'))::int as "endedInTime", count(*) filter (where ended_at > due_at)::int as "endedLate"
  from matters where type = ${type} and id >= uuid_v7_floor(${since}) and ${anyOf(db, seeksOf(db, reader, 'matter.read'))} group by organ order by late desc, open desc, organ`;

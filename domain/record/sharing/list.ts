import type { Db } from '#kernel/database/connect.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { within } from '../rights.ts';
import type { CallRow, ListedGrant } from './view.ts';

/** A grant's dataset and use: today, in all, and its last call. */
const withUse = (db: Db) => db`
  select g.*, d.title, coalesce((select used from grant_use where grant_id = g.id and day = (now() at time zone 'Asia/Shanghai')::date), 0) as today,
    (select coalesce(sum(used), 0)::bigint from grant_use where grant_id = g.id) as total, (select id from shared_calls where grant_id = g.id order by id desc limit 1) as last_call
  from g join datasets d on d.id = g.dataset_id`;

/** Grants held by the reader's organ, or given by the organs they decide for; one more than `limit`. */
export const listGrants = (db: Db, reader: Reader, box: 'held' | 'given', after: string | null, limit: number): Promise<ListedGrant[]> => db<ListedGrant[]>`
  with g as (select * from grants where (${box === 'held' ? db`organ = ${reader.organ}` : within(db, reader, 'grant.decide', 'owner_organ')}) ${after ? db`and id < ${after}` : db``} order by id desc limit ${limit + 1})
  ${withUse(db)} order by g.id desc`;

export async function listedGrant(db: Db, id: string): Promise<ListedGrant> {
  const [row] = await db<ListedGrant[]>`with g as (select * from grants where id = ${id}) ${withUse(db)}`;
  return row!;
}

/** Calls under a grant, the latest first; one more than `limit`. */
export const callsOf = (db: Db, grantId: string, after: string | null, limit: number): Promise<CallRow[]> => db<CallRow[]>`
  select c.id, c.outcome, c.asked, c.rows, a.name as by, c.version, c.trace_id from (select * from shared_calls where grant_id = ${grantId} ${after ? db`and id < ${after}` : db``} order by id desc limit ${limit + 1}) c
  left join accounts a on a.id = c.account_id order by c.id desc`;

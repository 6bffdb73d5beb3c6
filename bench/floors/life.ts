import { newId } from '#kernel/database/id.ts';
import type { Db } from '#kernel/database/connect.ts';

/**
 * The least a case life must write, in prepared statements and nothing else: the matter, its act, an event with its queue
 * entry, an audit entry. No rights, no checks, no lifecycle.
 */
export async function plainOpen(db: Db): Promise<string> {
  const [id, act, event, audit] = [newId(), newId(), newId(), newId()];
  await db`
    with opened as (insert into matters (id, type, kind, number, title, state, organ, region, lon, lat, source, form, trace_id, opened_at, state_since, search)
      values (${id}, 'city-report', 'ticket', ${id}, '道路破损', 'reported', 'bench', '440902000000', 110.92, 21.66, 'bench', '{"class":"road"}', ${id}, now(), now(), to_tsvector('simple', ${id}))),
    acted as (insert into matter_acts (id, matter_id, act, title, to_state, actor) values (${act}, ${id}, 'open', '提交', 'reported', 'bench')),
    told as (insert into events (id, topic, about, trace_id) values (${event}, 'bench.opened', ${id}, ${id})),
    queued as (insert into event_queue values (${event}))
    insert into audit_entries (id, act, object, object_id, trace_id) values (${audit}, 'matter.open', 'matter', ${id}, ${id})`;
  return id;
}

export async function plainMove(db: Db, id: string, state: string): Promise<void> {
  const [act, event, audit] = [newId(), newId(), newId()];
  await db`
    with moved as (update matters set state = ${state}, state_since = now(), version = version + 1 where id = ${id}),
    acted as (insert into matter_acts (id, matter_id, act, title, to_state, actor) values (${act}, ${id}, 'move', '办理', ${state}, 'bench')),
    told as (insert into events (id, topic, about, trace_id) values (${event}, 'bench.moved', ${id}, ${id})),
    queued as (insert into event_queue values (${event}))
    insert into audit_entries (id, act, object, object_id, trace_id) values (${audit}, 'matter.move', 'matter', ${id}, ${id})`;
}

export const plainFind = (db: Db, number: string) => db`select id, number, title, state, organ, region, due_at from matters where number = ${number}`;

/** Whole life: opened, assigned, resolved, found again. */
export async function plainLife(db: Db): Promise<void> {
  const id = await plainOpen(db);
  await plainMove(db, id, 'handling');
  await plainMove(db, id, 'checking');
  await plainFind(db, id);
}

export const plainList = (db: Db, organ: string) => db`select id, number, title, state, organ, region, due_at from matters where organ = ${organ} order by id desc limit 20`;

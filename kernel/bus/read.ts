import type { Db } from '../database/connect.ts';
import type { StoredEvent } from './outbox.ts';

/** One event by id, or null. */
export async function readEvent(db: Db, id: string): Promise<StoredEvent | null> {
  const [event] = await db<StoredEvent[]>`select id, topic, about, trace_id as "traceId", organ, region, payload from events where id = ${id}`;
  return event ?? null;
}

/** Everything that happened under one trace id, oldest first. */
export const readTrace = (db: Db, traceId: string) =>
  db<StoredEvent[]>`select id, topic, about, trace_id as "traceId", organ, region, payload from events where trace_id = ${traceId} order by id limit 1000`;

import type { Db } from '../database/connect.ts';
import type { StoredEvent } from './outbox.ts';

/** Everything that happened under one trace id, oldest first. */
export const readTrace = (db: Db, traceId: string) =>
  db<StoredEvent[]>`select id, topic, about, trace_id as "traceId", organ, region, payload from events where trace_id = ${traceId} order by id limit 1000`;

import type { Db } from '../database/connect.ts';
import { newId } from '../database/id.ts';

/** Something that happened, told upwards. Topics read `<noun>.<past tense>`, e.g. `matter.closed`. */
export type NewEvent = {
  readonly topic: string;
  readonly about?: string | null;
  readonly traceId: string;
  /** Organ and region whose readers may see it live. */
  readonly organ?: string | null;
  readonly region?: string | null;
  readonly payload?: Readonly<Record<string, unknown>>;
};

export type StoredEvent = { readonly id: string; readonly topic: string; readonly about: string | null; readonly traceId: string; readonly organ: string | null; readonly region: string | null; readonly payload: Record<string, unknown> };

/**
 * Writes events in the caller's transaction: they are told if and only if it commits.
 * One statement for any number. The relay (relay.ts) hands them to listeners and to live screens within about 0.1 s.
 */
export async function emit(tx: Db, events: NewEvent | readonly NewEvent[]): Promise<void> {
  const list = Array.isArray(events) ? (events as readonly NewEvent[]) : [events as NewEvent];
  if (list.length === 0) return;
  const rows = list.map((event) => ({ id: newId(), topic: event.topic, about: event.about ?? null, trace_id: event.traceId, organ: event.organ ?? null, region: event.region ?? null, payload: event.payload ?? {} }));
  await tx`
    with given as (select * from jsonb_to_recordset(${tx.json(rows as never)}::jsonb) as row(id uuid, topic text, about uuid, trace_id text, organ text, region text, payload jsonb)),
    told as (insert into events (id, topic, about, trace_id, organ, region, payload) select * from given)
    insert into event_queue (event_id) select id from given`;
}

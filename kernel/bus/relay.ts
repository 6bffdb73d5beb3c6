import type { Database } from '../database/connect.ts';
import type { House, Listener } from '../house.ts';
import { readEvent } from './read.ts';

/** All listeners by topic, each with the name under which its deliveries are remembered. */
export type Listeners = ReadonlyMap<string, readonly { readonly name: string; readonly hear: Listener }[]>;

const batch = 500;
const pause = 100;

/**
 * Empties the event queue: each event becomes one job per listener (retried with growing pauses by the job runner) and one
 * live notice. Polling instead of a NOTIFY per act keeps the commits of busy writers from queueing behind each other.
 */
export function startRelay(db: Database, listeners: Listeners, onFault: (error: unknown) => void): () => Promise<void> {
  let stopped = false;
  const turn = async () => {
    while (!stopped) {
      const taken = await relayOnce(db, listeners).catch((error: unknown) => {
        if (!stopped) onFault(error);
        return 0;
      });
      if (taken < batch && !stopped) await new Promise((wake) => setTimeout(wake, pause));
    }
  };
  const running = turn();
  return async () => {
    stopped = true;
    await running;
  };
}

/** One round of the relay. Returns how many events were taken. */
export function relayOnce(db: Database, listeners: Listeners): Promise<number> {
  return db.begin(async (tx) => {
    const events = await tx<{ id: string; topic: string; organ: string | null; region: string | null; about: string | null }[]>`
      with taken as (delete from event_queue where event_id in (select event_id from event_queue order by event_id limit ${batch} for update skip locked) returning event_id)
      select id, topic, organ, region, about from events where id in (select event_id from taken)`;
    if (events.length === 0) return 0;
    const jobs = events.flatMap((event) => (listeners.get(event.topic) ?? []).map(({ name }) => ({ identifier: 'hear', payload: { eventId: event.id, listener: name } })));
    if (jobs.length > 0) {
      await tx`select graphile_worker.add_jobs(array(select json_populate_record(null::graphile_worker.job_spec, job) from json_array_elements(${tx.json(jobs)}::json) job))`;
    }
    await tx`select pg_notify('live', event) from unnest(${events.map((event) => JSON.stringify(event))}::text[]) event`;
    return events.length;
  });
}

/** The job that lets one listener hear one event, once. */
export const hearJob = (listeners: Listeners) => async ({ eventId, listener }: { eventId: string; listener: string }, house: House) => {
  await house.db.begin(async (tx) => {
    const first = await tx`insert into event_deliveries (event_id, listener) values (${eventId}, ${listener}) on conflict do nothing returning 1`;
    const event = first.length > 0 ? await readEvent(tx, eventId) : null;
    if (!event) return;
    const hear = listeners.get(event.topic)?.find(({ name }) => name === listener)?.hear;
    if (!hear) throw new Error(`Event ${event.topic} is addressed to ${listener}, which this program does not have.`);
    await hear(event, house, tx);
  });
};

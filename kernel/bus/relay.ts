import type { Database, Db } from '../database/connect.ts';
import { limited } from '../database/limit.ts';
import type { House, Listener, ListenerToMany } from '../house.ts';
import { addJob } from '../jobs/jobs.ts';
import type { StoredEvent } from './outbox.ts';

/** All listeners by topic, each with the name under which its deliveries are remembered. */
export type Listeners = ReadonlyMap<string, readonly { readonly name: string; readonly hear: Listener }[]>;

const batch = 500;
const pause = 100;
/** How many events one job hears at most. */
const together = 100;

/**
 * Empties the event queue: the events of a round become one job per listener (retried with growing pauses by the job runner) and
 * each of them one live notice. Polling instead of a NOTIFY per act keeps the commits of busy writers from queueing behind each other.
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
      with taken as (delete from event_queue where event_id in (select event_id from event_queue order by event_id ${limited(tx, batch)} for update skip locked) returning event_id)
      select id, topic, organ, region, about from events where id in (select event_id from taken)`;
    if (events.length === 0) return 0;
    const jobs = jobsFor(events, listeners);
    if (jobs.length > 0) {
      await tx`select graphile_worker.add_jobs(array(select json_populate_record(null::graphile_worker.job_spec, job) from json_array_elements(${tx.json(jobs)}::json) job))`;
    }
    await tx`select pg_notify('live', event) from unnest(${events.map((event) => JSON.stringify(event))}::text[]) event`;
    return events.length;
  });
}

/** One job for each listener and topic, with all its events of this round; what a job holds is bounded. */
function jobsFor(events: readonly { readonly id: string; readonly topic: string }[], listeners: Listeners) {
  const byTopic = Map.groupBy(events, ({ topic }) => topic);
  return [...byTopic].flatMap(([topic, told]) => (listeners.get(topic) ?? []).flatMap(({ name }) =>
    chunks(told.map(({ id }) => id), together).map((eventIds) => ({ identifier: 'hear', payload: { eventIds, listener: name } }))));
}

const chunks = <T>(list: readonly T[], size: number): T[][] => Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));

/** Makes a listener of one that hears several events in one go; alone, an event is several of one. */
export const inOneGo = (many: ListenerToMany): Listener => Object.assign((event: StoredEvent, house: House, tx: Db) => many([event], house, tx), { many });

/** What a job says: the listener and its events. `eventId` is what an older program ordered. */
type Hearing = { readonly listener: string; readonly eventIds?: readonly string[]; readonly eventId?: string };

/**
 * The job that lets one listener hear its events, each once. Those of a listener to many are heard in one transaction; where that
 * fails, and for all other listeners, each event has its own. An event that fails then comes back alone, holding up no other.
 */
export const hearJob = (listeners: Listeners) => async ({ listener, eventIds = [], eventId }: Hearing, house: House) => {
  const ids = eventId === undefined ? eventIds : [eventId];
  const hear = async (some: readonly string[]) => house.db.begin((tx) => hearIn(tx, house, listeners, listener, some));
  const many = [...listeners.values()].flat().find(({ name }) => name === listener)?.hear.many;
  if (many && ids.length > 1 && await hear(ids).then(() => true, () => false)) return;
  if (ids.length === 1) return hear(ids);
  for (const id of ids) await hear([id]).catch(() => addJob(house.db, 'hear', { listener, eventIds: [id] }));
};

async function hearIn(tx: Db, house: House, listeners: Listeners, listener: string, ids: readonly string[]): Promise<void> {
  const events = await tx<StoredEvent[]>`
    with first as (insert into event_deliveries (event_id, listener) select id, ${listener} from unnest(${[...ids]}::uuid[]) id on conflict do nothing returning event_id)
    select id, topic, about, trace_id as "traceId", organ, region, payload from events where id = any(${[...ids]}::uuid[]) and id in (select event_id from first) order by id`;
  if (events.length === 0) return;
  const hear = listeners.get(events[0]?.topic ?? '')?.find(({ name }) => name === listener)?.hear;
  if (!hear) throw new Error(`Event ${events[0]?.topic ?? ''} is addressed to ${listener}, which this program does not have.`);
  if (hear.many) return hear.many(events, house, tx);
  for (const event of events) await hear(event, house, tx);
}

import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import type { Matter } from './matter.ts';
import { closed } from './personal.ts';

/** One line of the timeline to be written. */
export type NewAct = {
  /** Given where something else refers to it. */
  readonly id?: string;
  readonly act: string;
  readonly title: string;
  readonly fromState: string | null;
  readonly toState: string;
  readonly accountId: string | null;
  readonly actor: string;
  readonly organ: string | null;
  readonly reason: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly files: readonly string[];
  readonly address: string | null;
};

/** The event the act tells the house of. */
export type Told = { readonly topic: string; readonly payload: Readonly<Record<string, unknown>> };

/** What an act brings with it: files of the reader that are kept with the matter, and a message to everybody who reported it. */
export type Also = { readonly files?: readonly string[]; readonly message?: string | null };

/**
 * Writes a new matter with its first act, its event, its audit entry and its files in one statement, one round trip.
 * `search` holds the index words of title and form.
 */
export async function insertMatter(tx: Db, house: House, matter: Omit<Matter, 'version' | 'endedAt' | 'outcome'>, search: string, act: NewAct, told: Told, also: Also = {}): Promise<void> {
  const m = matter;
  const { form, sealed } = await closed(tx, house, m);
  await tx`
    with opened as (
      insert into matters (id, type, kind, number, title, state, organ, post, region, lon, lat, address, level, source, subject_id, opened_by, mandate_id, assisted, sealed, closed_up,
        form, answers, materials, dispatched, handler_id, waits, parent_id, trace_id, opened_at, state_since, due_at, promise_due_at, clock_from, stops, demo, search)
      values (${m.id}, ${m.type}, ${m.kind}, ${m.number}, ${m.title}, ${m.state}, ${m.organ}, ${m.post}, ${m.region}, ${m.lon}, ${m.lat}, ${m.address}, ${m.level}, ${m.source}, ${m.subjectId}, ${m.openedBy}, ${m.mandateId}, ${m.assisted}, ${sealed}, true,
        ${tx.json(form as never)}, ${tx.json(m.answers)}, ${tx.json(m.materials as never)}, ${m.dispatched}, ${m.handlerId}, ${m.waits}, ${m.parentId}, ${m.traceId}, ${m.openedAt}, ${m.stateSince}, ${m.dueAt}, ${m.promiseDueAt}, ${m.clockFrom}, ${tx.json(m.stops as never)}, ${m.demo}, to_tsvector('simple', ${search}))
    ), ${traces(tx, m, act, told, also, false)}`;
}

/**
 * Moves a matter on from the version that was read, again in one statement. Returns false, with nothing written, when
 * somebody else was faster.
 */
export async function updateMatter(tx: Db, house: House, matter: Matter, act: NewAct, told: Told, also: Also = {}): Promise<boolean> {
  const m = matter;
  const { form, sealed } = await closed(tx, house, m);
  const moved = await tx`
    with moved as (
      update matters set state = ${m.state}, outcome = ${m.outcome}, organ = ${m.organ}, post = ${m.post}, level = ${m.level}, form = ${tx.json(form as never)}, sealed = ${sealed}, contact = null, closed_up = true, materials = ${tx.json(m.materials as never)},
        dispatched = ${m.dispatched}, handler_id = ${m.handlerId}, waits = ${m.waits}, late_told_at = null, state_since = ${m.stateSince}, due_at = ${m.dueAt}, promise_due_at = ${m.promiseDueAt}, clock_from = ${m.clockFrom},
        stops = ${tx.json(m.stops as never)}, ended_at = ${m.endedAt}, merged_into = ${m.mergedInto}, version = version + 1
      where id = ${m.id} and version = ${m.version} returning id
    ), ${traces(tx, m, act, told, also, true)}`;
  return moved.length === 1;
}

/** The act, its event, its audit entry and what it brings with it, written together; `tied` to a row that was really changed. */
function traces(tx: Db, m: Pick<Matter, 'id' | 'traceId' | 'organ' | 'region' | 'title' | 'openedBy' | 'subjectId' | 'mandateId' | 'assisted'>, act: NewAct, told: Told, { files = [], message = null }: Also, tied: boolean) {
  const eventId = newId();
  const [only, and] = tied ? [tx` from moved`, tx`, moved`] : [tx``, tx``];
  const kept = files.length === 0 ? tx`` : tx`
    kept as (insert into file_links (file_id, object, object_id, may, organ, region)
      select file, 'matter', ${m.id}, 'matter.read', ${m.organ}, ${m.region} from (select distinct unnest(${[...files]}::uuid[]) as file) files${and}
      on conflict (file_id, object, object_id) do update set may = excluded.may, organ = excluded.organ, region = excluded.region),`;
  const noticed = message === null ? tx`` : tx`
    noticed as (insert into notices (id, account_id, title, body, about) select uuid_v7(), account, ${m.title}, ${message}, ${m.id}::uuid
      from (select ${m.openedBy}::uuid as account union select account_id from matter_reporters where matter_id = ${m.id}${m.assisted || m.mandateId !== null ? tx` union select id from accounts where subject_id = ${m.subjectId} and closed_at is null` : tx``}) accounts${and} where account is not null),`;
  return tx`
    acted as (insert into matter_acts (id, matter_id, act, title, from_state, to_state, account_id, actor, organ, reason, data, files)
      select ${act.id ?? newId()}::uuid, ${m.id}::uuid, ${act.act}, ${act.title}, ${act.fromState}::text, ${act.toState}, ${act.accountId}::uuid, ${act.actor}, ${act.organ}::text, ${act.reason}::text, ${tx.json(act.data as never)}::jsonb, ${[...act.files]}::uuid[]${only}),${kept}${noticed}
    told as (insert into events (id, topic, about, trace_id, organ, region, payload)
      select ${eventId}::uuid, ${told.topic}, ${m.id}::uuid, ${m.traceId}, ${m.organ}, ${m.region}, ${tx.json(told.payload as never)}::jsonb${only}),
    queued as (insert into event_queue (event_id) select ${eventId}::uuid${only}),
    audited as (insert into audit_entries (id, account_id, act, object, object_id, trace_id, address, detail)
      select ${newId()}::uuid, ${act.accountId}::uuid, ${`matter.${act.act}`}, 'matter', ${m.id}::text, ${m.traceId}, ${act.address}::inet, jsonb_build_object('called', ${act.title}::text, 'from', ${act.fromState}::text, 'to', ${act.toState}::text)${only})
    select 1 as done${only}`;
}

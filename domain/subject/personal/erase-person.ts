import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import { addJob } from '#kernel/jobs/jobs.ts';
import type { House } from '#kernel/house.ts';
import { sealedTable } from '#kernel/vault/sealed-table.ts';
import { open, seal } from '#kernel/vault/vault.ts';
import { changesOf, findPerson } from '../persons.ts';
import { allErasers, certify, eraseTables, type Certificate, type Erased } from './erase.ts';
import type { Sought, Step } from './sought.ts';

const erasures = sealedTable('erasures');
type Row = { readonly id: string; readonly subject_id: string; readonly matter_id: string | null; readonly request: string | null; readonly account_id: string | null; readonly trace_id: string; readonly sealed: Buffer };
/** How long a search waits for tables that are just being read. */
const comeBackSeconds = 15;

/**
 * Deletes a person's data: in every table at once, in the caller's transaction; in data files and stored files by a job that
 * the same transaction orders. Each half has its certificate.
 */
export async function erasePerson(tx: Db, house: House, subjectId: string, by: { matterId: string; number: string; accountId: string | null; traceId: string }): Promise<Certificate> {
  const person = await findPerson(tx, house, subjectId);
  if (person) {
    const before = (await changesOf(tx, house, subjectId)).map((change) => change.before['phone']);
    const phones = [...new Set([person.phone, ...before].filter((phone): phone is string => typeof phone === 'string' && phone.length >= 7))];
    const id = newId(house.clock.now());
    const sought: Sought = { idNumber: person.idNumber, name: person.name, phones };
    await tx`insert into erasures (id, subject_id, matter_id, request, account_id, trace_id, sealed) values (${id}, ${subjectId}, ${by.matterId}, ${by.number}, ${by.accountId}, ${by.traceId}, ${await seal(house, tx, sought, erasures.context(id))})`;
    await orderSearch(tx, id);
  }
  return eraseTables(tx, house, subjectId, by);
}

const orderSearch = (tx: Db, id: string, at?: Date) => addJob(tx, 'erase-copies', { erasureId: id }, { key: `erase-copies ${id}`, ...(at ? { at } : {}) });

/** Orders again what a kill has left undone. Called at start. */
export async function resumeErasures(db: Db): Promise<void> {
  for (const { id } of await db<{ id: string }[]>`select id from erasures where ended_at is null`) await orderSearch(db, id);
}

/** Whether copies of somebody's data are still being looked for. */
export async function isErasing(db: Db, subjectId: string): Promise<boolean> {
  return (await db`select 1 from erasures where subject_id = ${subjectId} and ended_at is null`).length > 0;
}

/** The job: every place is searched; when all are done, what was sought is forgotten and a certificate says what went. */
export async function eraseCopies({ erasureId }: { erasureId: string }, house: House): Promise<void> {
  const { db } = house;
  const [row] = await db<Row[]>`select id, subject_id, matter_id, request, account_id, trace_id, sealed from erasures where id = ${erasureId} and ended_at is null`;
  if (!row) return;
  const sought = await open<Sought>(house, db, row.sealed, erasures.context(row.id));
  const step: Step = async ({ place, what, entries, kept = 0, why = null, before = null, after = null }) => void (await db`
    insert into erasure_steps (erasure_id, place, what, entries, kept, why, before, after) values (${row.id}, ${place}, ${what}, ${entries}, ${kept}, ${why}, ${before}, ${after})
    on conflict (erasure_id, place, what) do update set entries = greatest(erasure_steps.entries, excluded.entries), kept = excluded.kept, why = excluded.why, after = excluded.after`);
  let whole = true;
  for (const { search } of allErasers()) if (search) whole = (await search(house, sought, step)) && whole;
  if (!whole) return orderSearch(db, row.id, new Date(Date.now() + comeBackSeconds * 1000));
  await db.begin(async (tx) => {
    const ended = await tx`update erasures set ended_at = now(), sealed = null where id = ${row.id} and ended_at is null returning 1`;
    if (ended.length === 0) return;
    const places = await placesOf(tx, row.id);
    const certificate = await certify(tx, house, 'copies', places, { subjectId: row.subject_id, matterId: row.matter_id, request: row.request });
    await audit(tx, { accountId: row.account_id, act: 'person.erase-copies', object: 'person', objectId: row.subject_id, traceId: row.trace_id, subjects: [row.subject_id], detail: { certificate: certificate.id, erased: places.reduce((sum, { erased }) => sum + erased, 0) } });
  });
}

/** What was done, place by place, with the digests of every file that was emptied or removed. */
async function placesOf(tx: Db, erasureId: string): Promise<Erased[]> {
  const steps = await tx<{ place: string; entries: number; kept: number; why: string | null; before: string | null; after: string | null }[]>`
    select place, entries, kept, why, before, after from erasure_steps where erasure_id = ${erasureId} order by place, why nulls first, what`;
  const groups = Map.groupBy(steps, ({ place, why }) => `${place}\n${why ?? ''}`);
  return [...groups.values()].map((each) => ({
    place: each[0]!.place, why: each[0]!.why, erased: each.reduce((sum, { entries }) => sum + entries, 0), kept: each.reduce((sum, { kept }) => sum + kept, 0),
    files: each.flatMap(({ before, after, kept }) => (before === null || kept > 0 ? [] : [{ before, after }])),
  }));
}

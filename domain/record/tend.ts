import { audit } from '#kernel/audit/audit.ts';
import { emit } from '#kernel/bus/outbox.ts';
import { ensureMonths } from '#kernel/database/months.ts';
import type { House, Job } from '#kernel/house.ts';
import { addJob } from '#kernel/jobs/jobs.ts';
import { newTraceId } from '#kernel/http/app.ts';
import { addMonths, dayOf } from '#kernel/time/day.ts';
import type { Cycle } from './define.ts';
import { silence } from './import/store.ts';
import { lakeOf } from './lake/lake.ts';
import { destroyFiles, type Part } from './lake/places.ts';

/** Imports whose worker fell silent are ordered anew; so nothing waits for a process that was killed. */
export const wakeImports: Job = async (_payload, house) => {
  await house.db.begin(async (tx) => {
    const silent = await tx<{ id: string }[]>`select id from imports where state in ('waiting', 'running') and coalesce(beat_at, ordered_at) < now() - ${silence}::interval`;
    for (const { id } of silent) await addJob(tx, 'record-import', { id }, { key: `import:${id}`, maxAttempts: 4 });
  });
};

/** Once an hour: late sources and overdue requests are told, versions past their time destroyed, months made ready. */
export const tendRecords: Job = async (_payload, house) => {
  const today = dayOf(house.clock.now());
  await ensureMonths(house.db, ['shared_calls', 'data_reads'], today, addMonths(today, 2));
  await tellLate(house);
  await urgeRequests(house);
  await destroyOld(house);
};

/** How long each cycle may take before its data are late: the cycle and half of it again. */
const patience: Readonly<Record<Cycle, string | null>> = { realtime: '1 hour', daily: '36 hours', weekly: '10 days', monthly: '45 days', quarterly: '135 days', yearly: '540 days', other: null };

/** Published datasets whose data are later than their cycle promises are marked, and their owner is told once. */
export async function tellLate(house: House): Promise<void> {
  await house.db.begin(async (tx) => {
    const late = await tx<{ id: string; title: string; organ: string; region: string | null; cycle: Cycle; fresh_at: Date }[]>`
      update datasets d set late_since = now() from (select * from jsonb_to_recordset(${tx.json(Object.entries(patience).filter(([, time]) => time !== null).map(([cycle, time]) => ({ cycle, time })))}::jsonb) as p(cycle text, time interval)) p
      where d.status = 'published' and d.late_since is null and d.cycle = p.cycle and d.fresh_at < ${house.clock.now()}::timestamptz - p.time returning d.id, d.title, d.organ, d.region, d.cycle, d.fresh_at`;
    const traceId = newTraceId();
    await emit(tx, late.map((row) => ({ topic: 'dataset.late', about: row.id, traceId, organ: row.organ, region: row.region, payload: { title: row.title, cycle: row.cycle, freshAt: row.fresh_at.toISOString() } })));
  });
}

/** Requests not answered in time are told to the owner, once. */
export async function urgeRequests(house: House): Promise<void> {
  await house.db.begin(async (tx) => {
    const overdue = await tx<{ id: string; owner_organ: string; organ: string; due_on: string; trace_id: string }[]>`
      update data_requests set urged_at = now() where state = 'open' and urged_at is null and due_on < ${dayOf(house.clock.now())} returning id, owner_organ, organ, due_on, trace_id`;
    await emit(tx, overdue.map((row) => ({ topic: 'dataset.request-overdue', about: row.id, traceId: row.trace_id, organ: row.owner_organ, payload: { from: row.organ, dueOn: row.due_on } })));
  });
}

/** Versions no longer current and past their dataset's time are destroyed: the record stays, the rows go, asking for them says so. */
export async function destroyOld(house: House): Promise<void> {
  const old = await house.db<{ dataset_id: string; number: number; parts: Part[]; keep_days: number }[]>`
    select v.dataset_id, v.number, v.parts, d.keep_days from dataset_versions v join datasets d on d.id = v.dataset_id
    where d.keep_days is not null and v.number <> d.current and v.destroyed_at is null and v.made_at < ${house.clock.now()}::timestamptz - make_interval(days => d.keep_days)`;
  for (const version of old) {
    const reason = `保留 ${version.keep_days} 天后销毁 destroyed after ${version.keep_days} days`;
    const alone = await house.db.begin(async (tx) => {
      await tx`update dataset_versions set destroyed_at = ${house.clock.now()}, destroyed_reason = ${reason} where dataset_id = ${version.dataset_id} and number = ${version.number}`;
      const kept = await tx<{ path: string }[]>`select part ->> 'path' as path from dataset_versions, jsonb_array_elements(parts) part where dataset_id = ${version.dataset_id} and destroyed_at is null`;
      await audit(tx, { accountId: null, act: 'dataset.version-destroyed', object: 'dataset', objectId: version.dataset_id, traceId: newTraceId(), detail: { version: version.number, reason } });
      return version.parts.filter((part) => !kept.some(({ path }) => path === part.path));
    });
    await destroyFiles(lakeOf(house), alone.map((part) => part.path));
  }
}

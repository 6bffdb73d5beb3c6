import type { Db } from '#kernel/database/connect.ts';
import { isId } from '#kernel/database/id.ts';
import { audit } from '#kernel/audit/audit.ts';
import { emit } from '#kernel/bus/outbox.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { may, mustMay } from '#domain/subject/reader.ts';
import { ofOrgans } from '#domain/subject/seeks.ts';
import { refuse } from './errors.ts';
import type { Doubt } from './plan/doubts.ts';
import type { Figure } from './plan/figures.ts';
import type { ReadingStep } from './plan/plan.ts';

/** A plan as lists show it. While it is `reading` it has a name and no tasks; `refused` says why. `unled` tasks wait for their lead organ. */
export type PlanLine = {
  readonly id: string; readonly title: string; readonly issuer: string | null; readonly documentNumber: string | null; readonly issuedOn: string | null; readonly organ: string; readonly traceId: string; readonly fileId: string | null;
  readonly state: 'reading' | 'ready' | 'refused'; readonly step: ReadingStep | null; readonly refusal: { readonly code: string; readonly values: Readonly<Record<string, string | number>> } | null;
  readonly releasedAt: Date | null; readonly version: number; readonly tasks: number; readonly released: number; readonly unled: number; readonly leftOut: number; readonly doubtCount: number;
};
export type StoredPlan = PlanLine & { readonly doubts: readonly Doubt[] };
export type Cycle = 'week' | 'month' | 'quarter';
export type StoredTask = {
  readonly ordinal: number; readonly number: string; readonly kind: string; readonly chapters: readonly string[]; readonly title: string; readonly text: string;
  readonly leadNamed: readonly string[]; readonly lead: string | null; readonly responsible: readonly string[]; readonly joint: readonly string[]; readonly due: string | null; readonly dueWords: readonly string[];
  readonly figures: readonly Figure[]; readonly cycle: Cycle; readonly from: number; readonly until: number; readonly leftOut: boolean; readonly releasedAt: Date | null; readonly matter: string | null; readonly version: number;
};

const planColumns = `p.id, p.title, issuer, document_number as "documentNumber", issued_on as "issuedOn", organ, trace_id as "traceId", file_id as "fileId", state, step, refusal, p.released_at as "releasedAt", p.version,
  counts.*, jsonb_array_length(doubts) as "doubtCount"`;
const counts = `left join lateral (
  select count(*) as tasks, count(released_at) as released, count(*) filter (where lead is null and not left_out and released_at is null) as unled, count(*) filter (where left_out) as "leftOut"
  from plan_tasks t where t.plan_id = p.id) counts on true`;
/** The columns of a task under the names of the type. */
export const taskColumns = `ordinal, number, kind, chapters, title, text, lead_named as "leadNamed", lead, responsible, joint, due, due_words as "dueWords", figures, cycle,
  lower(place) as from, upper(place) as until, left_out as "leftOut", released_at as "releasedAt", matter, version`;

/** The plans a reader may see, newest first. */
export const listPlans = (db: Db, reader: Reader) =>
  db<PlanLine[]>`select ${db.unsafe(planColumns)} from plans p ${db.unsafe(counts)} where ${ofOrgans(db, reader, 'plan.read')} order by p.id desc limit 200`;

/** One plan the reader may see; refuses otherwise. */
export async function getPlan(db: Db, reader: Reader, id: string): Promise<StoredPlan> {
  const [plan] = isId(id) ? await db<StoredPlan[]>`select ${db.unsafe(planColumns)}, doubts from plans p ${db.unsafe(counts)} where p.id = ${id}` : [];
  if (!plan || !may(reader, 'plan.read', { organ: plan.organ, region: null })) throw refuse('PLAN_NOT_FOUND');
  return plan;
}

/** The text of a plan as it was read: what the places of its tasks and doubts point into (UTF-16 units). Empty while it is read. */
export async function sourceOfPlan(db: Db, planId: string): Promise<string> {
  const [plan] = await db<{ source: string }[]>`select source from plans where id = ${planId}`;
  return plan?.source ?? '';
}

export const tasksOfPlan = (db: Db, planId: string) => db<StoredTask[]>`select ${db.unsafe(taskColumns)} from plan_tasks where plan_id = ${planId} order by ordinal`;

/** Takes a plan away that was handed in by mistake or could not be read. What has been released stays: it is being worked on. */
export async function discardPlan(tx: Db, reader: Reader, plan: PlanLine, from: { traceId: string; address: string | null }): Promise<void> {
  mustMay(reader, 'plan.import', { organ: plan.organ, region: null });
  const [released] = await tx`select 1 from plan_tasks where plan_id = ${plan.id} and released_at is not null limit 1`;
  if (released) throw refuse('PLAN_RELEASED');
  await tx`delete from plans where id = ${plan.id}`;
  await emit(tx, { topic: 'plan.discarded', about: plan.id, traceId: plan.traceId, organ: plan.organ });
  await audit(tx, { accountId: reader.accountId, act: 'plan.discard', object: 'plan', objectId: plan.id, traceId: from.traceId, address: from.address, detail: { title: plan.title, tasks: plan.tasks } });
}

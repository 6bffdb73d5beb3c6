import type { Db } from '#kernel/database/connect.ts';
import { isId, newId } from '#kernel/database/id.ts';
import { audit } from '#kernel/audit/audit.ts';
import { emit } from '#kernel/bus/outbox.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import type { House } from '#kernel/house.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { may } from '#domain/subject/reader.ts';
import { refuse } from './errors.ts';
import { organMatcher } from './match-organs.ts';
import { importPlan } from './plan/plan.ts';
import type { Figure } from './plan/figures.ts';
import type { Doubt } from './plan/doubts.ts';

export type StoredPlan = { readonly id: string; readonly title: string; readonly issuer: string | null; readonly documentNumber: string | null; readonly issuedOn: string | null; readonly organ: string; readonly doubts: readonly Doubt[]; readonly releasedAt: Date | null; readonly version: number; readonly tasks: number; readonly released: number };
export type StoredTask = {
  readonly ordinal: number; readonly number: string; readonly kind: string; readonly chapters: readonly string[]; readonly title: string; readonly text: string;
  readonly leadNamed: readonly string[]; readonly lead: string | null; readonly responsible: readonly string[]; readonly joint: readonly string[]; readonly due: string | null; readonly dueWords: readonly string[];
  readonly figures: readonly Figure[]; readonly cycle: Cycle; readonly from: number; readonly until: number; readonly leftOut: boolean; readonly releasedAt: Date | null; readonly matter: string | null; readonly version: number;
};
export type Cycle = 'week' | 'month' | 'quarter';
/** What a person may correct in a task. */
export type Correction = Partial<Pick<StoredTask, 'title' | 'text' | 'lead' | 'joint' | 'due' | 'cycle' | 'leftOut'>>;

const planColumns = `p.id, p.title, issuer, document_number as "documentNumber", issued_on as "issuedOn", organ, doubts, p.released_at as "releasedAt", p.version,
  (select count(*) from plan_tasks t where t.plan_id = p.id) as tasks, (select count(*) from plan_tasks t where t.plan_id = p.id and t.released_at is not null) as released`;
const taskColumns = `ordinal, number, kind, chapters, title, text, lead_named as "leadNamed", lead, responsible, joint, due, due_words as "dueWords", figures, cycle,
  lower(place) as from, upper(place) as until, left_out as "leftOut", released_at as "releasedAt", matter, version`;

/** Reads a document and stores the plan with all its tasks in the caller's transaction. Refuses (PLAN_…) what is no plan. */
export async function storePlan(tx: Db, house: House, reader: Reader, bytes: Uint8Array, arrival: { name?: string; type?: string }, from: { traceId: string; address: string | null }): Promise<{ id: string }> {
  const plan = await importPlan(bytes, arrival);
  const match = await organMatcher(house);
  const id = newId();
  await tx`insert into plans (id, title, issuer, document_number, issued_on, source, doubts, organ, imported_by, trace_id)
    values (${id}, ${plan.title ?? arrival.name ?? '未命名方案'}, ${plan.issuer ?? null}, ${plan.documentNumber ?? null}, ${plan.day ?? null}, ${plan.source}, ${tx.json(plan.doubts as never)}, ${reader.organ}, ${reader.accountId}, ${from.traceId})`;
  const rows = plan.tasks.map((task) => ({
    ordinal: task.ordinal, number: task.number, kind: task.kind, chapters: task.chapters, title: task.title, text: task.text,
    lead_named: task.lead.map((unit) => unit.full), lead: task.lead.map((unit) => match(unit.full)?.id ?? match(unit.name)?.id).find((organ) => organ !== undefined) ?? null,
    responsible: task.responsible.map((unit) => unit.full), joint: [...new Set(task.responsible.map((unit) => match(unit.full)?.id ?? match(unit.name)?.id).filter((organ) => organ !== undefined))],
    due: task.deadlines.map((deadline) => deadline.day).filter((day) => day !== undefined).toSorted().at(-1) ?? null, due_words: task.deadlines.map((deadline) => deadline.words),
    figures: task.figures, place: `[${task.place.start},${task.place.end})`, left_out: task.kind !== 'task' && task.lead.length + task.responsible.length === 0,
  }));
  await tx`insert into plan_tasks (plan_id, ordinal, number, kind, chapters, title, text, lead_named, lead, responsible, joint, due, due_words, figures, place, left_out)
    select ${id}, ordinal, number, kind, chapters, title, text, lead_named, lead, responsible, joint, due, due_words, figures, place, left_out
    from jsonb_to_recordset(${tx.json(rows as never)}::jsonb) as row(ordinal int, number text, kind text, chapters text[], title text, text text, lead_named text[], lead text, responsible text[], joint text[], due date, due_words text[], figures jsonb, place int4range, left_out boolean)`;
  await audit(tx, { accountId: reader.accountId, act: 'plan.import', object: 'plan', objectId: id, traceId: from.traceId, address: from.address, detail: { tasks: rows.length } });
  return { id };
}

/** The plans a reader may see, newest first. */
export const listPlans = (db: Db, reader: Reader) =>
  db<StoredPlan[]>`select ${db.unsafe(planColumns)} from plans p where ${may(reader, 'plan.read', { organ: 'any other organ', region: null }) ? db`true` : db`organ = ${reader.organ}`} order by p.id desc limit 100`;

/** One plan the reader may see; refuses otherwise. */
export async function getPlan(db: Db, reader: Reader, id: string): Promise<StoredPlan & { source: string; traceId: string }> {
  const [plan] = isId(id) ? await db<(StoredPlan & { source: string; traceId: string })[]>`select ${db.unsafe(planColumns)}, source, trace_id as "traceId" from plans p where id = ${id}` : [];
  if (!plan || !may(reader, 'plan.read', { organ: plan.organ, region: null })) throw refuse('PLAN_NOT_FOUND');
  return plan;
}

export const tasksOfPlan = (db: Db, planId: string) => db<StoredTask[]>`select ${db.unsafe(taskColumns)} from plan_tasks where plan_id = ${planId} order by ordinal`;

/** A person corrects one task; released tasks stay as they are. `version` guards against two people at once. */
export async function correctTask(tx: Db, reader: Reader, planId: string, ordinal: number, correction: Correction, version: number | null): Promise<StoredTask> {
  const [task] = await tx<StoredTask[]>`select ${tx.unsafe(taskColumns)} from plan_tasks where plan_id = ${planId} and ordinal = ${ordinal} for update`;
  if (!task) throw refuse('PLAN_NOT_FOUND');
  if (task.releasedAt) throw refuse('PLAN_TASK_RELEASED', { ordinal });
  if (version !== null && version !== task.version) throw refuseCommon('STALE');
  const next = { ...task, ...correction };
  const [saved] = await tx<StoredTask[]>`update plan_tasks set title = ${next.title}, text = ${next.text}, lead = ${next.lead}, joint = ${[...next.joint]}, due = ${next.due}, cycle = ${next.cycle}, left_out = ${next.leftOut}, corrected_by = ${reader.accountId}, version = version + 1
    where plan_id = ${planId} and ordinal = ${ordinal} returning ${tx.unsafe(taskColumns)}`;
  if (!saved) throw refuse('PLAN_NOT_FOUND');
  return saved;
}

/**
 * Releases tasks: each is told upwards (`plan.task-released`), where a matter type that opens on it makes it a supervised matter.
 * Refuses, releasing nothing, while a task has no lead organ; every such task is named.
 */
export async function releasePlan(tx: Db, reader: Reader, plan: { id: string; title: string; traceId: string }, ordinals: readonly number[] | null, from: { traceId: string; address: string | null }): Promise<number> {
  const open = (await tx<StoredTask[]>`select ${tx.unsafe(taskColumns)} from plan_tasks where plan_id = ${plan.id} and released_at is null and not left_out order by ordinal for update`).filter((task) => ordinals === null || ordinals.includes(task.ordinal));
  if (open.length === 0) throw refuse('PLAN_NOTHING_TO_RELEASE');
  const missing = open.filter((task) => task.lead === null);
  if (missing.length > 0) throw refuse('PLAN_NOT_READY', { count: missing.length }, missing.map((task) => ({ pointer: `/tasks/${task.ordinal}/lead`, zh: `“${task.title}”没有牵头单位（原文：${task.leadNamed.join('、') || '未写明'}）`, en: `“${task.title}” has no lead organ (document: ${task.leadNamed.join(', ') || 'none named'})` })));
  await tx`update plan_tasks set released_at = now() where plan_id = ${plan.id} and ordinal = any(${open.map((task) => task.ordinal)})`;
  await tx`update plans set released_at = coalesce(released_at, now()), version = version + 1 where id = ${plan.id}`;
  await emit(tx, open.map((task) => ({
    topic: 'plan.task-released', about: plan.id, traceId: plan.traceId, organ: task.lead,
    payload: { origin: `plan:${plan.id}:${task.ordinal}`, plan: plan.title, number: task.number, title: task.title, text: task.text, lead: task.lead, joint: task.joint, responsible: task.responsible, due: task.due, cycle: task.cycle, figures: task.figures.filter((figure) => figure.role === 'target').map((figure) => figure.words), by: reader.accountId },
  })));
  await audit(tx, { accountId: reader.accountId, act: 'plan.release', object: 'plan', objectId: plan.id, traceId: from.traceId, address: from.address, detail: { tasks: open.map((task) => task.ordinal) } });
  return open.length;
}

/** Remembers which matter a task became. */
export async function rememberMatter(tx: Db, origin: string, number: string): Promise<void> {
  const [, planId, ordinal] = origin.split(':');
  if (planId && isId(planId)) await tx`update plan_tasks set matter = ${number} where plan_id = ${planId} and ordinal = ${Number(ordinal)}`;
}

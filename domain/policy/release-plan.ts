import type { Db } from '#kernel/database/connect.ts';
import { isId } from '#kernel/database/id.ts';
import { audit } from '#kernel/audit/audit.ts';
import { emit } from '#kernel/bus/outbox.ts';
import type { House } from '#kernel/house.ts';
import { organName } from '#domain/subject/organs.ts';
import { mustMay, type Reader } from '#domain/subject/reader.ts';
import { refuse } from './errors.ts';
import { organMatcher } from './match-organs.ts';
import { taskColumns, type PlanLine, type StoredTask } from './plans.ts';

/**
 * Releases tasks, all or those of the given ordinals: each is told upwards (`plan.task-released`), where a matter type that opens on it
 * makes it a supervised matter. Refuses, releasing nothing, while one of them has no lead organ; every such task is named.
 */
export async function releasePlan(tx: Db, house: House, reader: Reader, plan: PlanLine, ordinals: readonly number[] | null, from: { traceId: string; address: string | null }): Promise<number> {
  mustMay(reader, 'plan.release', { organ: plan.organ, region: null });
  const open = (await tx<StoredTask[]>`select ${tx.unsafe(taskColumns)} from plan_tasks where plan_id = ${plan.id} and released_at is null and not left_out order by ordinal for update`).filter((task) => ordinals === null || ordinals.includes(task.ordinal));
  if (open.length === 0) throw refuse('PLAN_NOTHING_TO_RELEASE');
  const missing = open.filter((task) => task.lead === null);
  if (missing.length > 0) throw refuse('PLAN_NOT_READY', { count: missing.length }, missing.map((task) => ({ pointer: `/tasks/${task.ordinal}/lead`, zh: `“${task.title}”没有牵头单位（原文：${task.leadNamed.join('、') || '未写明'}）`, en: `“${task.title}” has no lead organ (document: ${task.leadNamed.join(', ') || 'none named'})` })));
  await tx`update plan_tasks set released_at = now() where plan_id = ${plan.id} and ordinal = any(${open.map((task) => task.ordinal)})`;
  await tx`update plans set released_at = coalesce(released_at, now()), version = version + 1 where id = ${plan.id}`;
  const match = await organMatcher(house, tx);
  // Units this city does not have (各县区, 驻市单位) stay in the words of the document; the others as a person has put them right.
  const responsible = (task: StoredTask) => [...new Set([...task.joint.map((organ) => organName(house, organ)), ...task.responsible.filter((name) => match(name) === null)])];
  await emit(tx, open.map((task) => ({
    topic: 'plan.task-released', about: plan.id, traceId: plan.traceId, organ: task.lead,
    payload: { origin: `plan:${plan.id}:${task.ordinal}`, plan: plan.title, number: task.number, title: task.title, text: task.text, lead: task.lead, joint: task.joint, responsible: responsible(task), due: task.due, cycle: task.cycle, figures: task.figures.filter((figure) => figure.role === 'target').map((figure) => figure.words), by: reader.accountId },
  })));
  await audit(tx, { accountId: reader.accountId, act: 'plan.release', object: 'plan', objectId: plan.id, traceId: from.traceId, address: from.address, detail: { tasks: open.map((task) => task.ordinal) } });
  return open.length;
}

/** Remembers which matter a task became. */
export async function rememberMatter(tx: Db, origin: string, number: string): Promise<void> {
  const [, planId, ordinal] = origin.split(':');
  if (!planId || !isId(planId)) return;
  const [plan] = await tx<{ id: string; organ: string; traceId: string }[]>`
    with remembered as (update plan_tasks set matter = ${number} where plan_id = ${planId} and ordinal = ${Number(ordinal)} returning plan_id)
    select id, organ, trace_id as "traceId" from plans where id in (select plan_id from remembered)`;
  if (plan) await emit(tx, { topic: 'plan.task-opened', about: plan.id, traceId: plan.traceId, organ: plan.organ, payload: { number } });
}

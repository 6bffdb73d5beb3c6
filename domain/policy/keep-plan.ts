import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import { audit } from '#kernel/audit/audit.ts';
import { emit } from '#kernel/bus/outbox.ts';
import type { Refusal } from '#kernel/errors/refusal.ts';
import { linkFiles } from '#kernel/files/table.ts';
import type { House } from '#kernel/house.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { organMatcher, type OrganMatcher } from './match-organs.ts';
import type { Plan, ReadingStep } from './plan/plan.ts';
import type { PlanTask } from './plan/tasks.ts';

/** Puts a plan into the list before it is read: its name, its document, who handed it in. */
export async function beginPlan(tx: Db, reader: Reader, handedIn: { name: string; fileId: string }, traceId: string): Promise<string> {
  const id = newId();
  await tx`insert into plans (id, title, source, organ, imported_by, trace_id, state, file_id) values (${id}, ${handedIn.name}, '', ${reader.organ}, ${reader.accountId}, ${traceId}, 'reading', ${handedIn.fileId})`;
  await linkFiles(tx, [handedIn.fileId], { object: 'plan', objectId: id, may: 'plan.read', organ: reader.organ, region: null });
  return id;
}

/** Says how far the reading has come. */
export const tellStep = (db: Db, planId: string, step: ReadingStep) => db`update plans set step = ${step} where id = ${planId} and state = 'reading'`;

/** Stores what was read, matched to the organs of this city. Does nothing when the plan is no longer waiting to be read. */
export async function keepPlan(tx: Db, house: House, planId: string, plan: Plan, address: string | null = null): Promise<void> {
  const [kept] = await tx<{ organ: string; importedBy: string; traceId: string }[]>`
    update plans set state = 'ready', step = null, title = coalesce(${plan.title ?? null}, title), issuer = ${plan.issuer ?? null}, document_number = ${plan.documentNumber ?? null}, issued_on = ${plan.day ?? null}, source = ${plan.source}, doubts = ${tx.json(plan.doubts as never)}
    where id = ${planId} and state = 'reading' returning organ, imported_by as "importedBy", trace_id as "traceId"`;
  if (!kept) return;
  const match = await organMatcher(house, tx);
  const rows = plan.tasks.map((task) => rowOf(task, match));
  await tx`insert into plan_tasks (plan_id, ordinal, number, kind, chapters, title, text, lead_named, lead, responsible, joint, due, due_words, figures, place, left_out)
    select ${planId}, ordinal, number, kind, chapters, title, text, lead_named, lead, responsible, joint, due, due_words, figures, place, left_out
    from jsonb_to_recordset(${tx.json(rows as never)}::jsonb) as row(ordinal int, number text, kind text, chapters text[], title text, text text, lead_named text[], lead text, responsible text[], joint text[], due date, due_words text[], figures jsonb, place int4range, left_out boolean)`;
  await emit(tx, { topic: 'plan.ready', about: planId, traceId: kept.traceId, organ: kept.organ, payload: { tasks: rows.length } });
  await audit(tx, { accountId: kept.importedBy, act: 'plan.import', object: 'plan', objectId: planId, traceId: kept.traceId, address, detail: { tasks: rows.length } });
}

/** Keeps why a document is no plan, for the person who handed it in and has gone on to other work. */
export async function keepRefusal(tx: Db, planId: string, { code, values }: Refusal): Promise<void> {
  const [kept] = await tx<{ organ: string; traceId: string }[]>`update plans set state = 'refused', step = null, refusal = ${tx.json({ code, values })} where id = ${planId} and state = 'reading' returning organ, trace_id as "traceId"`;
  if (kept) await emit(tx, { topic: 'plan.refused', about: planId, traceId: kept.traceId, organ: kept.organ, payload: { code } });
}

/** The first lead unit this city has leads; all others named are joint. An entry that asks nobody for anything (aims, background) is left out of the release until a person says otherwise. */
function rowOf(task: PlanTask, match: OrganMatcher) {
  const organs = (units: readonly { full: string; name: string }[]) => units.flatMap((unit) => match(unit.full)?.id ?? match(unit.name)?.id ?? []);
  const [lead = null, ...otherLeads] = organs(task.lead);
  return {
    ordinal: task.ordinal, number: task.number, kind: task.kind, chapters: task.chapters, title: task.title, text: task.text,
    lead_named: task.lead.map((unit) => unit.full), lead, responsible: task.responsible.map((unit) => unit.full), joint: [...new Set([...otherLeads, ...organs(task.responsible)])].filter((organ) => organ !== lead),
    due: task.deadlines.map((deadline) => deadline.day).filter((day) => day !== undefined).toSorted().at(-1) ?? null, due_words: task.deadlines.map((deadline) => deadline.words),
    figures: task.figures, place: `[${task.place.start},${task.place.end})`, left_out: task.kind !== 'task' && task.lead.length + task.responsible.length === 0,
  };
}

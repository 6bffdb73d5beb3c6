import type { Db } from '#kernel/database/connect.ts';
import { audit } from '#kernel/audit/audit.ts';
import { emit } from '#kernel/bus/outbox.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import type { House } from '#kernel/house.ts';
import { allOrgans } from '#domain/subject/organs.ts';
import { mustMay, type Reader } from '#domain/subject/reader.ts';
import { refuse } from './errors.ts';
import { nameKey, organMatcher, type OrganMatcher } from './match-organs.ts';
import { taskColumns, type PlanLine, type StoredTask } from './plans.ts';

/** What a person may correct in a task. `targets` are the places in its list of figures that somebody is held to. */
export type Correction = Partial<Pick<StoredTask, 'number' | 'title' | 'text' | 'lead' | 'joint' | 'due' | 'cycle' | 'leftOut'>> & { readonly targets?: readonly number[] };

/** A person corrects one task; released tasks stay as they are. `isSeen` says whether the version is the one the person looked at (STALE otherwise). */
export async function correctTask(tx: Db, house: House, reader: Reader, plan: PlanLine, ordinal: number, correction: Correction, isSeen: (version: number) => boolean): Promise<StoredTask> {
  mustMay(reader, 'plan.import', { organ: plan.organ, region: null });
  await mustBeOrgans(house, [...(correction.lead ? [['/lead', correction.lead] as const] : []), ...(correction.joint ?? []).map((organ, at) => [`/joint/${at}`, organ] as const)]);
  const [task] = await tx<StoredTask[]>`select ${tx.unsafe(taskColumns)} from plan_tasks where plan_id = ${plan.id} and ordinal = ${ordinal} for update`;
  if (!task) throw refuse('PLAN_NOT_FOUND');
  if (task.releasedAt) throw refuse('PLAN_TASK_RELEASED', { ordinal });
  if (!isSeen(task.version)) throw refuseCommon('STALE');
  const next = { ...task, ...correction };
  const { targets } = correction;
  const figures = targets ? task.figures.map((figure, at) => ({ ...figure, role: targets.includes(at) ? 'target' : 'mention' })) : task.figures;
  const [saved] = await tx<StoredTask[]>`
    update plan_tasks set number = ${next.number}, title = ${next.title}, text = ${next.text}, lead = ${next.lead}, joint = ${next.joint.filter((organ) => organ !== next.lead)}, due = ${next.due}, cycle = ${next.cycle}, left_out = ${next.leftOut},
      figures = ${tx.json(figures as never)}, corrected_by = ${reader.accountId}, version = version + 1
    where plan_id = ${plan.id} and ordinal = ${ordinal} returning ${tx.unsafe(taskColumns)}`;
  await tellCorrected(tx, plan, [ordinal]);
  return saved!;
}

/**
 * A person says which organ of this city a document means by a name: every task still without a lead that names it gets that organ,
 * where it stands among the responsible units it becomes joint, and the next plan is matched by it. `named` null: the tasks whose
 * plan names nobody. Returns the tasks that changed.
 */
export async function sayWhoIsMeant(tx: Db, house: House, reader: Reader, plan: PlanLine, named: string | null, organ: string, from: { traceId: string; address: string | null }): Promise<StoredTask[]> {
  mustMay(reader, 'plan.import', { organ: plan.organ, region: null });
  await mustBeOrgans(house, [['/organ', organ]]);
  const open = await tx<StoredTask[]>`select ${tx.unsafe(taskColumns)} from plan_tasks where plan_id = ${plan.id} and released_at is null and ${named === null ? tx`lead_named = '{}'` : tx`(${named} = any(lead_named) or ${named} = any(responsible))`} order by ordinal for update`;
  if (named !== null) await tx`insert into plan_unit_names (name, organ, chosen_by) values (${nameKey(named)}, ${organ}, ${reader.accountId}) on conflict (name) do update set organ = excluded.organ, chosen_by = excluded.chosen_by, chosen_at = now()`;
  const match = await organMatcher(house, tx);
  const meant = open.map((task) => ({ task, next: meantIn(task, named, organ, match) })).filter(({ task, next }) => next.lead !== task.lead || next.joint.join() !== task.joint.join());
  const changed = await tx<StoredTask[]>`
    update plan_tasks set lead = said_lead, joint = said_joint, corrected_by = ${reader.accountId}, version = version + 1
    from jsonb_to_recordset(${tx.json(meant.map(({ task, next }) => ({ at: task.ordinal, said_lead: next.lead, said_joint: next.joint })) as never)}::jsonb) as meant(at int, said_lead text, said_joint text[]) where plan_id = ${plan.id} and ordinal = at
    returning ${tx.unsafe(taskColumns)}`;
  if (changed.length > 0) await tellCorrected(tx, plan, changed.map(({ ordinal }) => ordinal));
  await audit(tx, { accountId: reader.accountId, act: 'plan.name-unit', object: 'plan', objectId: plan.id, traceId: from.traceId, address: from.address, detail: { named, organ, tasks: changed.length } });
  return changed;
}

/** The lead where it was open, the joint organs in the order of the document, those added by hand after them. */
function meantIn(task: StoredTask, named: string | null, organ: string, match: OrganMatcher): Pick<StoredTask, 'lead' | 'joint'> {
  const lead = task.lead ?? (task.leftOut || (named !== null && !task.leadNamed.includes(named)) ? null : organ);
  const inOrder = [...task.leadNamed, ...task.responsible].flatMap((name) => match(name)?.id ?? []).filter((each) => each === organ ? named !== null : task.joint.includes(each));
  return { lead, joint: [...new Set([...inOrder, ...task.joint])].filter((each) => each !== lead) };
}

const tellCorrected = (tx: Db, plan: PlanLine, tasks: readonly number[]) => emit(tx, { topic: 'plan.corrected', about: plan.id, traceId: plan.traceId, organ: plan.organ, payload: { tasks } });

async function mustBeOrgans(house: House, given: readonly (readonly [pointer: string, organ: string])[]): Promise<void> {
  const known = new Set((await allOrgans(house)).map(({ id }) => id));
  const wrong = given.filter(([, organ]) => !known.has(organ));
  if (wrong.length > 0) throw refuseCommon('INPUT_INVALID', { count: wrong.length }, wrong.map(([pointer, organ]) => ({ pointer, zh: `本市没有“${organ}”这个单位`, en: `The city has no organ “${organ}”` })));
}

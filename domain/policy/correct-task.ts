import type { Db } from '#kernel/database/connect.ts';
import { audit } from '#kernel/audit/audit.ts';
import { emit } from '#kernel/bus/outbox.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import type { House } from '#kernel/house.ts';
import { allOrgans } from '#domain/subject/organs.ts';
import { mustMay, type Reader } from '#domain/subject/reader.ts';
import { refuse } from './errors.ts';
import { nameKey } from './match-organs.ts';
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
  const open = tx`plan_id = ${plan.id} and released_at is null`;
  const led = await tx<StoredTask[]>`
    update plan_tasks set lead = ${organ}, joint = array_remove(joint, ${organ}), corrected_by = ${reader.accountId}, version = version + 1
    where ${open} and lead is null and not left_out and ${named === null ? tx`lead_named = '{}'` : tx`${named} = any(lead_named)`} returning ${tx.unsafe(taskColumns)}`;
  const joined = named === null ? [] : await tx<StoredTask[]>`
    update plan_tasks set joint = array_append(joint, ${organ}), corrected_by = ${reader.accountId}, version = version + 1
    where ${open} and (${named} = any(responsible) or ${named} = any(lead_named)) and lead is distinct from ${organ} and not ${organ} = any(joint) returning ${tx.unsafe(taskColumns)}`;
  if (named !== null) await tx`insert into plan_unit_names (name, organ, chosen_by) values (${nameKey(named)}, ${organ}, ${reader.accountId}) on conflict (name) do update set organ = excluded.organ, chosen_by = excluded.chosen_by, chosen_at = now()`;
  const changed = [...led, ...joined].toSorted((a, b) => a.ordinal - b.ordinal);
  if (changed.length > 0) await tellCorrected(tx, plan, changed.map(({ ordinal }) => ordinal));
  await audit(tx, { accountId: reader.accountId, act: 'plan.name-unit', object: 'plan', objectId: plan.id, traceId: from.traceId, address: from.address, detail: { named, organ, tasks: changed.length } });
  return changed;
}

const tellCorrected = (tx: Db, plan: PlanLine, tasks: readonly number[]) => emit(tx, { topic: 'plan.corrected', about: plan.id, traceId: plan.traceId, organ: plan.organ, payload: { tasks } });

async function mustBeOrgans(house: House, given: readonly (readonly [pointer: string, organ: string])[]): Promise<void> {
  const known = new Set((await allOrgans(house)).map(({ id }) => id));
  const wrong = given.filter(([, organ]) => !known.has(organ));
  if (wrong.length > 0) throw refuseCommon('INPUT_INVALID', { count: wrong.length }, wrong.map(([pointer, organ]) => ({ pointer, zh: `本市没有“${organ}”这个单位`, en: `The city has no organ “${organ}”` })));
}

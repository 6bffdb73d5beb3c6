import { idTime } from '#kernel/database/id.ts';
import { catalogue, Refusal, wordsOf, type Locale } from '#kernel/errors/refusal.ts';
import type { House } from '#kernel/house.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { organName } from '#domain/subject/organs.ts';
import type { PlanLine, StoredTask } from './plans.ts';

/** A plan as everybody sees it; why it could not be read, in the reader's words. */
export function shownPlan<P extends PlanLine>(house: House, { refusal, ...plan }: P, locale: Locale) {
  const entry = refusal ? catalogue.get(refusal.code) : undefined;
  return {
    ...plan, organName: organName(house, plan.organ), importedAt: formatMoment(idTime(plan.id)), releasedAt: plan.releasedAt ? formatMoment(plan.releasedAt) : null,
    refusal: refusal && entry ? { code: refusal.code, ...wordsOf(new Refusal(refusal.code, entry, refusal.values), locale) } : null,
  };
}

/** A task with the names of its organs. */
export const shownTask = (house: House, task: StoredTask) => ({
  ...task, leadName: task.lead ? organName(house, task.lead) : null, jointNames: task.joint.map((organ) => organName(house, organ)), releasedAt: task.releasedAt ? formatMoment(task.releasedAt) : null,
});

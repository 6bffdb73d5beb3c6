import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Correction } from '#domain/policy/correct-task.ts';
import type { Cycle, PlanLine as KeptPlan } from '#domain/policy/plans.ts';
import type { shownPlan, shownTask } from '#domain/policy/shown-plan.ts';
import { change, create, read, readText, remove } from '../../ui/api/client.ts';
import { upload } from '../../ui/api/upload.ts';

export type { Correction } from '#domain/policy/correct-task.ts';
export type { Cycle } from '#domain/policy/plans.ts';

/** A plan as lists show it; while it is being read it has no tasks yet. */
export type PlanLine = ReturnType<typeof shownPlan<KeptPlan>>;
export type PlanDoubt = { readonly code: string; readonly says: string; readonly task?: number };
export type Task = ReturnType<typeof shownTask>;
/** A plan with what is doubtful in it, and its tasks. */
export type PlanFull = Omit<PlanLine, 'tasks'> & { readonly doubts: readonly PlanDoubt[]; readonly tasks: readonly Task[] };

export const usePlans = () => useQuery({ queryKey: ['plan', 'list'], queryFn: () => read<PlanLine[]>('/api/v1/plans') });
/** Asked for every second while it is being read. */
export const usePlan = (id: string) => useQuery({ queryKey: ['plan', id], queryFn: () => read<PlanFull>(`/api/v1/plans/${id}`), refetchInterval: ({ state }) => (state.data?.state === 'reading' ? 1000 : false) });
/** The text the places of tasks point into. */
export const usePlanSource = (id: string) => useQuery({ queryKey: ['plan', id, 'source'], queryFn: () => readText(`/api/v1/plans/${id}/source`), staleTime: Infinity });

/** Hands a document in, as a file or as pasted text. */
export const importPlan = async (given: { file: File | null; text: string }): Promise<PlanLine> =>
  create<PlanLine>('/api/v1/plans', given.file ? { file: (await upload(given.file)).id, name: given.file.name } : { text: given.text });

/** Corrects one task on the version that was read. */
export function useCorrection(planId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ task, correction }: { task: Task; correction: Correction }) => change<Task>(`/api/v1/plans/${planId}/tasks/${task.ordinal}`, { ...correction, version: task.version }),
    onSuccess: (saved) => queries.setQueryData<PlanFull>(['plan', planId], (plan) => plan && { ...plan, tasks: plan.tasks.map((each) => (each.ordinal === saved.ordinal ? saved : each)) }),
    onError: () => void queries.invalidateQueries({ queryKey: ['plan', planId] }),
  });
}

/** Says which organ a name in the document means, for every task at once; the next plan is read by it. */
export function useNaming(planId: string) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: (meant: { named: string | null; organ: string }) => create(`/api/v1/plans/${planId}/units`, meant), onSettled: () => void queries.invalidateQueries({ queryKey: ['plan', planId] }) });
}

export function useDiscard(planId: string) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: () => remove(`/api/v1/plans/${planId}`), onSuccess: () => void queries.invalidateQueries({ queryKey: ['plan', 'list'] }) });
}

export function useRelease(planId: string) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: () => create<{ released: number }>(`/api/v1/plans/${planId}/release`, {}), onSettled: () => void queries.invalidateQueries({ queryKey: ['plan'] }) });
}

/** Everything doubtful about a task, by its ordinal. */
export const doubtsByTask = (plan: PlanFull): ReadonlyMap<number, readonly PlanDoubt[]> => Map.groupBy(plan.doubts.filter((doubt) => doubt.task !== undefined), (doubt) => doubt.task ?? -1);

/** The names of lead units nobody here is known by, with how many tasks wait for each; null: the plan names nobody. */
export function unknownNames(plan: PlanFull): { readonly named: string | null; readonly count: number }[] {
  const waiting = plan.tasks.filter((task) => task.lead === null && !task.leftOut && !task.releasedAt);
  return [...Map.groupBy(waiting, (task) => task.leadNamed[0] ?? null)].map(([named, tasks]) => ({ named, count: tasks.length })).toSorted((a, b) => b.count - a.count);
}

/** The ways a person goes through a long table of tasks. */
export type View = 'all' | 'doubted' | 'noLead' | 'leftOut';
export function viewed(plan: PlanFull, view: View): readonly Task[] {
  const doubted = doubtsByTask(plan);
  switch (view) {
    case 'doubted': return plan.tasks.filter((task) => doubted.has(task.ordinal) && !task.leftOut);
    case 'noLead': return plan.tasks.filter((task) => task.lead === null && !task.leftOut);
    case 'leftOut': return plan.tasks.filter((task) => task.leftOut);
    default: return plan.tasks;
  }
}

export const cycles: readonly Cycle[] = ['week', 'month', 'quarter'];

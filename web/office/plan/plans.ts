import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Correction, Cycle, StoredPlan, StoredTask } from '#domain/policy/plans.ts';
import { change, create, read } from '../../ui/api/client.ts';
import { upload } from '../../ui/api/upload.ts';

export type { Correction, Cycle } from '#domain/policy/plans.ts';

/** A plan as lists show it. */
export type PlanLine = Omit<StoredPlan, 'doubts' | 'releasedAt'> & { readonly doubtCount: number; readonly organName: string; readonly releasedAt: string | null };
export type PlanDoubt = { readonly code: string; readonly says: string; readonly task?: number };
export type Task = Omit<StoredTask, 'releasedAt'> & { readonly leadName: string | null; readonly jointNames: readonly string[]; readonly releasedAt: string | null };
/** A plan with its text, what is doubtful in it, and its tasks. */
export type PlanFull = Omit<PlanLine, 'tasks'> & { readonly source: string; readonly doubts: readonly PlanDoubt[]; readonly tasks: readonly Task[] };

export const usePlans = () => useQuery({ queryKey: ['plan', 'list'], queryFn: () => read<PlanLine[]>('/api/v1/plans') });
export const usePlan = (id: string) => useQuery({ queryKey: ['plan', id], queryFn: () => read<PlanFull>(`/api/v1/plans/${id}`) });

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

export function useRelease(planId: string) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: () => create<{ released: number }>(`/api/v1/plans/${planId}/release`, {}), onSettled: () => void queries.invalidateQueries({ queryKey: ['plan'] }) });
}

/** Everything doubtful about a task, by its ordinal. */
export const doubtsByTask = (plan: PlanFull): ReadonlyMap<number, readonly PlanDoubt[]> => Map.groupBy(plan.doubts.filter((doubt) => doubt.task !== undefined), (doubt) => doubt.task ?? -1);

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

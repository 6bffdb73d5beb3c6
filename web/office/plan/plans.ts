import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PlanLine as StoredPlan } from '#domain/policy/plans.ts';
import type { Doubt } from '#domain/policy/plan/doubts.ts';
import type { shownPlan, shownTask } from '#domain/policy/shown-plan.ts';
import { create, read, readText, remove } from '../../ui/api/client.ts';
import { upload } from '../../ui/api/upload.ts';

export type { Correction } from '#domain/policy/correct-task.ts';
export type { Cycle } from '#domain/policy/plans.ts';

/** A plan as lists show it; while it is being read it has no tasks yet. */
export type PlanLine = ReturnType<typeof shownPlan<StoredPlan>>;
/** Something to look at before the release, in the reader's words. */
export type PlanDoubt = Omit<Doubt, 'zh' | 'en'> & { readonly says: string };
export type Task = ReturnType<typeof shownTask>;
/** A plan with what is doubtful in it, and its tasks. */
export type PlanFull = Omit<PlanLine, 'tasks'> & { readonly doubts: readonly PlanDoubt[]; readonly tasks: readonly Task[] };

export const planKey = (id: string) => ['plan', id] as const;

/** While something is being read, the list is asked for again: the live notice may be lost with the connection. */
export const usePlans = () => useQuery({ queryKey: ['plan', 'list'], queryFn: () => read<PlanLine[]>('/api/v1/plans'), refetchInterval: ({ state }) => (state.data?.some((plan) => plan.state === 'reading') ? 2000 : false) });
/** Asked for every second while it is being read. */
export const usePlan = (id: string) => useQuery({ queryKey: planKey(id), queryFn: ({ signal }) => read<PlanFull>(`/api/v1/plans/${id}`, {}, signal), refetchInterval: ({ state }) => (state.data?.state === 'reading' ? 1000 : false) });
/** The text the places of tasks and doubts point into (UTF-16 units). It never changes, so no notice makes it stale. */
export const useSource = (id: string) => useQuery({ queryKey: ['plan-source', id], queryFn: () => readText(`/api/v1/plans/${id}/source`), staleTime: Infinity });

/** A document as it is handed in: a file, or pasted text. `told` hears the share of the file that has been sent. */
export type HandedIn = { readonly file: File; readonly told: (share: number) => void } | { readonly text: string };

/** Hands a document in. Answers the plan: with its tasks when it was short, else still being read. */
export async function importPlan(given: HandedIn): Promise<PlanLine> {
  if ('text' in given) return create<PlanLine>('/api/v1/plans', { text: given.text });
  const { id } = await upload(given.file, given.told);
  return create<PlanLine>('/api/v1/plans', { file: id, name: given.file.name });
}

export function useDiscard(planId: string) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: () => remove(`/api/v1/plans/${planId}`), onSuccess: () => void queries.invalidateQueries({ queryKey: ['plan', 'list'] }) });
}

/** Releases the tasks of these ordinals; null: all that are not left out. */
export function useRelease(planId: string) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: (tasks: readonly number[] | null) => create<{ released: number }>(`/api/v1/plans/${planId}/release`, tasks ? { tasks } : {}), onSettled: () => void queries.invalidateQueries({ queryKey: ['plan'] }) });
}

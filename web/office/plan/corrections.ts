import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { change, create } from '../../ui/api/client.ts';
import { organTitle, useOrgans, type Organ } from '../../ui/api/directory.ts';
import { planKey, type Correction, type PlanFull, type Task } from './plans.ts';

/** How the last correction of a row stands: on its way, stored, or refused with what was entered. */
export type RowState = { readonly is: 'saving' } | { readonly is: 'saved' } | { readonly is: 'refused'; readonly error: unknown; readonly correction: Correction };
/** How long a row says that it is stored, in milliseconds. */
const savedFor = 5000;
type Edit = { readonly task: Task; readonly correction: Correction };

/**
 * Corrects tasks one after the other, each on the version the person has seen: what somebody else has changed meanwhile is
 * refused, shown, and can be repeated on the new version. The table shows a correction at once and takes it back when it is refused.
 */
export function useCorrections(planId: string) {
  const queries = useQueryClient();
  const organs = useOrgans().data;
  const [rows, setRows] = useState<ReadonlyMap<number, RowState>>(new Map());
  /** The versions our own corrections have led to: a second one sent before the first was answered is not a conflict. */
  const own = useRef(new Map<number, number>());
  /** Corrections on their way, in their order: an answer to an earlier one does not take a later one back. */
  const waiting = useRef<Edit[]>([]);
  const put = (task: Task) => queries.setQueryData<PlanFull>(planKey(planId), (plan) => plan && { ...plan, tasks: plan.tasks.map((each) => (each.ordinal === task.ordinal ? task : each)) });
  const become = (ordinal: number, state: RowState | null) => setRows((before) => {
    const next = new Map(before);
    if (state) next.set(ordinal, state); else next.delete(ordinal);
    return next;
  });

  const tellSaved = (ordinal: number) => {
    become(ordinal, { is: 'saved' });
    setTimeout(() => setRows((before) => (before.get(ordinal)?.is === 'saved' ? new Map([...before].filter(([each]) => each !== ordinal)) : before)), savedFor);
  };

  /** Shown within the press itself: a box that is ticked a moment later springs back under the hand. */
  const show = (at: number, correction: Correction) => {
    const now = queries.getQueryData<PlanFull>(planKey(planId))?.tasks.find(({ ordinal }) => ordinal === at);
    if (now) put(corrected(now, correction, organs));
  };

  const answered = (edit: Edit) => (waiting.current = waiting.current.filter((each) => each !== edit));
  const save = (task: Task, correction: Correction) => {
    const edit = { task, correction };
    waiting.current = [...waiting.current, edit];
    show(task.ordinal, correction);
    saving.mutate(edit);
  };

  const saving = useMutation({
    scope: { id: `plan ${planId}` },
    mutationFn: ({ task, correction }: Edit) => change<Task>(`/api/v1/plans/${planId}/tasks/${task.ordinal}`, correction, `"${Math.max(task.version, own.current.get(task.ordinal) ?? 0)}"`),
    onMutate: async ({ task }) => {
      become(task.ordinal, { is: 'saving' });
      // What was being fetched stood for the table as it was before.
      await queries.cancelQueries({ queryKey: planKey(planId) });
      for (const { correction } of waiting.current.filter((each) => each.task.ordinal === task.ordinal)) show(task.ordinal, correction);
    },
    onSuccess: (saved, edit) => {
      own.current.set(saved.ordinal, saved.version);
      const later = answered(edit).filter(({ task }) => task.ordinal === saved.ordinal);
      put(later.reduce((task, { correction }) => corrected(task, correction, organs), saved));
      if (later.length === 0) tellSaved(saved.ordinal);
    },
    onError: (error, edit) => {
      const { task, correction } = edit;
      answered(edit);
      become(task.ordinal, { is: 'refused', error, correction });
      void queries.invalidateQueries({ queryKey: planKey(planId) });
    },
  });

  const naming = useMutation({
    scope: { id: `plan ${planId}` },
    mutationFn: (meant: { readonly named: string | null; readonly organ: string }) => create<{ tasks: Task[] }>(`/api/v1/plans/${planId}/units`, meant),
    onSuccess: ({ tasks }) => { for (const task of tasks) { own.current.set(task.ordinal, task.version); put(task); tellSaved(task.ordinal); } },
    onError: () => void queries.invalidateQueries({ queryKey: planKey(planId) }),
  });

  return { rows, save, forget: (ordinal: number) => become(ordinal, null), naming };
}

/** The task as it will be once the correction is stored. */
function corrected(task: Task, { targets, ...correction }: Correction, organs: readonly Organ[] | undefined): Task {
  const next = { ...task, ...correction };
  return {
    ...next, leadName: next.lead === null ? null : organTitle(organs, next.lead), jointNames: next.joint.map((organ) => organTitle(organs, organ)),
    figures: targets ? next.figures.map((figure, at) => ({ ...figure, role: targets.includes(at) ? 'target' as const : 'mention' as const })) : next.figures,
  };
}

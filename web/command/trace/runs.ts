import type { TraceStep } from '../api.ts';

/** Steps of one kind about one thing, one after the other: a gauge that reported thirty times is one line that opens. */
export type Run = { readonly steps: readonly TraceStep[] };

/** As few as this stay apart: each of them is worth a line. */
const apart = 3;

/** A trace with its long runs gathered; everything else in runs of one. */
export function runsOf(steps: readonly TraceStep[]): Run[] {
  const runs: TraceStep[][] = [];
  for (const step of steps) {
    const last = runs.at(-1);
    if (last && isSame(last[0], step)) last.push(step);
    else runs.push([step]);
  }
  return runs.flatMap((run) => (run.length > apart ? [{ steps: run }] : run.map((step) => ({ steps: [step] }))));
}

const isSame = (first: TraceStep | undefined, step: TraceStep): boolean => (step.kind === 'reading' || step.kind === 'value') && first?.kind === step.kind && first.title === step.title;

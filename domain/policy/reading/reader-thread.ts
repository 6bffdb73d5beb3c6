import { parentPort } from 'node:worker_threads';
import { Refusal, type RefusalValues } from '#kernel/errors/refusal.ts';
import { importPlan, type Plan, type ReadingStep } from '../plan/plan.ts';
import type { Arrival } from '../plan/read-document.ts';

/** A document to be read. */
export type Document = { readonly bytes: Uint8Array; readonly arrival: Arrival };
/** What the thread says: how far it is, then the plan, or why there is none. */
export type Said = { readonly step: ReadingStep } | { readonly plan: Plan } | { readonly refused: { readonly code: string; readonly values: RefusalValues } } | { readonly failed: string };

/** A thread of its own for reading plans: a text built to be slow keeps only this thread busy. */
parentPort?.on('message', (document: Document) => void read(document));

async function read({ bytes, arrival }: Document): Promise<void> {
  const say = (said: Said) => parentPort?.postMessage(said);
  try {
    say({ plan: await importPlan(bytes, arrival, (step) => say({ step })) });
  } catch (error) {
    if (error instanceof Refusal) say({ refused: { code: error.code, values: error.values } });
    else say({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

import { Worker } from 'node:worker_threads';
import type { FastifyBaseLogger } from 'fastify';
import type { Plan, ReadingStep } from '../plan/plan.ts';
import type { Arrival } from '../plan/read-document.ts';
import { refusePlan } from '../plan/refusal.ts';
import type { Document, Said } from './reader-thread.ts';

/** Longest a document may be read, in seconds. The slowest text known within the size limits takes eight on a small machine. */
export const readingLimit = 60;
/** How long a thread that has read waits for the next document: loading what it needs takes about half a second. */
const rest = 60_000;

let resting: { readonly thread: Worker; readonly timer: NodeJS.Timeout } | null = null;

type ReadOptions = { readonly log: Pick<FastifyBaseLogger, 'error'>; readonly told?: (step: ReadingStep) => void; readonly seconds?: number };

/**
 * Reads a plan in a thread of its own, so that the server goes on answering. Refuses (PLAN_…) what is no plan,
 * PLAN_TOO_SLOW after `seconds`, PLAN_UNREADABLE (with the cause in the log) when the reading itself breaks.
 */
export function readApart(bytes: Uint8Array, arrival: Arrival, { log, told = () => undefined, seconds = readingLimit }: ReadOptions): Promise<Plan> {
  const thread = takeThread();
  return new Promise((done, fail) => {
    const timer = setTimeout(() => give(() => fail(refusePlan('PLAN_TOO_SLOW', { seconds }))), seconds * 1000);
    const give = (answer: () => void, stillGood = false) => {
      clearTimeout(timer);
      thread.off('message', hear).off('error', onBroken);
      if (stillGood) putToRest(thread);
      else void thread.terminate();
      answer();
    };
    const onBroken = (cause: unknown) => {
      log.error({ err: cause }, 'a plan could not be read');
      give(() => fail(refusePlan('PLAN_UNREADABLE')));
    };
    const hear = (said: Said) => {
      if ('step' in said) told(said.step);
      else if ('plan' in said) give(() => done(said.plan), true);
      else if ('refused' in said) give(() => fail(refusePlan(said.refused.code as Parameters<typeof refusePlan>[0], said.refused.values)), true);
      else onBroken(new Error(said.failed));
    };
    thread.on('message', hear).on('error', onBroken);
    thread.postMessage({ bytes, arrival } satisfies Document);
  });
}

/** The thread that rests, or a new one. Memory is bounded: a document made to swell ends its thread, not the server. */
function takeThread(): Worker {
  if (!resting) return new Worker(new URL('./reader-thread.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 512 } }).on('error', () => undefined);
  const { thread, timer } = resting;
  clearTimeout(timer);
  thread.ref();
  resting = null;
  return thread;
}

/** One thread is kept for the next document; it does not keep the program from ending. */
function putToRest(thread: Worker): void {
  if (resting) return void thread.terminate();
  thread.unref();
  const timer = setTimeout(() => { resting = null; void thread.terminate(); }, rest).unref();
  resting = { thread, timer };
}

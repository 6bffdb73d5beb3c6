import { Logger, makeWorkerUtils, run, type Runner, type TaskList } from 'graphile-worker';
import type { Db } from '../database/connect.ts';
import type { House, Job } from '../house.ts';

/** Options of one job: `at` starts it later, `key` makes a repeated order replace the waiting one. */
export type JobOptions = { readonly at?: Date; readonly key?: string; readonly maxAttempts?: number };

/** Orders a job in the caller's transaction: it runs if and only if that commits. */
export async function addJob(tx: Db, name: string, payload: Readonly<Record<string, unknown>>, { at, key, maxAttempts = 12 }: JobOptions = {}): Promise<void> {
  await tx`select graphile_worker.add_job(${name}, ${tx.json(payload as never)}::json, run_at => ${at ?? null}::timestamptz, job_key => ${key ?? null}::text, max_attempts => ${maxAttempts}::int)`;
}

/** Creates or upgrades the job runner's own schema. */
export async function prepareJobs(connectionString: string): Promise<void> {
  const utils = await makeWorkerUtils({ connectionString });
  try {
    await utils.migrate();
  } finally {
    await utils.release();
  }
}

/**
 * Starts working on jobs. A failed job comes back with growing pauses; what is not done survives any crash.
 * `every` holds crontab lines (`0 2 * * * job-name`), in the city's time.
 */
export function startJobs(connectionString: string, house: House, jobs: Readonly<Record<string, Job>>, every: readonly string[]): Promise<Runner> {
  const taskList: TaskList = {};
  for (const [name, job] of Object.entries(jobs)) taskList[name] = (payload, helpers) => job(payload as never, house, helpers);
  const logger = new Logger((scope) => (level, message, meta) => {
    if (level === 'error') house.log.error({ scope, meta }, message);
    else if (level === 'warning') house.log.warn({ scope, meta }, message);
  });
  return run({ connectionString, taskList, crontab: every.join('\n'), concurrency: 4, pollInterval: 1000, noHandleSignals: true, logger });
}

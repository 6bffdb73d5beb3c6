import { Logger, makeWorkerUtils, run, type TaskList } from 'graphile-worker';
import pg from 'pg';
import type { Db } from '../database/connect.ts';
import type { House, Job } from '../house.ts';

/** Options of one job: `at` starts it later, `key` makes a repeated order replace the waiting one. */
export type JobOptions = { readonly at?: Date; readonly key?: string; readonly maxAttempts?: number };

/** Orders a job in the caller's transaction: it runs if and only if that commits. */
export async function addJob(tx: Db, name: string, payload: Readonly<Record<string, unknown>>, { at, key, maxAttempts = 12 }: JobOptions = {}): Promise<void> {
  const order = () => tx<{ id: string | null }[]>`select id from graphile_worker.add_job(${name}, ${tx.json(payload as never)}::json, run_at => ${at ?? null}::timestamptz, job_key => ${key ?? null}::text, max_attempts => ${maxAttempts}::int)`;
  // No id: the job to be replaced was taken in between, and may have read the world as it was before us. Asked again, it gives up its key.
  while ((await order())[0]?.id === null);
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
 * Starts working on jobs and answers how to stop: the jobs that run end first, then the connections close. A failed job comes back
 * with growing pauses; what is not done survives any crash. `every` holds crontab lines (`0 2 * * * job-name`), in the city's time.
 */
export async function startJobs(connectionString: string, house: House, jobs: Readonly<Record<string, Job>>, every: readonly string[]): Promise<() => Promise<void>> {
  const taskList: TaskList = {};
  for (const [name, job] of Object.entries(jobs)) taskList[name] = (payload, helpers) => job(payload as never, house, helpers);
  const logger = new Logger((scope) => (level, message, meta) => {
    if (level === 'error') house.log.error({ scope, meta }, message);
    else if (level === 'warning') house.log.warn({ scope, meta }, message);
  });
  const pool = openPool(connectionString, (error) => house.log.warn({ err: error }, 'A connection of the jobs broke; another one takes its place.'));
  const runner = await run({ pgPool: pool, taskList, crontab: every.join('\n'), concurrency, pollInterval: 1000, noHandleSignals: true, logger });
  return async () => {
    await runner.stop();
    await pool.end();
  };
}

const concurrency = 4;

/** The runner's own pool would be closed without waiting, after its fault handlers are gone: a connection cut just then would end the program. */
function openPool(connectionString: string, onFault: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: concurrency + 4, application_name: 'yiwang-jobs' });
  pool.on('error', onFault);
  pool.on('connect', (client) => client.on('error', onFault));
  return pool;
}

import { buffer } from 'node:stream/consumers';
import { Refusal } from '#kernel/errors/refusal.ts';
import { findFile } from '#kernel/files/table.ts';
import type { House } from '#kernel/house.ts';
import type { Db } from '#kernel/database/connect.ts';
import { addJob } from '#kernel/jobs/jobs.ts';
import { keepPlan, keepRefusal, tellStep } from '../keep-plan.ts';
import { readApart } from './read-apart.ts';

/** Largest document that is read while the sender waits, in bytes; the plan of a county town. Anything larger is read as a job. */
export const readAtOnce = 16 * 1024;

/** Orders the reading of a plan that stands in the list. */
export const orderReading = (tx: Db, planId: string) => addJob(tx, 'read-plan', { planId }, { key: `read-plan:${planId}` });

/** The job: reads the document of one plan and keeps its tasks, or why there are none. May run twice; the first to finish counts. */
export async function readPlanJob({ planId }: { planId: string }, house: House): Promise<void> {
  const [plan] = await house.db<{ fileId: string }[]>`select file_id as "fileId" from plans where id = ${planId} and state = 'reading'`;
  const file = plan ? await findFile(house.db, plan.fileId) : null;
  if (!file) return;
  try {
    const bytes = await buffer(await house.files.get(file.sha256));
    const read = await readApart(bytes, { name: file.name, type: file.type }, { log: house.log, told: (step) => void tellStep(house.db, planId, step).catch(() => undefined) });
    await house.db.begin((tx) => keepPlan(tx, house, planId, read));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await house.db.begin((tx) => keepRefusal(tx, planId, error));
  }
}

/** A program that ended in the middle of reading left plans behind: they are ordered again. */
export async function orderUnread(house: House): Promise<void> {
  const waiting = await house.db<{ id: string }[]>`select id from plans where state = 'reading'`;
  for (const { id } of waiting) await orderReading(house.db, id);
}

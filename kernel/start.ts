import { auditLog } from './audit/log.ts';
import { hearJob, startRelay, type Listeners } from './bus/relay.ts';
import { anchorNow } from './chain/anchor.ts';
import { startSealer } from './chain/run.ts';
import type { Database } from './database/connect.ts';
import { migrate, readMigrations } from './database/migrate.ts';
import type { Declared } from './declare/declared.ts';
import { removeFiles, resumeRemovals } from './files/remove.ts';
import type { Floor, House, Job } from './house.ts';
import { prepareJobs, startJobs } from './jobs/jobs.ts';
import { fileURLToPath } from 'node:url';

const kernelTables = fileURLToPath(new URL('./database/tables', import.meta.url));

/** The audit log is signed once a day, and whenever an auditor asks. */
const anchorDaily = '5 0 * * * audit-anchor';

/** Brings the schema of the kernel, of the job runner and of every floor up to date. Returns the names of what was applied. */
export async function prepareDatabase(db: Database, url: string, floors: readonly Floor[]): Promise<string[]> {
  const folders = [kernelTables, ...floors.map((floor) => floor.tables).filter((folder) => folder !== undefined)];
  const applied = await migrate(db, readMigrations(folders));
  await prepareJobs(url);
  return applied;
}

/** Starts what works in the background: the relay of events, the jobs, and each floor's own services. Returns how to stop. */
export async function startWork(house: House, url: string, floors: readonly Floor[]): Promise<() => Promise<void>> {
  const stops: (() => Promise<unknown>)[] = [await house.live.listen(house.db)];
  const listeners = listenersOf(floors, house.declared);
  if (house.config.roles.has('worker')) {
    const jobs: Record<string, Job> = { hear: hearJob(listeners) as Job, 'remove-files': (_payload, { db, files }) => removeFiles({ db, files }), 'audit-anchor': async (_payload, { db, clock, crypto }) => void (await anchorNow({ db, clock, crypto }, auditLog)) };
    for (const floor of floors) Object.assign(jobs, floor.jobs);
    stops.push(await startJobs(url, house, jobs, [anchorDaily, ...floors.flatMap((floor) => [...(floor.every ?? [])])]), startRelay(house.db, listeners, (error) => house.log.error({ err: error }, 'relay failed; it goes on')), startSealer(house, auditLog));
    await resumeRemovals(house.db);
  }
  for (const floor of floors) if (floor.start) stops.push(await floor.start(house));
  return async () => {
    for (const stop of stops.reverse()) await stop();
  };
}

function listenersOf(floors: readonly Floor[], declared: Declared): Listeners {
  const listeners = new Map<string, { name: string; hear: NonNullable<Floor['hears']>[string] }[]>();
  for (const floor of floors) {
    for (const [topic, hear] of [...Object.entries(floor.hears ?? {}), ...Object.entries(floor.hearsFor?.(declared) ?? {})]) {
      listeners.set(topic, [...(listeners.get(topic) ?? []), { name: `${floor.key}:${topic}`, hear }]);
    }
  }
  return listeners;
}

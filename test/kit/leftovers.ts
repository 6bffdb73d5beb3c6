import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How the folders of throw-away clusters begin; in each, a file names the process it belongs to. */
export const clusterPrefix = 'yiwang-database-';
const ownerFile = 'owner';

/** Notes that this process owns the cluster, and ends it with the process, even when a signal ends that. Answers how to take the note back. */
export function endWithMe(folder: string, pid: number): () => void {
  writeFileSync(join(folder, ownerFile), String(process.pid));
  // A process may end without asking us first; at that moment nothing can be awaited.
  const atExit = () => { quit(pid); removeCluster(folder); };
  process.once('exit', atExit);
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const) process.once(signal, () => process.exit(code));
  return () => process.off('exit', atExit);
}

/** Ends the clusters of test processes that were killed: nobody else would. */
export function sweepLeftovers(folder = tmpdir()): void {
  for (const name of readdirSync(folder).filter((each) => each.startsWith(clusterPrefix))) {
    const cluster = join(folder, name);
    const owner = numberIn(join(cluster, ownerFile));
    if (owner === null || isAlive(owner)) continue;
    const pid = numberIn(join(homeOf(cluster), 'database', 'postmaster.pid'));
    if (pid !== null) quit(pid);
    removeCluster(cluster);
  }
}

/** Removes the folder of a cluster that has ended, and what it keeps elsewhere. */
export function removeCluster(folder: string): void {
  for (const each of new Set([homeOf(folder), folder])) rmSync(each, { recursive: true, force: true });
}

/** Under root, in a checkout others cannot enter, the cluster lives in /var/lib and the folder says where. */
function homeOf(folder: string): string {
  const note = join(folder, 'DATABASE_IS_AT');
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : folder;
}

/** The number in the first line of a file; null when there is none. */
function numberIn(file: string): number | null {
  if (!existsSync(file)) return null;
  const number = Number.parseInt(readFileSync(file, 'utf8'), 10);
  return Number.isNaN(number) ? null : number;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Ends a cluster at once and waits, without the event loop, until it has gone; at most three seconds. */
function quit(pid: number): void {
  try {
    process.kill(pid, 'SIGQUIT');
  } catch {
    return;
  }
  for (let tries = 0; tries < 60 && isAlive(pid); tries += 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
}

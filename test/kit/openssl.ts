import { spawnSync } from 'node:child_process';

const found = spawnSync('openssl', ['list', '-public-key-algorithms'], { encoding: 'utf8' });

/** The `skip` option of a test that needs OpenSSL 3 with SM2: false, or what is missing and how to get it. */
export const opensslMissing: string | false = found.status === 0 && found.stdout.includes('SM2')
  ? false
  : 'the foreign client "openssl" (3.0 or newer, with SM2) is not installed: apt install openssl';

/** Runs the OpenSSL command line in a folder and gives back what it printed. Throws with its words where it refuses. */
export function openssl(folder: string, ...words: readonly string[]): string {
  const run = spawnSync('openssl', words, { cwd: folder, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`openssl ${words.join(' ')}: ${run.stdout}${run.stderr}`);
  return run.stdout;
}

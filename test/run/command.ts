import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** Programs of our packages, above all the pinned node, come before those of the machine. */
const path = [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);

/** Runs a program in the root of the project; its words pass through to the reader and are also answered. */
export function command(name: string, ...words: readonly string[]): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(name, words, { cwd: root, env: { ...process.env, PATH: path, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) }, stdio: ['ignore', 'pipe', 'pipe'] });
    const heard: string[] = [];
    for (const voice of [child.stdout, child.stderr]) {
      voice.setEncoding('utf8').on('data', (text: string) => {
        heard.push(text);
        process.stdout.write(text);
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ ok: code === 0, output: heard.join('') }));
  });
}

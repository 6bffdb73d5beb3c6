import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { connect } from '#kernel/database/connect.ts';
import { startEmbedded } from '#kernel/database/embedded.ts';
import type { Ground, Scale } from './case.ts';

/** The ground of one case, and how to clear it. */
export function openGround(scale: Scale, concurrency: number, say: (line: string) => void): { ground: Ground; close: () => Promise<void> } {
  const closers: (() => unknown)[] = [];
  const closing = (close: () => unknown) => void closers.push(close);
  let engine: Promise<string> | undefined;

  const folder = () => {
    const path = mkdtempSync(join(tmpdir(), 'yiwang-bench-'));
    // Under root the database runs as a user without rights, who must be able to enter.
    chmodSync(path, 0o711);
    closing(() => rmSync(path, { recursive: true, force: true }));
    return path;
  };
  const startEngine = async () => {
    const { url, stop } = await startEmbedded({ dataDir: folder(), say });
    closing(stop);
    return url;
  };
  const ground: Ground = {
    scale,
    concurrency,
    say,
    closing,
    database: async () => {
      const url = new URL(await (engine ??= startEngine()));
      const name = `bench_${crypto.randomUUID().replaceAll('-', '')}`;
      const admin = connect(url.href, { max: 1, name: 'bench' });
      await admin.unsafe(`create database ${name}`);
      await admin.end();
      url.pathname = `/${name}`;
      return url.href;
    },
    city: async (env = {}) => {
      const standing = process.env['BENCH_CITY'];
      if (standing) return JSON.parse(standing) as { url: string; database: string };
      const line = await firstLine(new URL('./city-process.ts', import.meta.url), { DATA_DIR: folder(), SCALE: scale, PORT: '0', MQTT_PORT: '0', ...env }, closing);
      return JSON.parse(line) as { url: string; database: string };
    },
    server: (script, env = {}) => firstLine(script, env, closing),
  };
  return { ground, close: async () => { for (const close of closers.splice(0).toReversed()) await close(); } };
}

/** Starts a script in a process of its own and answers the first line it prints. Throws with its words when it ends before that. */
function firstLine(script: URL, env: Readonly<Record<string, string>>, closing: Ground['closing']): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(script)], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    const said: string[] = [];
    closing(async () => {
      child.kill('SIGTERM');
      await ended;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
    createInterface({ input: child.stdout }).on('line', (line) => resolve(line));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${fileURLToPath(script)} ended (${code}) before it was ready: ${said.join('')}`)));
  });
}

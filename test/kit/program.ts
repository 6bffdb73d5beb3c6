import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** The program in a process of its own, as `npm start` runs it, with its own data folder and embedded database. It ends with the test file. */
export type Program = {
  readonly dataDir: string;
  /** Starts it, the first time or again; answers its address once it is ready. Throws with what it said when it ends before. */
  readonly start: () => Promise<string>;
  /** Ends it with a signal and waits until it is gone; answers its exit code, null after a kill or where it is gone already. */
  readonly end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null>;
  /** All it has said so far, over every start. */
  readonly said: () => string;
};

/** Makes the folder for a program; `env` adds to the settings or replaces them. */
export function program(name: string, env: Readonly<Record<string, string>> = {}): Program {
  const dataDir = mkdtempSync(join(tmpdir(), `yiwang-${name}-`));
  // Under root the database runs as a user without rights, who must be able to enter.
  chmodSync(dataDir, 0o755);
  let child: ChildProcess | null = null;
  let all = '';
  const start = () => {
    const started = spawn(process.execPath, ['server.ts'], { env: { ...process.env, PORT: '0', MQTT_PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    let said = '';
    return new Promise<string>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        said += chunk.toString();
        all += chunk.toString();
        const address = /ready (http:\S+)/.exec(said)?.[1];
        if (address) resolve(address);
      };
      started.stdout.on('data', hear);
      started.stderr.on('data', hear);
      started.once('exit', (code) => reject(new Error(`the program ended with ${code}: ${said.slice(-2000)}`)));
    });
  };
  const end: Program['end'] = async (signal) => {
    const ending = child;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return null;
    ending.removeAllListeners('exit');
    const gone = new Promise<number | null>((done) => ending.once('exit', done));
    ending.kill(signal);
    return gone;
  };
  after(async () => {
    await end('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { dataDir, start, end, said: () => all };
}

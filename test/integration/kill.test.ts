import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { until } from '#test/kit/until.ts';
import { clientFor, type Client } from '#test/kit/small-house.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'yiwang-kill-'));
chmodSync(dataDir, 0o755);
let server: ChildProcess | null = null;
after(async () => {
  server?.kill('SIGTERM');
  if (server && server.exitCode === null) await new Promise((done) => server?.once('exit', done));
  rmSync(dataDir, { recursive: true, force: true });
});

/** Starts the program as `npm start` does, with its own embedded database, and answers its address. */
async function start(): Promise<string> {
  const child = spawn(process.execPath, ['server.ts'], { env: { ...process.env, PORT: '0', MQTT_PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error' }, stdio: ['ignore', 'pipe', 'pipe'] });
  server = child;
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const address = /ready (http:\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`the program ended with ${code}: ${said}`)));
  });
}

async function citizen(address: string): Promise<Client> {
  const answer = await clientFor(address, null).post('/api/v1/session', { username: 'citizen', password: 'yiwang-demo' });
  return clientFor(address, answer.body.token);
}

test('Killed in the middle, the program starts again with everything it had acknowledged, and what was not acknowledged can be sent again', { timeout: 180_000 }, async () => {
  const address = await start();
  const client = await citizen(address);
  const report = (n: number) => ({ type: 'city-report', form: { class: 'road', description: `第 ${n} 处坑洼`, spot: [110.92, 21.64] } });
  const acknowledged: string[] = [];
  const unanswered: number[] = [];
  const sending = Array.from({ length: 400 }, async (_, n) => {
    await new Promise((wake) => setTimeout(wake, n * 5));
    await client.post('/api/v1/matters', report(n), { 'idempotency-key': `kill-${n}` }).then((answer) => answer.status === 201 ? acknowledged.push(answer.body.number) : unanswered.push(n), () => unanswered.push(n));
  });
  await until(async () => acknowledged.length >= 80, { seconds: 60, what: 'the eightieth acknowledgement' });
  server?.removeAllListeners('exit');
  server?.kill('SIGKILL');
  await Promise.all(sending);
  assert.ok(acknowledged.length > 0 && unanswered.length > 0, `killed in the middle: ${acknowledged.length} acknowledged, ${unanswered.length} not`);

  const restarted = await start();
  const again = await citizen(restarted);
  for (const number of acknowledged) assert.equal((await again.get(`/api/v1/matters/${number}`)).status, 200, number);
  for (const n of unanswered) assert.equal((await again.post('/api/v1/matters', report(n), { 'idempotency-key': `kill-${n}` })).status, 201);
  const replayed = await again.post('/api/v1/matters', report(unanswered[0] ?? 0), { 'idempotency-key': `kill-${unanswered[0]}` });
  assert.equal(replayed.headers.get('idempotent-replay'), 'true', 'sent twice more, opened once');
  const admin = clientFor(restarted, (await clientFor(restarted, null).post('/api/v1/session', { username: 'admin', password: 'yiwang-demo' })).body.token);
  const { body } = await admin.get('/api/v1/reconciliation');
  assert.equal(body.difference, 0, JSON.stringify(body.lines));
});

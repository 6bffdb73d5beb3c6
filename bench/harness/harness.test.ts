import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Contestant } from './case.ts';
import { httpLines } from './http.ts';
import { readable, type CaseResult } from './report.ts';
import { play } from './rounds.ts';

const waiting = (name: string, ms: number, log: string[] = []): Contestant => ({ name, run: async () => { log.push(name); await wait(ms); } });

test('Work that takes four times as long has about a quarter of the speed', async () => {
  const { speeds, ratios } = await play({ label: 'wait', floors: [waiting('engine', 5)], ours: waiting('ours', 20) }, { rounds: 3, seconds: 0.2, concurrency: 4 });
  const [ratio] = ratios;
  assert.ok(ratio && ratio.median > 0.15 && ratio.median < 0.45, JSON.stringify(ratio));
  assert.ok(ratio.low <= ratio.median && ratio.median <= ratio.high);
  const [engine, ours] = speeds;
  assert.ok(engine && engine.p50 >= 4.5 && engine.p50 <= engine.p95 && engine.p95 <= engine.p99);
  assert.ok(ours && ours.p50 >= 19.5);
});

test('Floors and ours take turns, and the order turns round', async () => {
  const log: string[] = [];
  await play({ label: 'turns', floors: [waiting('engine', 30, log), waiting('route', 30, log)], ours: waiting('ours', 30, log) }, { rounds: 2, seconds: 0.03, concurrency: 1 });
  const order = log.filter((name, index) => name !== log[index - 1]);
  assert.deepEqual(order, ['engine', 'route', 'ours', 'engine', 'route', 'ours', 'route', 'engine']);
});

test('What workers do at the same time is all counted', async () => {
  let done = 0;
  const counting: Contestant = { name: 'ours', run: async () => { await wait(2); done += 1; } };
  const { speeds } = await play({ label: 'count', floors: [], ours: counting }, { rounds: 2, seconds: 0.3, concurrency: 8 });
  const counted = speeds[0]?.units ?? 0;
  // The round before the first is not counted: at most a third of a round of all three.
  assert.ok(counted > done * 0.7 && counted < done, `${counted} of ${done}`);
});

test('A turn may count as many units, and a failing turn ends the match with its reason', async () => {
  const batch: Contestant = { name: 'engine', run: async () => { await wait(5); return 100; } };
  const { speeds } = await play({ label: 'batch', floors: [batch], ours: batch }, { rounds: 1, seconds: 0.05, concurrency: 1 });
  assert.equal((speeds[0]?.units ?? 1) % 100, 0);
  const failing: Contestant = { name: 'ours', run: async () => { throw new Error('answered 500'); } };
  await assert.rejects(play({ label: 'bad', floors: [], ours: failing }, { rounds: 1, seconds: 0.05, concurrency: 2 }), /answered 500/);
});

test('The report gives speeds, shares and whether the goal is reached', () => {
  const result: CaseResult = {
    name: 'list', what: 'a list', unit: 'calls', scale: 'small', command: '', at: '', machine: '', commit: '', figures: [{ label: 'home', value: 16.2, unit: 'KB', atMost: 15 }],
    matches: [{ label: 'narrow role', concurrency: 16, speeds: [{ name: 'route', perSecond: 4800, p50: 3, p95: 5, p99: 9, units: 1 }, { name: 'ours', perSecond: 3072, p50: 4, p95: 6, p99: 9, units: 1 }], ratios: [{ floor: 'route', median: 0.64, low: 0.6, high: 0.7 }, { floor: 'engine', median: 0.4, low: 0.3, high: 0.5 }] }],
  };
  const text = readable(result, { route: 0.6, engine: 0.5 });
  for (const part of ['4,800 calls/s', 'ours / route = 0.64 (0.60–0.70)   goal 0.6 ✔', 'ours / engine = 0.40 (0.30–0.50)   goal 0.5 ✖ not reached', 'home: 16.2 KB   at most 15 ✖ too much']) assert.ok(text.includes(part), `${part} in\n${text}`);
});

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
    if (request.url === '/bye') return void request.socket.destroy();
    if (request.url === '/chunks') {
      response.write('茂名');
      return void setTimeout(() => response.end('市'.repeat(5000)), 5);
    }
    response.statusCode = request.url === '/gone' ? 404 : 200;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ method: request.method, said: Buffer.concat(parts).toString(), agent: request.headers['x-who'] ?? null }));
  });
});
let origin = '';
before(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
after(() => server.close());

test('The light HTTP client reads whole and chunked answers over one connection', async () => {
  const lines = httpLines(origin);
  for (let i = 0; i < 20; i += 1) {
    const { body } = await lines.ask(0, 200, 'POST', '/x', { body: { 网: i }, headers: { 'x-who': 'bench' } });
    assert.deepEqual(JSON.parse(body), { method: 'POST', said: `{"网":${i}}`, agent: 'bench' });
  }
  assert.equal((await lines.ask(0, 200, 'GET', '/chunks')).body, `茂名${'市'.repeat(5000)}`);
  assert.equal((await lines.ask(0, 404, 'GET', '/gone')).status, 404);
  lines.close();
});

test('The light HTTP client refuses an unexpected status and notices a closed connection', async () => {
  const lines = httpLines(origin);
  await assert.rejects(lines.ask(0, 200, 'GET', '/gone'), /GET \/gone answered 404 instead of 200/);
  await assert.rejects(lines.ask(1, 200, 'GET', '/bye'), /closed the connection|ECONNRESET/);
  lines.close();
});

test('The command prints an array for machines, and nothing else, on stdout', () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(import.meta.dirname, '..', 'run.ts'), 'self', '--json', '--rounds', '1', '--seconds', '0.05'], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const [result] = JSON.parse(stdout) as CaseResult[];
  assert.equal(result?.name, 'self');
  assert.equal(result?.matches.length, 2);
  assert.match(stderr, /ours \/ engine/);
});

test('An unknown case or scale is refused with the right names', () => {
  const bench = (...words: string[]) => spawnSync(process.execPath, [join(import.meta.dirname, '..', 'run.ts'), ...words], { encoding: 'utf8' });
  assert.match(bench('nope').stderr, /There is no case nope\. The cases are .*self/);
  assert.match(bench('self', '--scale', 'huge').stderr, /There is no scale "huge": small or city\./);
  assert.match(bench('self', '--rounds', '0').stderr, /--rounds must be a number above 0/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { program } from '#test/kit/program.ts';
import { until } from '#test/kit/until.ts';
import { clientFor, type Client } from '#test/kit/small-house.ts';

const { start, end } = program('kill');

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
  await end('SIGKILL');
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

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createApp, perMinute } from './app.ts';

const app = await createApp({ logLevel: 'silent' });
app.get('/guess', { config: { permission: 'public', ...perMinute(3) } }, async () => 'no');
app.get('/free', { config: { permission: 'public' } }, async () => 'yes');
after(() => app.close());
const ask = (url: string, address = '203.0.113.7', headers = {}) => app.inject({ url, headers: { 'x-forwarded-for': address, ...headers } });

test('One address may ask a guarded route so often a minute; then it is told to wait, in its own language, and how long', async () => {
  for (let time = 0; time < 3; time += 1) assert.equal((await ask('/guess')).statusCode, 200);
  const refused = await ask('/guess', '203.0.113.7', { 'accept-language': 'en' });
  assert.equal(refused.statusCode, 429);
  const problem = refused.json<{ code: string; detail: string; next: string }>();
  assert.equal(problem.code, 'TOO_MANY_REQUESTS');
  assert.equal(problem.detail, 'More than 3 a minute.');
  assert.match(problem.next, /^Try again in \d+ s\.$/);
  assert.match(String(refused.headers['retry-after']), /^\d+$/);
});

test('Another address, and a route that is not guarded, are not concerned', async () => {
  assert.equal((await ask('/guess', '203.0.113.8')).statusCode, 200);
  for (let time = 0; time < 20; time += 1) assert.equal((await ask('/free')).statusCode, 200);
});

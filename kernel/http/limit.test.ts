import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createApp, perMinute } from './app.ts';
import { accountsPerAddress, networkOf } from './limit.ts';

const app = await createApp({ logLevel: 'silent' });
// Who asks is found out by another floor; here the header says it.
app.addHook('onRequest', async (request) => { request.countedFor = (request.headers['x-account'] as string | undefined) ?? null; });
app.get('/guess', { config: { permission: 'public', ...perMinute(3) } }, async () => 'no');
app.get('/other', { config: { permission: 'public', ...perMinute(3) } }, async () => 'no');
app.get('/free', { config: { permission: 'public' } }, async () => 'yes');
after(() => app.close());
const ask = (url: string, address = '203.0.113.7', headers = {}) => app.inject({ url, headers: { 'x-forwarded-for': address, ...headers } });
const times = async (count: number, call: (time: number) => ReturnType<typeof ask>) => {
  const found: number[] = [];
  for (let time = 0; time < count; time += 1) found.push((await call(time)).statusCode);
  return found;
};

test('One address may ask a guarded route so often a minute; then it is told to wait, in its own language, and how long', async () => {
  assert.deepEqual(await times(3, () => ask('/guess')), [200, 200, 200]);
  const refused = await ask('/guess', '203.0.113.7', { 'accept-language': 'en' });
  assert.equal(refused.statusCode, 429);
  const problem = refused.json<{ code: string; detail: string; next: string }>();
  assert.equal(problem.code, 'TOO_MANY_REQUESTS');
  assert.equal(problem.detail, 'More than 3 a minute.');
  assert.match(problem.next, /^Try again in \d+ s\.$/);
  assert.match(String(refused.headers['retry-after']), /^\d+$/);
});

test('Another address, another route, and one that is not guarded, are not concerned', async () => {
  assert.equal((await ask('/guess', '203.0.113.8')).statusCode, 200);
  assert.equal((await ask('/other')).statusCode, 200);
  assert.deepEqual(new Set(await times(20, () => ask('/free'))), new Set([200]));
});

test('An account is counted wherever it calls from: many addresses give it no more', async () => {
  assert.deepEqual(await times(4, (time) => ask('/guess', `198.51.100.${time}`, { 'x-account': 'a' })), [200, 200, 200, 429]);
  const refused = await ask('/guess', '198.51.100.99', { 'x-account': 'a' });
  assert.match(String(refused.headers['retry-after']), /^\d+$/);
  assert.equal(refused.json<{ code: string }>().code, 'TOO_MANY_REQUESTS');
});

test('Behind one address of an office each account has its own limit, whatever the others and strangers there do', async () => {
  assert.deepEqual(await times(4, () => ask('/guess', '192.0.2.1')), [200, 200, 200, 429], 'strangers there are stopped');
  for (const account of ['b', 'c', 'd']) assert.deepEqual(await times(4, () => ask('/guess', '192.0.2.1', { 'x-account': account })), [200, 200, 200, 429], account);
});

test('All accounts of one address together have a larger limit; past it they are told to wait too', async () => {
  const most = 3 * accountsPerAddress;
  const all = await times(most + 1, (time) => ask('/guess', '192.0.2.2', { 'x-account': `many-${time}` }));
  assert.deepEqual([all.indexOf(429), all.filter((status) => status === 200).length], [most, most]);
  const refused = await ask('/guess', '192.0.2.2', { 'x-account': 'one more', 'accept-language': 'en' });
  assert.equal(refused.json<{ detail: string }>().detail, `More than ${most} a minute.`);
  assert.match(String(refused.headers['retry-after']), /^\d+$/);
  assert.equal((await ask('/guess', '192.0.2.3', { 'x-account': 'one more' })).statusCode, 200, 'elsewhere they are served');
});

test('Of IPv6 it is the network that counts, however it is written', async () => {
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2');
  assert.equal(networkOf('2001:0db8:0001:0002::9'), '2001:db8:1:2');
  assert.equal(networkOf('2001:db8::1'), '2001:db8:0:0');
  assert.equal(networkOf('::1'), '0:0:0:0');
  assert.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0');
  assert.equal(networkOf('::ffff:192.0.2.4'), '192.0.2.4');
  assert.deepEqual(await times(4, (time) => ask('/guess', `2001:db8:5:5::${time + 1}`)), [200, 200, 200, 429]);
});

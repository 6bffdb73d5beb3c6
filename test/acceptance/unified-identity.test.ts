import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCity } from '#test/kit/city.ts';
import { clientFor } from '#test/kit/small-house.ts';

const city = await testCity();
const signIn = (username: string, password: string, headers = {}) => city.guest.post('/api/v1/session', { username, password }, headers);

test('A right password opens a session that says who one is and what one may; signing out ends it at once', async () => {
  const opened = await signIn('window', 'yiwang-demo');
  assert.equal(opened.status, 201);
  const clerk = clientFor(city.url, opened.body.token);
  const me = (await clerk.get('/api/v1/session')).body.reader;
  assert.equal(me.kind, 'official');
  assert.ok(me.rights.includes('matter.handle') && !me.rights.includes('account.read'));
  assert.equal((await fetch(`${city.url}/api/v1/session`, { method: 'DELETE', headers: { authorization: `Bearer ${clerk.token}` } })).status, 204);
  assert.equal((await clerk.get('/api/v1/session')).body.code, 'SIGN_IN_NEEDED');
});

test('An unknown name and a wrong password are refused with the same words, and repeated failures pause that name from that address only', async () => {
  const [unknown, wrong] = [await signIn('nobody-here', 'x'), await signIn('leader', 'x')];
  assert.equal(unknown.status, 401);
  assert.deepEqual({ ...unknown.body, traceId: '' }, { ...wrong.body, traceId: '' });
  for (let n = 0; n < 5; n += 1) await signIn('reviewer2', `wrong-${n}`);
  const paused = await signIn('reviewer2', 'yiwang-demo');
  assert.equal(paused.body.code, 'SIGN_IN_PAUSED');
  assert.match(paused.body.detail, /连续输错 5 次/);
  assert.equal((await signIn('reviewer', 'yiwang-demo')).status, 201, 'others are not paused');
  const guesses = await Promise.all(Array.from({ length: 12 }, (_, n) => signIn('window2', `guess-${n}`)));
  assert.equal(guesses.filter((guess) => guess.body.code === 'SIGN_IN_FAILED').length, 5, 'guesses at once are counted like one after another');
});

test('A changed token opens nothing, and a browser session changes nothing without its anti-forgery token', async () => {
  const opened = await signIn('citizen', 'yiwang-demo');
  const token = opened.body.token as string;
  const changed = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
  assert.equal((await clientFor(city.url, changed).get('/api/v1/session')).status, 401);
  const asBrowser = (headers: Record<string, string>) => fetch(`${city.url}/api/v1/drafts`, { method: 'POST', headers: { 'content-type': 'application/json', cookie: `yiwang_session=${token}`, ...headers }, body: JSON.stringify({ type: 'unemployment-registration' }) });
  const forged = await asBrowser({});
  assert.equal(forged.status, 403);
  assert.equal(((await forged.json()) as { code: string }).code, 'CSRF_MISSING');
  assert.equal((await asBrowser({ 'x-csrf-token': opened.body.csrf })).status, 201);
});

test('An identity number with a wrong check digit is refused with the field named', async () => {
  const citizen = await city.as('citizen');
  const answer = await citizen.post('/api/v1/matters', { type: 'unemployment-registration', form: { applicantName: '测试人', applicantId: '999901199003070018', applicantPhone: '13800138000', town: '440902001000', since: '2026-10-01', reason: 'ended', wish: '厨师' } });
  assert.deepEqual(answer.body.errors.map((fault: { pointer: string }) => fault.pointer), ['/form/applicantId']);
});

test('Demonstration accounts are refused wherever the demonstration is off', async () => {
  const { startYiwang } = await import('../../server.ts');
  const { testConfig, withoutFaces } = await import('#test/kit/city.ts');
  const { cityNamed } = await import('#cities/cities.ts');
  const real = await startYiwang({ ...testConfig(city.house.config.databaseUrl ?? '', city.dataDir), demo: false }, cityNamed('maoming'), { floors: withoutFaces });
  const guest = clientFor(real.address, null);
  assert.equal((await guest.post('/api/v1/session', { username: 'citizen', password: 'yiwang-demo' })).body.code, 'SIGN_IN_FAILED');
  assert.equal((await guest.get('/api/v1/demo/accounts')).status, 404);
  await real.stop();
});

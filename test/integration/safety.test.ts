import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createApp } from '#kernel/http/app.ts';
import { openAccounts } from '#domain/subject/accounts.ts';
import { placeFloor } from '#domain/place/floor.ts';
import { subjectFloor } from '#domain/subject/floor.ts';
import { smallHouse } from '#test/kit/small-house.ts';

/** The controls of docs/security.md that hold for every topic. */
const town = await smallHouse({ floors: [placeFloor, subjectFloor], jobs: false });
after(() => town.stop());
const { db } = town.house;
const password = 'a long enough sentence';
await openAccounts(db, ['li', 'wang', 'zhao', 'qian'].map((username) => ({ username, password, kind: 'citizen' as const, name: username })));
await openAccounts(db, [{ username: 'show', password, kind: 'citizen', name: '演示', demo: true }]);

const ask = (method: string, path: string, { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {}, at = town.url) =>
  fetch(`${at}${path}`, { method, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
const signIn = (username: string, given = password, at?: string) => ask('POST', '/api/v1/session', { body: { username, password: given } }, at);
type Session = { token: string; csrf: string };

test('Passwords are kept as Argon2id and sessions as digests: who reads the database can use neither', async () => {
  const { token } = (await (await signIn('li')).json()) as Session;
  const [account] = await db<{ password_hash: string }[]>`select password_hash from accounts where username = 'li'`;
  assert.match(account?.password_hash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  const rows = await db`select * from sessions`;
  assert.ok(rows.length > 0);
  assert.ok(!JSON.stringify(rows).includes(token));
});

test('A wrong name and a wrong password get the same answer', async () => {
  const [name, word] = await Promise.all([signIn('nobody-of-this-name'), signIn('wang', 'wrong')]);
  const [first, second] = (await Promise.all([name.json(), word.json()])) as Record<string, unknown>[];
  assert.equal(name.status, word.status);
  assert.deepEqual({ ...first, traceId: '' }, { ...second, traceId: '' });
});

test('After five wrong passwords even the right one waits, with words that say how long; others are not held up', async () => {
  for (let i = 0; i < 5; i += 1) assert.equal((await signIn('zhao', `guess ${i}`)).status, 401);
  const paused = await signIn('zhao');
  const problem = (await paused.json()) as { code: string; detail: string; next: string };
  assert.equal(paused.status, 429);
  assert.equal(problem.code, 'SIGN_IN_PAUSED');
  assert.match(problem.detail + problem.next, /\d+ ?分钟/);
  assert.equal((await signIn('li')).status, 201);
});

test('The session cookie is out of reach of scripts and of other sites, and travels over TLS only where the city has TLS', async () => {
  const cookie = (await signIn('li')).headers.get('set-cookie') ?? '';
  for (const part of [/HttpOnly/, /SameSite=Lax/, /Path=\//]) assert.match(cookie, part);
  const secure = await smallHouse({ floors: [placeFloor, subjectFloor], jobs: false, env: { PUBLIC_URL: 'https://yiwang.example.gov.cn' } });
  try {
    await openAccounts(secure.house.db, [{ username: 'li', password, kind: 'citizen', name: 'li' }]);
    assert.match((await signIn('li', password, secure.url)).headers.get('set-cookie') ?? '', /Secure/);
  } finally {
    await secure.stop();
  }
});

test('A change that another site sends with the cookie of the reader is refused and changes nothing', async () => {
  const signedIn = await signIn('qian');
  const { csrf } = (await signedIn.json()) as Session;
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const forged = await ask('DELETE', '/api/v1/session', { headers: { cookie } });
  assert.equal(forged.status, 403);
  assert.equal(((await forged.json()) as { code: string }).code, 'CSRF_MISSING');
  assert.equal((await ask('GET', '/api/v1/session', { headers: { cookie } })).status, 200, 'still signed in');
  assert.equal((await ask('DELETE', '/api/v1/session', { headers: { cookie, 'x-csrf-token': csrf } })).status, 204);
  assert.equal((await ask('GET', '/api/v1/session', { headers: { cookie } })).status, 401, 'signed out at once');
});

test('A closed account has no session any more', async () => {
  const { token } = (await (await signIn('wang')).json()) as Session;
  const headers = { authorization: `Bearer ${token}` };
  assert.equal((await ask('GET', '/api/v1/session', { headers })).status, 200);
  await db`update accounts set closed_at = now() where username = 'wang'`;
  assert.equal((await ask('GET', '/api/v1/session', { headers })).status, 401);
  assert.equal((await signIn('wang')).status, 401);
});

test('Demonstration accounts work in a demonstration only', async () => {
  assert.equal((await signIn('show')).status, 201);
  const real = await smallHouse({ floors: [placeFloor, subjectFloor], jobs: false, env: { DEMO: '0' } });
  try {
    await openAccounts(real.house.db, [{ username: 'show', password, kind: 'citizen', name: '演示', demo: true }]);
    assert.equal((await signIn('show', password, real.url)).status, 401);
    assert.equal((await ask('GET', '/api/v1/demo/accounts', {}, real.url)).status, 404);
  } finally {
    await real.stop();
  }
});

test('Signing in is written down, whether it succeeds or not, with account, address and trace', async () => {
  await signIn('li', 'wrong');
  const entries = await db<{ act: string; address: string; trace_id: string }[]>`
    select act, host(address) as address, trace_id from audit_entries join accounts on accounts.id = account_id where username = 'li' order by audit_entries.id`;
  assert.ok(entries.some(({ act }) => act === 'session.opened') && entries.some(({ act }) => act === 'session.refused'));
  for (const { address, trace_id: trace } of entries) {
    assert.equal(address, '127.0.0.1');
    assert.match(trace, /^[0-9a-f]{32}$/);
  }
});

test('The audit log can be neither changed nor thinned out', async () => {
  await signIn('li');
  const before = await db`select count(*) from audit_entries`;
  await assert.rejects(db`update audit_entries set act = 'nothing'`, /append-only/);
  await assert.rejects(db`delete from audit_entries`, /append-only/);
  assert.deepEqual(await db`select count(*) from audit_entries`, before);
});

test('The program does not start while a route has not said who may call it', async () => {
  const app = await createApp({ logLevel: 'silent' });
  app.get('/api/v1/forgotten', async () => 'everybody');
  await assert.rejects(async () => { await app.ready(); }, /No permission is declared for: GET \/api\/v1\/forgotten/);
  await app.close();
});

test('Every answer forbids guessing its type, framing it and telling others where the reader came from', async () => {
  for (const path of ['/healthz', '/api/v1/session', '/no/such/page']) {
    const { headers } = await ask('GET', path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    assert.equal(headers.get('x-frame-options'), 'DENY', path);
    assert.equal(headers.get('referrer-policy'), 'same-origin', path);
  }
});

test('Bad input is refused with words and never an error of ours', async () => {
  const tries: [string, string, string, string][] = [
    ['POST', '/api/v1/session', '{"username":', 'application/json'],
    ['POST', '/api/v1/session', '{"username":"a"}', 'application/json'],
    ['POST', '/api/v1/session', '{"username":"a\\u0000b","password":"x"}', 'application/json'],
    ['POST', '/api/v1/session', JSON.stringify({ username: 'a', password: 'x'.repeat(3_000_000) }), 'application/json'],
    ['POST', '/api/v1/session', '<session/>', 'application/xml'],
    ['POST', '/api/v1/session', '[]', 'application/json'],
    ['POST', '/api/v1/session', '__proto__', 'application/x-www-form-urlencoded'],
    ['POST', '/api/v1/session', '{"__proto__":{"a":1}}', 'application/json'],
  ];
  for (const [method, path, body, type] of tries) {
    const answer = await fetch(`${town.url}${path}`, { method, body, headers: { 'content-type': type } });
    const problem = (await answer.json()) as { status: number; code: string; title: string; next: string };
    const tried = `${type} ${body.slice(0, 40)} → ${answer.status} ${problem.code}`;
    assert.ok(answer.status >= 400 && answer.status < 500, tried);
    assert.match(answer.headers.get('content-type') ?? '', /application\/problem\+json/, tried);
    assert.ok(problem.title && problem.next, tried);
  }
});

test('Guarded calls are counted by account: many addresses give one no more, and one address of an office is not shut for the others', async () => {
  const [busy, colleague] = [await town.as({ username: 'busy', kind: 'citizen', name: 'busy' }), await town.as({ username: 'colleague', kind: 'citizen', name: 'colleague' })];
  const why = (who: typeof busy, address: string) => who.get('/api/v1/rights/why?object=ghost&id=1&right=matter.read', { 'x-forwarded-for': address });
  for (let time = 0; time < 60; time += 1) assert.equal((await why(busy, `198.51.100.${time}`)).body.code, 'OBJECT_UNKNOWN');
  const refused = await why(busy, '198.51.100.99');
  assert.equal(refused.status, 429);
  assert.equal(refused.body.code, 'TOO_MANY_REQUESTS');
  assert.match(refused.body.detail, /每分钟 60 次/);
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
  assert.equal((await why(colleague, '198.51.100.99')).body.code, 'OBJECT_UNKNOWN');
});

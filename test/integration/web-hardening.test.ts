import assert from 'node:assert/strict';
import { test } from 'node:test';
import { program } from '#test/kit/program.ts';
import { clientFor } from '#test/kit/small-house.ts';

/** The program as it is started in earnest, saying everything it can say. */
const { start, end, said } = program('hardening', { LOG_LEVEL: 'trace' });
const url = await start();

test('Every page of every face forbids inline script and style, framing and foreign sources, and has none itself', async () => {
  for (const path of ['/', '/items', '/search?q=%E5%BC%80%E5%BA%97', '/sign-in', '/report', '/verify', '/no/such/page', '/api/docs', '/office', '/command', '/hub']) {
    const answer = await fetch(`${url}${path}`, { headers: { accept: 'text/html' } });
    const policy = answer.headers.get('content-security-policy') ?? '';
    const html = await answer.text();
    assert.match(policy, /default-src '(self|none)'/, `${path}: ${policy}`);
    assert.doesNotMatch(policy, /unsafe-(inline|eval)|\*(?!\.)|https?:(?!\/\/)/, `${path}: ${policy}`);
    for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) assert.match(tag, / src=| nonce=| type="application\/(ld\+)?json"/, `${path}: ${tag}`);
    assert.doesNotMatch(html.replaceAll(/<(script|style)\b[\s\S]*?<\/\1>/g, ''), /<[^>]+\s(on[a-z]+|style)="/, `${path} has inline handlers or styles`);
    assert.equal(answer.headers.get('x-frame-options'), 'DENY', path);
  }
});

test('Passwords, tokens, cookies and keys never stand in the log, whatever is logged', async () => {
  const password = 'yiwang-demo';
  const secret = 'correct horse 电池 staple';
  const guest = clientFor(url, null);
  const { body: session, headers } = await guest.post('/api/v1/session', { username: 'citizen', password });
  const cookie = /yiwang_session=([^;]+)/.exec(headers.get('set-cookie') ?? '')?.[1] ?? '';
  assert.ok(session.token && cookie);
  await guest.post('/api/v1/session', { username: 'citizen', password: secret });
  await clientFor(url, session.token).get('/api/v1/session');
  await fetch(`${url}/api/v1/session`, { headers: { cookie: `yiwang_session=${cookie}` } });
  await guest.get('/api/v1/shared/01900000-0000-7000-8000-000000000000/rows', { 'x-api-key': encodeURIComponent(secret), authorization: `Bearer ${secret.replaceAll(/[^a-z]/g, '')}` });
  await guest.post('/api/v1/matters', '{', { 'content-type': 'application/json' });
  for (const path of ['/password?code=', '/search?q=', '/nowhere?code=', '/oidc/auth?code=']) await fetch(`${url}${path}${encodeURIComponent(secret)}`, { redirect: 'manual' });
  await new Promise((wake) => setTimeout(wake, 300));
  const log = said().split('\n').filter((line) => line.startsWith('{')).join('\n');
  assert.ok(log.length > 0, 'it does log');
  for (const hidden of [secret, session.token as string, session.csrf as string, cookie, encodeURIComponent(secret), `"${password}"`, secret.replaceAll(/[^a-z]/g, '')]) assert.ok(!log.includes(hidden), `the log holds ${hidden.slice(0, 8)}…`);
});

test('The program ends cleanly', async () => assert.equal(await end('SIGTERM'), 0));

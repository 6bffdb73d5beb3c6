import assert from 'node:assert/strict';
import { test } from 'node:test';
import { program } from '#test/kit/program.ts';
import { freePort } from '#test/kit/free-port.ts';
import { PlainBrowser } from '#test/kit/relying-party.ts';
import { proveFresh } from '#test/kit/prove.ts';
import { clientFor, type Client } from '#test/kit/small-house.ts';
import { until } from '#test/kit/until.ts';

// One address before and after: the applications know it.
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const { start, end } = program('kill-sign-in', { PORT: String(port), PUBLIC_URL: url });

const guest = clientFor(url, null);
async function as(username: string): Promise<Client> {
  return clientFor(url, (await guest.post('/api/v1/session', { username, password: 'yiwang-demo' })).body.token as string);
}

test('Killed in the middle of signing in and agreeing, the program starts again with every session, consent and withdrawal it had acknowledged', { timeout: 300_000 }, async () => {
  await start();
  const admin = await as('admin');
  await proveFresh(admin, admin);
  const returns = 'http://127.0.0.1:9/back';
  const applications = await Promise.all(Array.from({ length: 12 }, async (_, n) =>
    (await admin.post('/api/v1/applications', { kind: 'public', name: `应用 ${n}`, purpose: '试', organ: '440900-政务服务数据管理局', contact: '试', returnAddresses: [returns], scopes: ['openid', 'profile'] })).body as { clientId: string }));
  const tokens: string[] = [];
  const agreed = new Set<string>();
  const withdrawn = new Set<string>();
  let unanswered = 0;
  let going = true;
  const signing = Array.from({ length: 3 }, async () => {
    while (going) await guest.post('/api/v1/session', { username: 'citizen', password: 'yiwang-demo' }).then((answer) => answer.status === 201 && tokens.push(answer.body.token as string), () => { unanswered += 1; going = false; });
  });
  const browser = new PlainBrowser();
  await browser.send(await browser.open(`${url}/sign-in`), '/sign-in', { username: 'citizen', password: 'yiwang-demo' });
  const agreeing = (async () => {
    for (let round = 0; going; round += 1) {
      const { clientId } = applications[round % applications.length]!;
      const asked = new URLSearchParams({ client_id: clientId, response_type: 'code', scope: 'openid profile', redirect_uri: returns, state: 's', code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' });
      const consent = await browser.open(`${url}/oidc/auth?${asked}`, { stopAt: returns });
      const done = consent.url.startsWith(returns) ? consent : await browser.send(consent, '/authorize/', { answer: 'yes' }, { stopAt: returns });
      if (new URL(done.url).searchParams.has('code')) agreed.add(clientId);
      withdrawn.delete(clientId);
      if (round % 3 === 2) {
        // From here on neither answer is known until the withdrawal is acknowledged.
        agreed.delete(clientId);
        await browser.send(await browser.open(`${url}/account`), `/consents/${clientId}/withdraw`, {});
        withdrawn.add(clientId);
      }
    }
  })().catch(() => { going = false; });
  await until(async () => tokens.length >= 20 && agreed.size >= 6, { seconds: 120, what: 'twenty sessions and six consents' });
  await end('SIGKILL');
  await Promise.all([...signing, agreeing]);
  assert.ok(unanswered > 0, 'killed in the middle');

  await start();
  for (const token of tokens) assert.equal((await clientFor(url, token).get('/api/v1/session')).status, 200);
  const citizen = await as('citizen');
  const kept = new Set(((await citizen.get('/api/v1/application-consents')).body.items as { clientId: string }[]).map(({ clientId }) => clientId));
  for (const clientId of agreed) assert.ok(kept.has(clientId), `${clientId} was agreed to`);
  for (const clientId of withdrawn) assert.ok(!kept.has(clientId), `${clientId} was withdrawn`);
  const again = await browser.open(`${url}/account`);
  assert.match(again.page, /我的帐号/, 'the browser is still signed in');
});

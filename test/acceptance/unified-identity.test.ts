import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { after, test } from 'node:test';
import * as oidc from 'openid-client';
import { rotateKeys } from '#protocols/oidc/keys.ts';
import { forgetProvider } from '#protocols/oidc/provider.ts';
import { personOf, testCity } from '#test/kit/city.ts';
import { freePort } from '#test/kit/free-port.ts';
import { applicationServer, PlainBrowser } from '#test/kit/relying-party.ts';
import { nationalIdentity } from '#test/kit/national-identity.ts';
import { proveFresh } from '#test/kit/prove.ts';
import { clientFor } from '#test/kit/small-house.ts';
import { until } from '#test/kit/until.ts';

const port = await freePort();
const national = await nationalIdentity();
after(national.close);
const city = await testCity({ env: { PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, UPSTREAM_IDENTITY: national.setting } });
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

/** The single sign-on, tried with a foreign client (npm openid-client) and a browser without a screen. */
const [library, clinic] = [await applicationServer(), await applicationServer({ fails: 1 })];
after(() => { library.close(); clinic.close(); });
const admin = await city.as('admin');
await proveFresh(admin, admin);

const organ = '440900-政务服务数据管理局';
const entry = (server: { url: string }, name: string) => ({ name, purpose: '预约与取号', organ, contact: '张工 0668-2910000', returnAddresses: [`${server.url}/callback`], signOutAddresses: [`${server.url}/bye`], backChannel: `${server.url}/signed-out`, scopes: ['openid', 'profile', 'full_name', 'phone', 'offline_access'] });
const register = async (given: object) => {
  const answer = await admin.post('/api/v1/applications', { kind: 'web', ...given });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body as { id: string; clientId: string; secret: string; issuer: string };
};
const apps = { library: await register(entry(library, '图书馆')), clinic: await register(entry(clinic, '社区医院')) };
const configOf = ({ clientId, secret, issuer }: { clientId: string; secret: string; issuer: string }, proof: typeof oidc.ClientSecretBasic = oidc.ClientSecretPost) =>
  oidc.discovery(new URL(issuer), clientId, { backchannel_logout_uri: '' } as never, proof(secret), { execute: [oidc.allowInsecureRequests] });
// One shows its secret in the header, the others in the body, which is what the library does when told nothing.
const config = { library: await configOf(apps.library, oidc.ClientSecretBasic), clinic: await configOf(apps.clinic) };

type Begun = { url: URL; verifier: string; state: string; nonce: string; returns: string };
async function begin(which: 'library' | 'clinic', scope = 'openid profile', more: Record<string, string> = {}): Promise<Begun> {
  const [verifier, state, nonce] = [oidc.randomPKCECodeVerifier(), oidc.randomState(), oidc.randomNonce()];
  const returns = `${(which === 'library' ? library : clinic).url}/callback`;
  const url = oidc.buildAuthorizationUrl(config[which], { redirect_uri: returns, scope, state, nonce, code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', ...more });
  return { url, verifier, state, nonce, returns };
}
const finish = (which: 'library' | 'clinic', { verifier, state, nonce }: Begun, ended: string) =>
  oidc.authorizationCodeGrant(config[which], new URL(ended), { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce });

/** Signs the demonstration's citizen in on the page the browser was led to. */
const enter = (browser: PlainBrowser, shown: { url: string; page: string }, stopAt?: string) => browser.send(shown, '/sign-in', { username: 'citizen', password: 'yiwang-demo' }, stopAt === undefined ? {} : { stopAt });

test('One sign-in opens two applications without a second; each hears a number of its own and the name with a part hidden; signing out ends both', async () => {
  const browser = new PlainBrowser();
  const first = await begin('library');
  const asked = await browser.open(first.url.href, { stopAt: first.returns });
  assert.match(asked.page, /登录后进入“图书馆”/, 'the page says where one is going');
  const consent = await enter(browser, asked);
  assert.match(consent.page, /“图书馆”想知道/);
  assert.match(consent.page, /预约与取号/);
  assert.match(consent.page, /遮住一部分的姓名/);
  assert.match(consent.page, /随时在“我的帐号”里撤回/);
  const ended = await browser.send(consent, '/authorize/', { answer: 'yes' }, { stopAt: first.returns });
  const tokens = await finish('library', first, ended.url);
  const [one, me] = [tokens.claims()!, await oidc.fetchUserInfo(config.library, tokens.access_token, tokens.claims()!.sub)];
  assert.match(String(me['name']), /\*/);
  assert.equal(me['phone_number'], undefined);
  assert.equal(one.acr, 'urn:yiwang:acr:1');

  const second = await begin('clinic');
  const consented = await browser.open(second.url.href, { stopAt: second.returns });
  assert.match(consented.page, /“社区医院”想知道/, 'no second sign-in');
  const there = await browser.send(consented, '/authorize/', { answer: 'yes' }, { stopAt: second.returns });
  const others = await finish('clinic', second, there.url);
  assert.notEqual(others.claims()!.sub, one.sub, 'two applications cannot put together what they know');
  const again = await begin('library');
  const straight = await browser.open(again.url.href, { stopAt: again.returns });
  assert.ok(straight.url.startsWith(again.returns), 'nothing is asked the next time');

  const bye = await browser.open(oidc.buildEndSessionUrl(config.library, { id_token_hint: tokens.id_token!, post_logout_redirect_uri: `${library.url}/bye` }).href);
  assert.match(bye.page, /“图书馆”请求退出登录/);
  const gone = await browser.send(bye, '/session/end/confirm', { logout: 'yes' }, { stopAt: `${library.url}/bye` });
  assert.ok(gone.url.startsWith(`${library.url}/bye`));
  await until(async () => library.told.length > 0 && clinic.told.length > 0, { seconds: 40, what: 'both applications being told' });
  const [, payload = ''] = clinic.told[0]?.split('.') ?? [];
  const told = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: string; sid: string; events: object };
  assert.equal(told.sub, others.claims()!.sub);
  assert.equal(told.sid, others.claims()!['sid']);
  assert.ok('http://schemas.openid.net/event/backchannel-logout' in told.events);
  const after = await browser.open(`${city.url}/account`);
  assert.match(after.url, /\/sign-in/, 'and the session of the site has ended');
  await assert.rejects(oidc.refreshTokenGrant(config.clinic, others.refresh_token!), 'so has what the other application holds');
});

test('Signing out at the site tells every application that was opened', async () => {
  const browser = new PlainBrowser();
  const begun = await begin('clinic');
  const ended = await enter(browser, await browser.open(begun.url.href), begun.returns);
  const tokens = await finish('clinic', begun, ended.url);
  const before = clinic.told.length;
  const home = await browser.open(`${city.url}/`);
  await browser.send(home, '/sign-out', {});
  await until(async () => clinic.told.length > before, { seconds: 40, what: 'the application being told' });
  await until(async () => oidc.fetchUserInfo(config.clinic, tokens.access_token, tokens.claims()!.sub).then(() => false, () => true), { what: 'the end of the token' });
});

test('An unregistered application, a wrong return address, a missing proof of the code: refused in words, and nobody is sent on', async () => {
  const browser = new PlainBrowser();
  const { url } = await begin('library');
  const ask = (change: Record<string, string | null>) => {
    const changed = new URL(url);
    for (const [name, value] of Object.entries(change)) if (value === null) changed.searchParams.delete(name); else changed.searchParams.set(name, value);
    return browser.open(changed.href, { stopAt: library.url });
  };
  const stranger = await ask({ client_id: 'app-nobody' });
  assert.equal(stranger.status, 400);
  assert.match(stranger.page, /这个应用没有登记/);
  assert.match(stranger.page, /请不要在那个网站输入密码/);
  assert.equal((await ask({ client_id: '\0' })).status, 400, 'senseless input is no failure of ours');
  assert.equal((await fetch(`${city.url}/oidc/token`, { method: 'POST', body: new URLSearchParams({ client_id: '\0', grant_type: 'client_credentials' }) })).status, 401);
  const signedIn = new PlainBrowser();
  await enter(signedIn, await signedIn.open(`${city.url}/sign-in`));
  assert.equal((await signedIn.open(`${city.url}/sign-in?back=/authorize/%00`)).status, 200);
  const wrong = await ask({ redirect_uri: `${library.url}/callback/` });
  assert.equal(wrong.status, 400);
  assert.match(wrong.page, /返回地址与登记的不一致/);
  const bare = await ask({ code_challenge: null, code_challenge_method: null });
  assert.match(new URL(bare.url).searchParams.get('error') ?? '', /invalid_request/, 'PKCE is no choice');
  for (const [address, words] of [['http://example.org/cb', /不是 https 地址/], ['https://*.example.org/cb', /通配符/], ['elsewhere', /不是完整的网址/]] as const) {
    const refused = await admin.post('/api/v1/applications', { kind: 'web', ...entry(library, '试'), returnAddresses: [address] });
    assert.equal(refused.body.code, 'APPLICATION_ADDRESS');
    assert.match(refused.body.detail, words);
  }
});

test('A changed token is refused; a code works once; a refresh gives new tokens and spends the old one; keys change without anybody noticing', async () => {
  const browser = new PlainBrowser();
  const begun = await begin('library');
  const ended = await enter(browser, await browser.open(begun.url.href), begun.returns);
  const tokens = await finish('library', begun, ended.url);
  await assert.rejects(finish('library', begun, ended.url), 'the code is spent, and whoever brings it twice ends everything under it');
  const token = tokens.id_token!;
  const [head = '', body = '', sign = ''] = token.split('.');
  const { keys } = (await (await fetch(`${apps.library.issuer}/jwks`)).json()) as { keys: { kid: string }[] };
  const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string };
  const key = createPublicKey({ key: keys.find((each) => each.kid === kid) as never, format: 'jwk' });
  const holds = (what: string) => verify('sha256', Buffer.from(what), key, Buffer.from(sign, 'base64url'));
  assert.ok(holds(`${head}.${body}`));
  assert.ok(!holds(`${head}.${body.slice(0, -2)}AA`), 'a changed token');

  const next = await begin('library');
  const there = await browser.send(await browser.open(next.url.href, { stopAt: next.returns }), '/authorize/', { answer: 'yes' }, { stopAt: next.returns });
  const fresh = await finish('library', next, there.url);
  const changed = fresh.access_token.slice(0, -1) + (fresh.access_token.endsWith('A') ? 'B' : 'A');
  await assert.rejects(oidc.fetchUserInfo(config.library, changed, fresh.claims()!.sub), (error: Error) => (error.cause as { status?: number } | undefined)?.status === 401 || /WWW-Authenticate|unexpected HTTP/i.test(error.message));
  await rotateKeys(city.house);
  forgetProvider(city.house);
  const refreshed = await oidc.refreshTokenGrant(config.library, fresh.refresh_token!);
  assert.notEqual(refreshed.refresh_token, fresh.refresh_token);
  await assert.rejects(oidc.refreshTokenGrant(config.library, fresh.refresh_token!), 'used twice: stolen, so everything under it ends');
  await assert.rejects(oidc.refreshTokenGrant(config.library, refreshed.refresh_token!));
});

test('The citizen reads what an application may know, gives the full name or not, and withdraws it; the owner sees every application that was opened', async () => {
  const browser = new PlainBrowser();
  const begun = await begin('library', 'openid profile full_name phone');
  const consent = await enter(browser, await browser.open(begun.url.href), begun.returns);
  assert.match(consent.page, /完整姓名/);
  const ended = await browser.send(consent, '/authorize/', { answer: 'yes', agree: 'full_name' }, { stopAt: begun.returns });
  const tokens = await finish('library', begun, ended.url);
  const me = await oidc.fetchUserInfo(config.library, tokens.access_token, tokens.claims()!.sub);
  assert.doesNotMatch(String(me['name']), /\*/);
  assert.equal(me['phone_number'], undefined, 'not agreed to');
  const account = await browser.open(`${city.url}/account`);
  assert.match(account.page, /知道您的应用/);
  assert.match(account.page, /进入“图书馆”/, 'the record of sign-ins');
  await browser.send(account, `/consents/${apps.library.clientId}/withdraw`, {});
  await assert.rejects(oidc.fetchUserInfo(config.library, tokens.access_token, tokens.claims()!.sub), 'from then on it can read nothing');
  const next = await begin('library');
  assert.match((await browser.open(next.url.href, { stopAt: next.returns })).page, /“图书馆”想知道/, 'and it must ask anew');
  const refused = await browser.send(await browser.open((await begin('library')).url.href), '/authorize/', { answer: 'no' }, { stopAt: library.url });
  assert.equal(new URL(refused.url).searchParams.get('error'), 'access_denied');
});

test('An application that wants two factors gets them: the person shows a second one and goes on', async () => {
  const browser = new PlainBrowser();
  const begun = await begin('clinic', 'openid profile', { acr_values: 'urn:yiwang:acr:2' });
  const proving = await enter(browser, await browser.open(begun.url.href), begun.returns);
  assert.match(proving.page, /再验证一次身份/);
  const sent = await browser.send(proving, '/prove/message', {});
  const code = /验证码 (\d{6})/.exec(sent.page)?.[1] ?? '';
  const ended = await browser.send(sent, '/prove', { code }, { stopAt: begun.returns });
  const tokens = await finish('clinic', begun, ended.url);
  assert.equal(tokens.claims()!.acr, 'urn:yiwang:acr:2');
});

test('A system signs in with its secret and acts in our API with the rights of its service account, no more; a wrong secret and a closed system get nothing', async () => {
  const system = await register({ kind: 'system', name: '对账程序', purpose: '每日对账', organ, contact: '值班室' });
  const asSystem = await configOf(system);
  const { access_token: token } = await oidc.clientCredentialsGrant(asSystem);
  const client = clientFor(city.url, token);
  const me = (await client.get('/api/v1/session')).body.reader;
  assert.deepEqual([me.kind, me.rights], ['service', []]);
  assert.equal((await client.get('/api/v1/accounts')).body.code, 'NOT_ALLOWED');
  await city.house.db`insert into appointments (id, account_id, role) select gen_random_uuid(), account_id, 'auditor' from applications where client_id = ${system.clientId}`;
  assert.equal((await client.get('/api/v1/accounts')).status, 200, 'a role given to it holds at once');
  await assert.rejects(oidc.clientCredentialsGrant(await configOf({ ...system, secret: 'guess' })));
  const [kept] = await city.house.db<{ secret_hash: string }[]>`select secret_hash from applications where client_id = ${system.clientId}`;
  assert.ok(!kept?.secret_hash.includes(system.secret), 'the secret is not kept');
  const { secret } = (await admin.post(`/api/v1/applications/${system.id}/secret`)).body;
  await assert.rejects(oidc.clientCredentialsGrant(asSystem), 'the old secret ends with the new one');
  await oidc.clientCredentialsGrant(await configOf({ ...system, secret }));
  assert.equal((await admin.post(`/api/v1/applications/${system.id}/close`)).status, 204);
  assert.equal((await client.get('/api/v1/session')).status, 401);
});

test('A kiosk shows digits; the person enters them on a phone, sees which device it is, and the kiosk is signed in', async () => {
  const kiosk = await register({ kind: 'device', name: '大厅一体机', purpose: '自助取号', organ, contact: '大厅值班', scopes: ['openid', 'profile'] });
  const device = await oidc.discovery(new URL(kiosk.issuer), kiosk.clientId, {}, oidc.None(), { execute: [oidc.allowInsecureRequests] });
  const flow = await oidc.initiateDeviceAuthorization(device, { scope: 'openid profile' });
  assert.match(flow.user_code, /^\d{4}-\d{4}$/);
  const browser = new PlainBrowser();
  await enter(browser, await browser.open(`${city.url}/sign-in`));
  const page = await browser.open(`${city.url}/device`);
  const wrong = await browser.send(page, '/oidc/device', { user_code: '0000-0000' });
  assert.match(wrong.page, /没有这个数字/);
  const confirm = await browser.send(wrong, '/oidc/device', { user_code: flow.user_code });
  assert.match(confirm.page, /大厅一体机/);
  const consent = await browser.send(confirm, '/oidc/device', { confirm: 'yes' });
  const done = await browser.send(consent, '/authorize/', { answer: 'yes' });
  assert.match(done.page, /设备已登录/);
  const tokens = await oidc.pollDeviceAuthorizationGrant(device, { ...flow, interval: 1 });
  assert.ok(tokens.access_token);
});

test('The national identity service signs somebody in and brings the highest real-name level; what it did not sign is refused, and who is in no registry gets no account', async () => {
  const person = await personOf(city, 'citizen');
  const through = async () => {
    const browser = new PlainBrowser();
    const shown = await browser.open(`${city.url}/sign-in?back=/account`);
    assert.match(shown.page, /用国家统一身份认证登录/);
    return browser.open(`${city.url}/sign-in/upstream?back=/account`);
  };
  for (const forge of ['signature', 'nonce', 'audience'] as const) {
    Object.assign(national.state, { forge, person: { sub: 'p-7', name: person.name, idNumber: person.idNumber } });
    const refused = await through();
    assert.equal(refused.status, 403, forge);
    assert.match(refused.page, /统一身份认证没有通过/);
  }
  Object.assign(national.state, { forge: 'nothing', person: { sub: 'p-8', name: '无此人', idNumber: person.idNumber } });
  assert.match((await through()).page, /没有找到对应的登记信息/);
  Object.assign(national.state, { person: { sub: 'p-7', name: person.name, idNumber: person.idNumber } });
  const account = await through();
  assert.match(account.page, /我的帐号/);
  assert.match(account.page, /经国家统一身份认证/);
  assert.match((await through()).page, new RegExp(person.name), 'the second time the same account');
  const stolen = await new PlainBrowser().open(`${city.url}/sign-in/upstream/return?code=x&state=01900000-0000-7000-8000-000000000000`);
  assert.match(stolen.page, /这次登录已经过时/, 'an answer to another browser is nobody’s');
});

test('A sensitive act asks for a second factor: without it the act is refused with what to do, with it it is done, and the owner sees it on record', async () => {
  const fresh = await city.as('admin');
  const open = () => fresh.post('/api/v1/accounts', { username: 'window-9', name: '新来的', kind: 'official', organ });
  const refused = await open();
  assert.equal(refused.body.code, 'STEP_UP_NEEDED');
  assert.match(refused.body.next, /\/prove/);
  await proveFresh(fresh, fresh);
  const opened = await open();
  assert.equal(opened.status, 201);
  assert.match(opened.body.link, /\/password\?code=/, 'nobody but its holder ever knows the password');
  const outcomes = (await fresh.get('/api/v1/sign-ins')).body.items.map(({ outcome }: { outcome: string }) => outcome);
  assert.equal(outcomes[0], 'proven');
});

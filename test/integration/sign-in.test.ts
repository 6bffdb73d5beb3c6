import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { openAccounts } from '#domain/subject/accounts.ts';
import { defineRole } from '#domain/subject/define.ts';
import { saveOrgans, loadOrgans } from '#domain/subject/organs.ts';
import { offerFirstAdministrator } from '#domain/subject/sign-in/first-administrator.ts';
import { placeFloor } from '#domain/place/floor.ts';
import { subjectFloor } from '#domain/subject/floor.ts';
import { Authenticator } from '#test/kit/authenticator.ts';
import { clientFor, smallHouse, type Client } from '#test/kit/small-house.ts';
import { until } from '#test/kit/until.ts';

/** Passwords, sessions, second factors and messages, through the API of a house with the subject floor alone. */
const texts: { to: string; text: string }[] = [];
let gatewayFails = 1;
const gateway = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => { body += part; }).on('end', () => {
    // The first call of a gateway fails, as gateways do.
    if (gatewayFails-- > 0) return response.writeHead(503).end();
    assert.equal(request.headers.authorization, `Basic ${Buffer.from('sms:key').toString('base64')}`);
    texts.push(JSON.parse(body));
    response.writeHead(200).end();
  });
});
await new Promise<void>((ready) => { gateway.listen(0, '127.0.0.1', ready); });
const administrator = defineRole({ key: 'system-administrator', title: '系统管理员', reach: 'city', face: 'hub', may: ['account.read', 'account.manage'] });
const registrar = defineRole({ key: 'registrar', title: '登记员', reach: 'city', face: 'office', may: ['duty.read'], needs: 'factor' });
const viewer = defineRole({ key: 'viewer', title: '查看员', reach: 'city', face: 'office', may: ['duty.read'] });
const town = await smallHouse({ floors: [placeFloor, subjectFloor], declared: [administrator, registrar, viewer], env: { DEMO: '0', MESSAGE_GATEWAY: `http://sms:key@127.0.0.1:${(gateway.address() as AddressInfo).port}/send` } });
after(async () => { await town.stop(); gateway.closeAllConnections(); gateway.close(); });
const { db } = town.house;
await saveOrgans(db, [{ id: '440900-政务服务数据管理局', name: '政务服务数据管理局', function: '政务服务数据管理局', region: '440900000000', parent: null, uscc: '11440900MB2C00000X', phone: null }], { demo: false });
await loadOrgans(town.house);
const password = 'a long enough sentence';
await openAccounts(db, ['li', 'wang', 'zhao', 'qian'].map((username) => ({ username, password, kind: 'citizen' as const, name: username })));

const signIn = (username: string, given = password, code?: string) => town.guest.post('/api/v1/session', { username, password: given, ...(code ? { code } : {}) });
const as = async (username: string): Promise<Client> => clientFor(town.url, (await signIn(username)).body.token);
const remove = (client: Client, path: string) => fetch(`${town.url}${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${client.token}` } });

test('The first start with a database of one’s own prints a link that makes the first administrator, once', async () => {
  const link = await offerFirstAdministrator(town.house);
  assert.ok(link);
  const earlier = new URL(link).searchParams.get('code') ?? '';
  const code = new URL((await offerFirstAdministrator(town.house)) ?? '').searchParams.get('code') ?? '';
  const become = (given: object) => town.guest.post('/api/v1/first-administrator', { code, username: 'chief', name: '首任', organ: '440900-政务服务数据管理局', password: '榕树下的老茶馆 1987', ...given });
  assert.equal((await become({ code: earlier })).body.code, 'LINK_SPENT', 'a newer start ends the older link');
  const weak = await become({ password: 'Admin@123456' });
  assert.equal(weak.body.code, 'PASSWORD_WEAK');
  assert.match(weak.body.detail, /常见或已泄露/);
  const [first, second] = await Promise.all([become({}), become({ username: 'chief2' })]);
  assert.deepEqual([first.status, second.status].toSorted(), [201, 410], 'two at once make one');
  assert.equal((await become({ username: 'chief3' })).body.code, 'FIRST_ADMINISTRATOR_THERE');
  assert.equal(await offerFirstAdministrator(town.house), null);
  const me = await clientFor(town.url, (first.status === 201 ? first : second).body.token).get('/api/v1/session');
  assert.ok(me.body.reader.rights.includes('account.manage'));
  const [noted] = await db`select 1 from audit_entries where act = 'account.first'`;
  assert.ok(noted);
});

test('A password is changed with the present one; the other sessions end, a common one is refused with the reason', async () => {
  const [one, other] = [await as('li'), await as('li')];
  assert.equal((await one.post('/api/v1/session/password', { present: 'no', password: '山高月小水落石出之夜' })).body.code, 'PASSWORD_WRONG');
  const common = await one.post('/api/v1/session/password', { present: password, password: 'Woaini1314!' });
  assert.equal(common.body.code, 'PASSWORD_WEAK');
  assert.equal(common.body.errors[0].pointer, '/password');
  assert.equal((await one.post('/api/v1/session/password', { present: password, password: '山高月小水落石出之夜' })).status, 204);
  assert.equal((await one.get('/api/v1/session')).status, 200);
  assert.equal((await other.get('/api/v1/session')).status, 401);
  assert.equal((await signIn('li')).status, 401);
  assert.equal((await signIn('li', '山高月小水落石出之夜')).status, 201);
});

test('One sees one’s open sessions and every try to sign in, and ends a session elsewhere', async () => {
  await signIn('wang', 'guess');
  const [here, elsewhere] = [await as('wang'), await as('wang')];
  const { items } = (await here.get('/api/v1/sessions')).body;
  assert.equal(items.length, 2);
  const other = items.find((each: { current: boolean }) => !each.current);
  assert.equal((await remove(here, `/api/v1/sessions/${other.id}`)).status, 204);
  assert.equal((await elsewhere.get('/api/v1/session')).status, 401);
  assert.equal((await remove(here, `/api/v1/sessions/${other.id}`)).status, 404);
  const stranger = await as('zhao');
  assert.equal((await remove(stranger, `/api/v1/sessions/${items.find((each: { current: boolean }) => each.current).id}`)).status, 404, 'a session of somebody else is none of mine');
  const tries = (await here.get('/api/v1/sign-ins')).body.items.map(({ outcome }: { outcome: string }) => outcome);
  assert.deepEqual(tries, ['ended', 'opened', 'opened', 'refused']);
  assert.equal((await remove(here, '/api/v1/sessions')).status, 200);
});

test('An authenticator app, once confirmed, is asked for at sign-in; each code works once, recovery codes when the phone is lost', async () => {
  const zhao = await as('zhao');
  const { id, secret, uri, picture } = (await zhao.post('/api/v1/sign-in-methods/totp')).body;
  assert.match(uri, /^otpauth:\/\/totp\//);
  assert.match(picture, /^<svg/);
  const app = new Authenticator(secret);
  const stored = await db`select sealed from sign_in_methods where id = ${id}`;
  assert.ok(!Buffer.from(stored[0]?.['sealed'] as Uint8Array).toString('latin1').includes(secret), 'the secret is sealed');
  assert.equal((await zhao.post(`/api/v1/sign-in-methods/totp/${id}`, { code: '000000' })).body.code, 'CODE_WRONG');
  assert.equal((await signIn('zhao')).status, 201, 'not asked before it is confirmed');
  const first = app.next();
  const { recoveryCodes } = (await zhao.post(`/api/v1/sign-in-methods/totp/${id}`, { code: first })).body;
  assert.equal(recoveryCodes.length, 10);
  const asked = await signIn('zhao');
  assert.equal(asked.body.code, 'SECOND_FACTOR_NEEDED');
  assert.match(asked.body.next, /6 位数字/);
  assert.equal((await signIn('zhao', password, first)).body.code, 'CODE_WRONG', 'that code is spent');
  const second = app.next();
  const opened = await signIn('zhao', password, second);
  assert.equal(opened.status, 201);
  assert.equal((await signIn('zhao', password, second)).body.code, 'CODE_WRONG', 'a code looked over the shoulder is spent');
  assert.equal((await signIn('zhao', password, recoveryCodes[0])).status, 201);
  assert.equal((await signIn('zhao', password, recoveryCodes[0])).body.code, 'CODE_WRONG');
  const methods = (await clientFor(town.url, opened.body.token).get('/api/v1/sign-in-methods')).body;
  assert.deepEqual([methods.items.map(({ kind }: { kind: string }) => kind), methods.recoveryLeft], [['totp'], 9]);
});

test('A code by message goes through the gateway, again where the gateway had failed; it proves a session once, and so many an hour', async () => {
  const qian = await as('qian');
  const began = await qian.post('/api/v1/sign-in-methods/phone', { phone: '13800138001' });
  assert.equal(began.status, 201);
  const codeOf = (n: number) => until(async () => /验证码 (\d{6})/.exec(texts[n]?.text ?? '')?.[1], { seconds: 30, what: 'the message' });
  assert.equal((await qian.post('/api/v1/sign-in-methods/phone/confirm', { challenge: began.body.challenge, code: await codeOf(0) })).status, 204);
  assert.equal(texts[0]?.to, '13800138001');
  const { challenge } = (await qian.post('/api/v1/session/proof/message')).body;
  const code = await codeOf(1);
  assert.equal((await qian.post('/api/v1/session/proof', { code: code === '123456' ? '654321' : '123456', challenge })).body.code, 'CODE_WRONG');
  assert.equal((await qian.post('/api/v1/session/proof', { code, challenge })).status, 204);
  assert.equal((await qian.post('/api/v1/session/proof', { code, challenge })).body.code, 'CODE_WRONG', 'once only');
  assert.ok(!JSON.stringify(await db`select encode(text, 'escape') as text, encode(receiver, 'escape') as receiver from messages`).includes('13800138001'), 'number and words are sealed');
  for (let n = 0; n < 3; n += 1) assert.equal((await qian.post('/api/v1/session/proof/message')).status, 201);
  assert.equal((await qian.post('/api/v1/session/proof/message')).body.code, 'MESSAGES_TOO_MANY');
});

test('Who has a phone signs in by a code sent to it; whether a number is anybody’s shows nowhere', async () => {
  const ask = (phone: string) => town.guest.post('/api/v1/session/phone/challenge', { phone });
  const answer = (challenge: string, code: string) => town.guest.post('/api/v1/session/phone/holders', { challenge, code });
  const enter = (ticket: string, code?: string) => town.guest.post('/api/v1/session/phone', { ticket, ...(code ? { code } : {}) });
  const lastCode = (n: number) => until(async () => /验证码 (\d{6})/.exec(texts[n]?.text ?? '')?.[1], { seconds: 30, what: 'the message' });
  assert.equal((await ask('0668-2912345')).body.code, 'PHONE_NOT_MOBILE');

  const before = texts.length;
  const nobody = await ask('13900139009');
  const known = await ask('+86 138 0013 8001');
  assert.deepEqual([nobody.status, Object.keys(nobody.body)], [known.status, Object.keys(known.body)], 'the same answer');
  const code = await lastCode(before);
  assert.deepEqual([texts.length, texts.at(-1)?.to], [before + 1, '13800138001'], 'and a message to the known one only');
  assert.equal((await answer(nobody.body.challenge, code)).body.code, 'CODE_WRONG');
  assert.equal((await answer(known.body.challenge, code === '123456' ? '654321' : '123456')).body.code, 'CODE_WRONG');
  const [{ name, username, ticket }] = (await answer(known.body.challenge, code)).body.items;
  assert.deepEqual([name, username], ['q***', 'qian']);
  assert.equal((await answer(known.body.challenge, code)).body.code, 'CODE_WRONG', 'a code works once');
  assert.equal((await enter(`${ticket}x`)).body.code, 'CODE_WRONG');
  const qian = clientFor(town.url, (await enter(ticket)).body.token);
  assert.equal((await enter(ticket)).body.code, 'CODE_WRONG', 'so does what it opens with');
  const tries = (await qian.get('/api/v1/sign-ins')).body.items.slice(0, 2).map(({ outcome, methods }: { outcome: string; methods: string[] }) => [outcome, ...methods]);
  assert.deepEqual(tries, [['opened', 'phone'], ['refused', 'phone']]);

  const again = (await qian.post('/api/v1/sign-in-methods/totp')).body;
  assert.equal(again.code, 'STEP_UP_NEEDED', 'one factor is one factor');
  await db`delete from messages`;
  const { challenge } = (await qian.post('/api/v1/session/proof/message')).body;
  assert.equal((await qian.post('/api/v1/session/proof', { code: await lastCode(before + 1), challenge })).body.code, 'FACTOR_SAME', 'the phone shown twice is no second factor');
  assert.equal((await qian.post('/api/v1/session/proof/password', { password: 'a guess' })).body.code, 'PASSWORD_NOT_RIGHT');
  assert.equal((await qian.post('/api/v1/session/proof/password', { password })).status, 204);
  assert.equal((await (await as('qian')).post('/api/v1/session/proof/password', { password })).body.code, 'FACTOR_SAME', 'nor is the password, for who came in by it');

  const { id, secret } = (await qian.post('/api/v1/sign-in-methods/totp')).body;
  const app = new Authenticator(secret);
  assert.equal((await qian.post(`/api/v1/sign-in-methods/totp/${id}`, { code: app.next() })).status, 200);
  const second = await ask('13800138001');
  const [holder] = (await answer(second.body.challenge, await lastCode(before + 2))).body.items;
  assert.equal((await enter(holder.ticket)).body.code, 'SECOND_FACTOR_NEEDED', 'the authenticator app is asked for here too');
  assert.equal((await enter(holder.ticket, app.next())).status, 201);

  for (let n = 0; n < 3; n += 1) assert.equal((await ask('13800138001')).status, 201);
  const most = await ask('13800138001');
  assert.deepEqual([most.status, most.body.code], [429, 'MESSAGES_TOO_MANY']);
  for (let n = 0; n < 4; n += 1) assert.equal((await ask('13900139009')).status, 201);
  assert.equal((await ask('13900139009')).body.code, 'MESSAGES_TOO_MANY', 'also for a number that is nobody’s');
  assert.equal((await qian.post('/api/v1/session/proof/message')).status, 201, 'strangers do not use up the codes of the holder');
  assert.ok(!JSON.stringify(await db`select encode(number, 'escape') as number, encode(answer, 'escape') as answer from sign_in_challenges`).includes('13800138001'));
});

test('Several people may share a phone: after the code it is asked which of them', async () => {
  const wang = await as('wang');
  const codeAfter = (n: number) => until(async () => /验证码 (\d{6})/.exec(texts[n]?.text ?? '')?.[1], { seconds: 30, what: 'the message' });
  await until(async () => (await db`select 1 from messages where state = 'waiting' limit 1`).length === 0, { what: 'earlier messages' });
  const before = texts.length;
  const began = await wang.post('/api/v1/sign-in-methods/phone', { phone: '13800138001' });
  assert.equal((await wang.post('/api/v1/sign-in-methods/phone/confirm', { challenge: began.body.challenge, code: await codeAfter(before) })).status, 204);
  await db`update sign_in_challenges set address = '192.0.2.9' where number is not null`;
  const asked = await town.guest.post('/api/v1/session/phone/challenge', { phone: '13800138001' });
  const { items } = (await town.guest.post('/api/v1/session/phone/holders', { challenge: asked.body.challenge, code: await codeAfter(before + 1) })).body;
  assert.deepEqual(items.map(({ username }: { username: string }) => username), ['qian', 'wang']);
  const opened = await town.guest.post('/api/v1/session/phone', { ticket: items[1].ticket });
  assert.equal(opened.body.reader.username, 'wang');
});

test('Who administers is held back until a second factor is set up, and shows it at every sign-in; so is whoever holds a role that asks for it', async () => {
  const passwordOf = '榕树下的老茶馆 1987';
  const admin = (username: string, roles: string[]) => openAccounts(db, [{ username, password: passwordOf, kind: 'official', name: username, organ: '440900-政务服务数据管理局', roles }]);
  await admin('root', ['system-administrator']);
  await admin('keeper', ['registrar']);
  await admin('plain', ['viewer']);
  const enter = async (username: string, code?: string) => clientFor(town.url, (await signIn(username, passwordOf, code)).body.token);
  assert.equal((await (await enter('plain')).get('/api/v1/duties')).status, 200, 'others are not asked');
  assert.equal((await (await enter('keeper')).get('/api/v1/duties')).body.code, 'FACTOR_NOT_SET_UP', 'a role may ask for it though it administers nothing');
  const root = await enter('root');
  const refused = await root.get('/api/v1/accounts');
  assert.equal(refused.status, 403);
  assert.equal(refused.body.code, 'FACTOR_NOT_SET_UP');
  assert.match(refused.body.detail, /只凭密码不能使用/);
  assert.match(refused.body.next, /\/account\/totp/);
  assert.match((await root.get('/api/v1/accounts', { 'accept-language': 'en' })).body.detail, /a password alone opens nothing/);
  assert.equal((await root.get('/api/v1/session')).body.reader.heldBack, 'factor');
  // A code by message is no such factor: it proves a session, and opens nothing here.
  await db`update sessions set level = 2, proven_at = now() where account_id = (select id from accounts where username = 'root')`;
  assert.equal((await root.get('/api/v1/accounts')).body.code, 'FACTOR_NOT_SET_UP');
  const { id, secret } = (await root.post('/api/v1/sign-in-methods/totp')).body;
  const app = new Authenticator(secret);
  assert.equal((await root.get('/api/v1/accounts')).status, 403, 'begun is not set up');
  assert.equal((await root.post(`/api/v1/sign-in-methods/totp/${id}`, { code: app.next() })).status, 200);
  assert.equal((await root.get('/api/v1/accounts')).status, 200, 'from the next call');
  assert.equal((await signIn('root', passwordOf)).body.code, 'SECOND_FACTOR_NEEDED');
  const again = await enter('root', app.next());
  assert.equal((await again.get('/api/v1/accounts')).status, 200);
  // With a passkey alone the password still opens a session, but nothing in it before the passkey is shown.
  await db`update sign_in_methods set kind = 'passkey', credential = 'c', sealed = null where id = ${id}`;
  const half = await enter('root');
  assert.equal((await half.get('/api/v1/accounts')).body.code, 'FACTOR_NOT_SHOWN');
  assert.match((await half.get('/api/v1/accounts')).body.next, /\/prove/);
  assert.equal((await again.get('/api/v1/accounts')).status, 200, 'the session that showed it stays open');
  assert.equal((await remove(again, `/api/v1/sign-in-methods/${id}`)).status, 204);
  assert.equal((await again.get('/api/v1/accounts')).body.code, 'FACTOR_NOT_SET_UP', 'taken away, nothing is open any more');
});

test('A sensitive act asks for a second factor; without it the act is refused with what to do, with it it is done', async () => {
  const chief = clientFor(town.url, (await signIn('chief', '榕树下的老茶馆 1987')).body.token ?? (await signIn('chief2', '榕树下的老茶馆 1987')).body.token);
  const open = (username: string) => chief.post('/api/v1/accounts', { username, name: '新来的', kind: 'official', organ: '440900-政务服务数据管理局' });
  assert.equal((await open('newcomer')).body.code, 'FACTOR_NOT_SET_UP');
  const { id, secret } = (await chief.post('/api/v1/sign-in-methods/totp')).body;
  const app = new Authenticator(secret);
  assert.equal((await chief.post(`/api/v1/sign-in-methods/totp/${id}`, { code: app.next() })).status, 200);
  const opened = await open('newcomer');
  assert.equal(opened.status, 201, JSON.stringify(opened.body));
  assert.equal((await open('newcomer')).body.code, 'USERNAME_TAKEN');
  await db`update sessions set proven_at = now() - interval '11 minutes'`;
  const refused = await open('another');
  assert.equal(refused.status, 403);
  assert.equal(refused.body.code, 'STEP_UP_NEEDED', 'ten minutes later it is asked again');
  assert.match(refused.body.next, /\/prove/);
  assert.equal((await remove(chief, `/api/v1/sign-in-methods/${id}`)).status, 403, 'changing the ways to sign in is sensitive too');
  const code = new URL(opened.body.link).searchParams.get('code');
  const set = await town.guest.post('/api/v1/password-links', { code, password: '江上之清风与山间之明月' });
  assert.equal(set.body.username, 'newcomer');
  assert.equal((await town.guest.post('/api/v1/password-links', { code, password: '江上之清风与山间之明月' })).body.code, 'LINK_SPENT');
  assert.equal((await signIn('newcomer', '江上之清风与山间之明月')).status, 201);
});

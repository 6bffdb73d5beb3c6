import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCity } from '#test/kit/city.ts';
import { checkRole } from '#domain/subject/check.ts';
import { defineRole } from '#domain/subject/define.ts';

/** Who designs and gives rights, what that shows at once, and that the three administrators stay three. */
const city = await testCity();
const { db } = city.house;
const [security, system, auditor, clerk, leader] = await Promise.all(['security', 'admin', 'auditor', 'window', 'leader'].map(city.as));
const fresh = () => db`update sessions set proven_at = now()`;
await fresh();
const idOf = async (username: string) => (await db<{ id: string }[]>`select id from accounts where username = ${username}`)[0]!.id;
const design = { title: '热线回访员', english: 'Hotline caller', may: ['matter.read'], sees: [], reach: 'organ', face: 'office', basis: '市政数局〔2026〕演示1号' };
type Problem = { code: string; detail: string };

test('The security administrator makes a role of declared rights; who is given it holds it from the next call, and loses it when it is retired', async () => {
  const made = await security!.post('/api/v1/roles', design);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const organ = (await clerk!.get('/api/v1/session')).body.reader.organ as string;
  const caller = await city.newOfficial({ username: 'caller', name: '回访员', organ, region: '440902000000' });
  assert.equal((await caller.get('/api/v1/matters')).status, 403);
  const given = await security!.post(`/api/v1/accounts/${await idOf('caller')}/appointments`, { role: made.body.key, basis: '演示' });
  assert.equal(given.status, 201, JSON.stringify(given.body));
  const seen = (await caller.get('/api/v1/matters?limit=200')).body.items as { organ: string }[];
  assert.ok(seen.length > 0 && seen.every((each) => each.organ === organ));
  const changed = await security!.patch(`/api/v1/roles/${made.body.key}`, { ...design, may: ['thing.read'] }, { 'if-match': made.headers.get('etag')! });
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  assert.equal((await caller.get('/api/v1/matters')).status, 403, 'changed at once');
  assert.equal((await security!.patch(`/api/v1/roles/${made.body.key}`, design, { 'if-match': made.headers.get('etag')! })).body.code, 'STALE');
  assert.deepEqual((await security!.post(`/api/v1/roles/${made.body.key}/retire`)).body, { ended: 1 });
  assert.equal((await caller.get('/api/v1/things')).status, 403, 'retired at once');
  const acts = (await db<{ act: string }[]>`select act from audit_entries where object_id = ${made.body.key} order by id`).map(({ act }) => act);
  assert.deepEqual(acts, ['role.made', 'role.changed', 'role.retired']);
});

test('Designing, changing and retiring a role, changing keys and letting somebody stand in ask for a second factor shown a short while ago', async () => {
  await db`update sessions set proven_at = now() - interval '11 minutes'`;
  const tries = [
    security!.post('/api/v1/roles', design), security!.patch('/api/v1/roles/own-1', design), security!.post('/api/v1/roles/own-1/retire'), security!.post('/api/v1/keys', { why: '试试' }), security!.post('/api/v1/keys/1/stop', { why: '试试' }),
    security!.post(`/api/v1/accounts/${await idOf('window')}/appointments`, { role: 'leader', basis: '试' }), system!.post('/api/v1/accounts', { username: 'newcomer', name: '新', organ: 'x' }),
    system!.post('/api/v1/stand-ins', { accountId: await idOf('window'), standIn: await idOf('data'), why: '休假', fromAt: '2026-01-01T00:00:00Z', untilAt: '2026-01-02T00:00:00Z' }),
  ];
  for (const answer of await Promise.all(tries)) {
    assert.equal(answer.status, 403);
    assert.equal(answer.body.code, 'STEP_UP_NEEDED');
    assert.match(answer.body.next, /\/prove/);
  }
  await fresh();
});

test('Nobody makes themselves a stand-in, nor by standing in two of the three administrators', async () => {
  const [one, other] = [await city.newOfficial({ username: 'away', name: '甲', organ: (await system!.get('/api/v1/session')).body.reader.organ as string, roles: ['auditor'] }), await idOf('admin')];
  assert.ok(one);
  const times = { why: '休假', fromAt: new Date().toISOString(), untilAt: new Date(Date.now() + 86_400_000).toISOString() };
  const oneself = await system!.post('/api/v1/stand-ins', { accountId: await idOf('away'), standIn: other, ...times });
  assert.equal(oneself.body.code, 'NOT_ONESELF', JSON.stringify(oneself.body));
  await city.newOfficial({ username: 'guard', name: '乙', organ: (await system!.get('/api/v1/session')).body.reader.organ as string, roles: ['security-administrator'] });
  const two = await system!.post('/api/v1/stand-ins', { accountId: await idOf('away'), standIn: await idOf('guard'), ...times });
  assert.equal(two.body.code, 'ADMINISTRATORS_SEPARATE');
  assert.equal((await db`select 1 from stand_ins where account_id = ${await idOf('away')}`).length, 0);
});

test('A role of unknown rights, of a taken name, or that is declared by a pack, is refused in words', async () => {
  const code = async (body: object) => ((await security!.post('/api/v1/roles', { ...design, ...body })).body as Problem).code;
  assert.equal(await code({ title: '甲', may: ['matter.invent'] }), 'RIGHT_UNKNOWN');
  assert.equal(await code({ title: '市领导' }), 'ROLE_TITLE_TAKEN');
  assert.equal(await code({ title: '丙', may: ['account.read'] }), 'RIGHT_NEEDS_CITY');
  assert.equal(await code({ title: '乙', reach: 'city', may: ['audit.read', 'account.manage'] }), 'ADMINISTRATORS_SEPARATE');
  assert.equal(((await security!.post('/api/v1/roles/leader/retire')).body as Problem).code, 'ROLE_DECLARED');
});

test('Nobody becomes two of the three administrators, by whatever way; each does only its own', async () => {
  const give = async (username: string, role: string) => security!.post(`/api/v1/accounts/${await idOf(username)}/appointments`, { role, basis: '演示' });
  for (const [username, role] of [['admin', 'auditor'], ['auditor', 'system-administrator'], ['admin', 'security-administrator']] as const) {
    const answer = await give(username, role);
    assert.equal(answer.status, 409, `${username} + ${role}`);
    assert.match((answer.body as Problem).detail, /系统管理员|审计管理员|安全管理员/);
  }
  assert.equal(((await give('security', 'leader')).body as Problem).code, 'NOT_ONESELF');
  // Two who appoint the same account at the same moment see each other.
  const both = await city.newOfficial({ username: 'both', name: '甲', organ: (await system!.get('/api/v1/session')).body.reader.organ as string, region: '440900000000' });
  const raced = await Promise.all([give('both', 'auditor'), give('both', 'system-administrator')]);
  assert.deepEqual(raced.map(({ status }) => status).toSorted(), [201, 409]);
  // Even written into the database by hand it gives neither.
  await db`insert into appointments (id, account_id, role) select gen_random_uuid(), ${await idOf('both')}, role from unnest(array['auditor', 'system-administrator']) role`;
  for (const path of ['/api/v1/audit', '/api/v1/messages']) assert.notEqual((await both.get(path)).status, path.endsWith('audit') ? 200 : 500, path);
  assert.ok(!((await both.get('/api/v1/session')).body.reader.rights as string[]).some((right) => ['audit.read', 'account.manage'].includes(right)));
  const own: [typeof security, string, unknown][] = [[system, '/api/v1/roles', design], [auditor, '/api/v1/roles', design], [security, '/api/v1/accounts', { username: 'new', name: '新', organ: 'x' }], [auditor, `/api/v1/accounts/${await idOf('window')}/close`, {}]];
  for (const [who, path, body] of own) assert.equal((await who!.post(path, body)).status, 403, path);
  for (const who of [system, security]) assert.equal((await who!.get('/api/v1/audit')).status, 403);
});

test('A pack that declares one role for two of the administrators does not load', () => {
  const faults = checkRole('test', defineRole({ key: 'both', title: 'both', may: ['audit.read', 'account.manage'], reach: 'city', face: 'hub' }), city.house.declared);
  assert.match(faults.map(({ said }) => said).join(), /system administrator and auditor in one/);
  const bounded = checkRole('test', defineRole({ key: 'bounded', title: 'bounded', may: ['matter.read', 'account.read'], reach: 'organ', face: 'hub' }), city.house.declared);
  assert.match(bounded.map(({ said }) => said).join(), /reaches an organ, but account\.read is the whole city's/);
});

test('The preview of a role counts and shows what its holder would see, and nothing unmasked', async () => {
  const organ = (await clerk!.get('/api/v1/session')).body.reader.organ as string;
  const preview = await security!.post('/api/v1/roles/preview', { may: ['matter.read', 'thing.read', 'audit.read'], reach: 'organ', organ });
  assert.equal(preview.status, 200, JSON.stringify(preview.body));
  const lists = preview.body.lists as { route: string; count: number; items: { number?: string }[] }[];
  const mine = (await clerk!.get('/api/v1/matters?limit=200')).body as { items: { number: string }[] };
  const matters = lists.find(({ route }) => route === '/api/v1/matters');
  assert.equal(matters?.count, mine.items.length);
  assert.deepEqual(matters?.items.map(({ number }) => number), mine.items.slice(0, 3).map(({ number }) => number));
  assert.ok(!lists.some(({ route }) => route.includes('audit')), 'no preview of the log');
  assert.equal((await leader!.post('/api/v1/roles/preview', { may: ['matter.read'], reach: 'city' })).status, 403);
});

test('Why one may, or may not, is said in words: to oneself without telling what one may not know, to the security administrator in full', async () => {
  const mine = ((await clerk!.get('/api/v1/matters?limit=1')).body.items as { id: string; organ: string }[])[0]!;
  const [other] = await db<{ id: string; organ: string }[]>`select id, organ from matters m where organ <> ${mine.organ} and dispatched is null and not exists (select 1 from matter_acts where matter_id = m.id and organ = ${mine.organ}) and not exists (select 1 from matter_parts where matter_id = m.id) limit 1`;
  const ask = async (who: typeof clerk, id: string, more = '') => (await who!.get(`/api/v1/rights/why?object=matter&id=${id}&right=matter.read${more}`)).body as { allowed: boolean; words: string; roles: { title: string }[] };
  const yes = await ask(clerk, mine.id);
  assert.equal(yes.allowed, true);
  assert.match(yes.words, /可以.*窗口受理人员/);
  const no = await ask(clerk, other!.id);
  assert.equal(no.allowed, false);
  assert.match(no.words, /不可以.*窗口受理人员.*或者不存在.*安全管理员/);
  assert.deepEqual(await ask(clerk, '01900000-0000-7000-8000-000000000000'), no, 'the same words for what does not exist');
  const full = await ask(security, other!.id, `&account=${await idOf('window')}`);
  assert.equal(full.allowed, false);
  assert.match(full.words, /对象属于.+，不在这些范围内/);
  assert.equal((await clerk!.get(`/api/v1/rights/why?object=matter&id=${mine.id}&right=matter.read&account=${await idOf('leader')}`)).status, 403);
  assert.equal((await clerk!.get('/api/v1/rights/why?object=ghost&id=1&right=matter.read')).body.code, 'OBJECT_UNKNOWN');
  const english = await clerk!.get(`/api/v1/rights/why?object=matter&id=${mine.id}&right=matter.read`, { 'accept-language': 'en' });
  assert.match(english.body.words, /^Yes: .*gives it in/);
});

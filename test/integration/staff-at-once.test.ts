import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAccounts } from '#domain/subject/accounts.ts';
import { duties } from '#domain/subject/define-duty.ts';
import { testCity } from '#test/kit/city.ts';
import type { Answer } from '#test/kit/small-house.ts';

/** A move of an official meets, at the same moment, what their organ gives them: every call is answered, and nothing given stays behind in the organ left. */
const city = await testCity({ env: { ROLES: 'web' } });
const { db } = city.house;
const [head, admin, security] = await Promise.all(['head', 'admin', 'security'].map(city.as));
assert.ok(head && admin && security);
const organOf = async (username: string) => (await db<{ organ: string }[]>`select organ from accounts where username = ${username}`)[0]!.organ;
const [here, there] = [await organOf('head'), await organOf('window2')];
const idOf = async (username: string) => (await db<{ id: string }[]>`select id from accounts where username = ${username}`)[0]!.id;
const name = (duty: string, username: string) => head.post(`/api/v1/duties/${duty}/organs/${encodeURIComponent(here)}`, { username });
const duty = 'chief-data-representative';
const daysOn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

const rounds = 12;
const people = Array.from({ length: rounds }, (_, n) => [`leaves-${n}`, `stays-${n}`] as const);
await openAccounts(db, people.flat().map((username) => ({ username, name: username, kind: 'official' as const, organ: here, region: '440902000000', posts: ['审批'] })));
await openAccounts(db, [{ username: 'register-system', kind: 'service', name: '登记系统', organ: here }]);
const system = await idOf('register-system');
await db`update sessions set proven_at = now()`;
const other = city.house.declared.all(duties).find(({ key }) => key !== duty)!.key;

test('A duty, a calling system or a stand-in given to somebody while they or the holder before are being moved: all are answered, none stays with who left', async () => {
  for (const [leaves, stays] of people) {
    assert.equal((await name(duty, leaves)).status, 200);
    const answers: readonly Answer[] = await Promise.all([
      name(duty, stays), admin.post(`/api/v1/accounts/${await idOf(leaves)}/moves`, { organ: there, posts: ['窗口'], basis: '演示' }), name(other, leaves), security.post(`/api/v1/guard/callers/${system}`, { answeredBy: leaves }),
      admin.post('/api/v1/stand-ins', { accountId: await idOf(leaves), standIn: await idOf(stays), why: '外出', fromAt: daysOn(-1), untilAt: daysOn(1) }),
    ]);
    assert.deepEqual(answers.filter(({ status }) => status >= 500).map(({ body }) => body as unknown), [], leaves);
    assert.deepEqual(answers.slice(0, 2).map(({ status }) => status), [200, 201]);
    assert.ok(answers.slice(2).every(({ status, body }) => status < 300 || ['DUTY_OTHER_ORGAN', 'CALLER_PERSON_UNKNOWN', 'STAND_IN_REFUSED'].includes(body.code)), `named first, or refused after the move: ${JSON.stringify(answers.map(({ body }) => body as unknown))}`);
  }
  const strays = await db`select username from accounts a where organ = ${there} and username like 'leaves-%' and (posts <> '{窗口}' or exists (select 1 from duty_holders where account_id = a.id and until_at is null) or exists (select 1 from accounts where answered_by = a.id)
    or exists (select 1 from stand_ins where account_id = a.id and ended_at is null))`;
  assert.deepEqual(strays.map((row) => row['username'] as string), []);
});

test('Two system administrators who move each other at the same moment are both answered', async () => {
  const names = ['one', 'two'] as const;
  const both = await Promise.all(names.map((username) => city.newOfficial({ username, name: username, organ: here, region: '440900000000', roles: ['system-administrator'] })));
  await db`update sessions set proven_at = now()`;
  const move = async (by: 0 | 1, username: string) => both[by]!.post(`/api/v1/accounts/${await idOf(username)}/moves`, { organ: (await organOf(username)) === here ? there : here, posts: [], basis: '互换' });
  for (let round = 0; round < 20; round++) {
    // Who leaves loses the role: each round begins with both holding it. Who was refused still stands where the round before began.
    await db`update appointments set until_at = null where account_id in (select id from accounts where username = any(${names}))`;
    const answers = await Promise.all([move(0, 'two'), move(1, 'one')]);
    assert.ok(answers.every(({ status }) => status === 201 || status === 403), JSON.stringify(answers.map(({ body }) => body as unknown)));
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#kernel/database/id.ts';
import { addDays, addMonths, dayOf } from '#kernel/time/day.ts';
import { inventCitizenId, seededPick } from '#domain/subject/identifiers/generate.ts';
import { savePersons } from '#domain/subject/persons.ts';
import { personOf, testCity } from '#test/kit/city.ts';

/** What a person agrees to, for themselves or as a guardian: given once, to one organ, until a day, and taken back. */
const city = await testCity();
const { db } = city.house;
const [citizen, clerk, elsewhere] = await Promise.all(['citizen', 'window', 'window2'].map((name) => city.as(name)));
await db`update sessions set proven_at = now()`;
const me = await personOf(city, 'citizen');
const child = { id: newId(), name: '梁小童', idNumber: inventCitizenId(seededPick('child'), { bornOn: '2018-05-06', sex: 'male' }), phone: null, address: null, sex: '男' as const, born: '2018-05-06', region: '440902001000' };
await savePersons(db, city.house, [child]);
const papers = (await clerk!.upload('户口簿.pdf', Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF'))).body.id as string;
assert.equal((await clerk!.post('/api/v1/mandates', { kind: 'guardian', principalId: child.id, agentName: me.name, agentIdNumber: me.idNumber, evidence: papers })).status, 201);

const organOf = async (username: string) => (await db<{ organ: string }[]>`select organ from accounts where username = ${username}`)[0]!.organ;
const [health, today] = [await organOf('window'), dayOf(new Date())];
const terms = { purpose: '核对婚检补贴材料', toWhom: health, untilDay: addDays(today, 30) };
const { csrf } = (await citizen!.get('/api/v1/session')).body as { csrf: string };
const [year, month, day] = terms.untilDay.split('-') as [string, string, string];

/** Presses the button of the form on the page. */
const press = (change: Record<string, string> = {}, language = 'zh') => fetch(`${city.url}/my-data/consents`, {
  method: 'POST', redirect: 'manual', headers: { cookie: `yiwang_session=${citizen!.token}`, accept: 'text/html', 'accept-language': language },
  body: new URLSearchParams({ _csrf: csrf, subjectId: me.id, purpose: terms.purpose, toWhom: health, 'untilDay-year': year, 'untilDay-month': month, 'untilDay-day': day, ...change }),
});
const given = async (subjectId: string) => (await db<{ inForce: number; written: number }[]>`select count(*) filter (where withdrawn_at is null)::int as "inForce", (select count(*)::int from audit_entries where act = 'consent.give' and object_id in (select id::text from consents where subject_id = ${subjectId})) as written from consents where subject_id = ${subjectId}`)[0]!;
const reveal = async (by = clerk!) => by.post(`/api/v1/persons/${me.id}/reveal`, { purpose: terms.purpose, basis: 'consent', fields: ['idNumber'] });

test('Pressed twice at the same moment a consent is given once, for oneself and for a child, on the page and over the API, and is written down once', async () => {
  for (const subjectId of [me.id, child.id]) {
    const pressed = await Promise.all([1, 2, 3].map(() => press({ subjectId })));
    assert.deepEqual(pressed.map(({ status, headers }) => [status, headers.get('location')]), Array(3).fill([303, '/my-data#consents']));
    assert.deepEqual({ ...(await given(subjectId)) }, { inForce: 1, written: 1 });
    const asked = await Promise.all([1, 2].map(() => citizen!.post('/api/v1/me/consents', { ...terms, subjectId })));
    assert.deepEqual(asked.map(({ status }) => status), [201, 201]);
    assert.equal(asked[0]!.body.id, asked[1]!.body.id, 'the one in force is answered');
    assert.deepEqual({ ...(await given(subjectId)) }, { inForce: 1, written: 1 });
  }
});

test('With another last day a consent takes the place of the former; taken back twice, that is written down once, and it can be given again', async () => {
  const [first] = (await citizen!.get('/api/v1/me/consents')).body.items.filter((each: { subjectId: string }) => each.subjectId === me.id) as { id: string }[];
  const longer = await citizen!.post('/api/v1/me/consents', { ...terms, untilDay: addDays(today, 60) });
  assert.notEqual(longer.body.id, first!.id);
  assert.equal((await given(me.id)).inForce, 1);
  const back = await Promise.all([1, 2].map(() => citizen!.post(`/api/v1/me/consents/${longer.body.id}/withdraw`)));
  assert.deepEqual(back.map(({ status }) => status), [204, 204]);
  const [entry] = await db<{ count: number }[]>`select count(*)::int as count from audit_entries where act = 'consent.withdraw' and object_id = ${longer.body.id as string}`;
  assert.equal(entry?.count, 1);
  assert.equal((await given(me.id)).inForce, 0);
  assert.equal((await citizen!.post('/api/v1/me/consents', terms)).status, 201);
  assert.equal((await given(me.id)).inForce, 1);
});

test('A consent opens data to the organ it names, for as long as it holds, and to no other', async () => {
  assert.equal((await reveal()).body.values?.idNumber, me.idNumber);
  const other = await reveal(elsewhere);
  assert.equal(other.body.code, 'REVEAL_BASIS_MISSING', JSON.stringify(other.body));
  await db`update consents set until_day = ${addDays(today, -1)} where subject_id = ${me.id}`;
  assert.equal((await reveal()).body.code, 'REVEAL_BASIS_MISSING', 'its last day is over');
  const english = await clerk!.post(`/api/v1/persons/${me.id}/reveal`, { purpose: terms.purpose, basis: 'consent', fields: ['idNumber'] }, { 'accept-language': 'en' });
  assert.match(english.body.detail, /^\P{Script=Han}+$/u, 'an English answer names the basis in English');
  const everywhere = await citizen!.post('/api/v1/me/consents', { ...terms, toWhom: 'every-organ' });
  assert.equal((await reveal(elsewhere)).status, 200, 'given to every organ, it holds for each');
  assert.equal((await citizen!.post(`/api/v1/me/consents/${everywhere.body.id}/withdraw`)).status, 204);
  assert.equal((await reveal(elsewhere)).body.code, 'REVEAL_BASIS_MISSING');
});

test('What cannot be agreed to is refused beside its field, all of it at once, in the reader’s language', async () => {
  const before = await given(me.id);
  const dayTyped = (typed: string) => Object.fromEntries(typed.split('-').map((part, index) => [`untilDay-${['year', 'month', 'day'][index]}`, part]));
  const tooFar = addDays(addMonths(today, 24), 1);
  for (const [language, sent, ...said] of [
    ['zh', { purpose: '', toWhom: '', subjectId: '', ...dayTyped('--') }, '请填写“为谁同意”', '请填写“同意用来做什么”', '请填写“同意哪个部门”', '请填写“同意到哪一天”'],
    ['zh', { purpose: '看', toWhom: '没有的部门', ...dayTyped(addDays(today, -1)) }, '“同意用来做什么”至少 2 个字', '没有这个部门，请从列表里选一个', '“同意到哪一天”不能早于今天'],
    ['zh', { ...dayTyped(tooFar) }, '一次最多同意两年'],
    ['zh', { ...dayTyped('2026-2-30') }, '没有 2026年2月30日 这一天'],
    ['en', { purpose: '', toWhom: 'nowhere', ...dayTyped(tooFar) }, '“What for” is required', 'There is no such organ; choose one from the list', 'A consent lasts two years at most'],
  ] as const) {
    const answer = await press(sent, language);
    const page = await answer.text();
    assert.equal(answer.status, 422);
    for (const words of said) assert.equal(page.split(words).length - 1, 2, `“${words}” stands in the summary and beside its field`);
  }
  const refused = await citizen!.post('/api/v1/me/consents', { ...terms, toWhom: 'nowhere', untilDay: tooFar }, { 'accept-language': 'en' });
  assert.deepEqual(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer), ['/toWhom', '/untilDay']);
  const past = await citizen!.post('/api/v1/me/consents', { ...terms, untilDay: addDays(today, -1) });
  assert.deepEqual(past.body.errors.map(({ message }: { message: string }) => message), ['同意的最后一天不能早于今天']);
  assert.equal((await citizen!.post('/api/v1/me/consents', { ...terms, subjectId: newId() })).body.code, 'NOT_YOUR_DATA');
  assert.equal((await press({ _csrf: 'forged' })).status, 403);
  assert.deepEqual(await given(me.id), before, 'nothing was given');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settableClock } from '#kernel/time/clock.ts';
import { remindOfDuties } from '#domain/subject/duties/remind.ts';
import { testCity } from '#test/kit/city.ts';

const clock = settableClock(new Date());
const city = await testCity({ clock });
const [head, coordinator, data, citizen] = await Promise.all(['head', 'coordinator', 'data', 'citizen'].map((name) => city.as(name)));
assert.ok(head && coordinator && data && citizen);
const organOf = async (username: string) => ((await city.house.db<{ organ: string }[]>`select organ from accounts where username = ${username}`)[0]?.organ ?? '');
const health = await organOf('head');
const bureau = await organOf('data');
const seat = (organ: string, duty = 'chief-data-representative') => `/api/v1/duties/${duty}/organs/${encodeURIComponent(organ)}`;
type Report = { organs: { organ: string; unfilled: string[]; holders: { duty: string; username: string }[] }[] };
const of = async (organ: string) => ((await coordinator.get('/api/v1/duties')).body as Report).organs.find((each) => each.organ === organ);
const openMatter = async (organ: string, subject: string) => (await data.post('/api/v1/matters', { type: 'data-matter', form: { organ, kind: 'quality', subject, words: '有三行日期不可能' } })).body as { id: string; number: string };
const waiting = async (username: string) => ((await (await city.as(username)).get('/api/v1/matters?queue=todo&limit=100')).body as { items: { id: string }[] }).items.map(({ id }) => id);

test('An organ with an unfilled duty or without a representative is listed, and its head is reminded', async () => {
  const before = await of(health);
  assert.equal(before?.unfilled.length, 11);
  await remindOfDuties(city.house);
  const mine = (await head.get('/api/v1/notices')).body.items as { title: string; body: string }[];
  assert.ok(mine.some(({ title, body }) => title.includes('11 项责任没有落实') && body.includes('首席数据代表')), JSON.stringify(mine.slice(0, 3)));
  assert.equal((await citizen.get('/api/v1/duties')).status, 403);
});

test('Naming somebody who does not belong to the organ is refused, as is naming in another’s organ', async () => {
  const other = await head.post(seat(health), { username: 'window2' });
  assert.equal(other.body.code, 'DUTY_OTHER_ORGAN');
  assert.match(other.body.detail, /window2.*首席数据代表/);
  assert.equal((await head.post(seat(health), { username: 'nobody-there' })).body.code, 'DUTY_OTHER_ORGAN');
  assert.equal((await head.post(seat(bureau), { username: 'data' })).body.code, 'NOT_ALLOWED');
  assert.equal((await head.post(seat(health, 'king'), { username: 'head' })).body.code, 'DUTY_UNKNOWN');
  assert.equal((await of(health))?.unfilled.length, 11, 'nothing was changed');
});

test('A data matter arrives at the representative with a deadline, and can be passed on with a record', async () => {
  assert.equal((await head.post(seat(health), { username: 'window' })).status, 200);
  assert.equal((await of(health))?.unfilled.length, 10);
  const { id } = await openMatter(health, '预约数据有误');
  assert.ok((await waiting('window')).includes(id));
  assert.ok(!(await waiting('reviewer')).includes(id), 'only the holder of the post');
  const window = await city.as('window');
  const matter = (await window.get(`/api/v1/matters/${id}`)).body;
  assert.ok(matter.dueAt ?? matter.due?.at, 'it has a deadline');
  assert.equal((await window.post(`/api/v1/matters/${id}/acts`, { act: 'pass', data: { organ: bureau }, reason: '数据由数据局汇聚' })).status, 200);
  const lines = (await data.get(`/api/v1/matters/${id}/timeline`)).body as { act: string; reason: string | null }[];
  assert.ok(lines.some(({ act, reason }) => act === 'pass' && reason === '数据由数据局汇聚'));
});

test('A change of representative keeps history and moves open matters', async () => {
  const { id } = await openMatter(health, '上月没有更新');
  assert.ok((await waiting('window')).includes(id));
  clock.advance(3_600_000);
  assert.equal((await head.post(seat(health), { username: 'reviewer' })).status, 200);
  assert.ok((await waiting('reviewer')).includes(id));
  assert.ok(!(await waiting('window')).includes(id));
  const history = (await coordinator.get(seat(health))).body as { username: string; until: string | null }[];
  assert.deepEqual(history.map(({ username, until }) => [username, until === null]), [['reviewer', true], ['window', false]]);
  const both = await Promise.all([head.post(seat(health), { username: 'window' }), head.post(seat(health), { username: 'head' })]);
  assert.deepEqual(both.map(({ status }) => status), [200, 200]);
  assert.equal((await of(health))?.holders.filter(({ duty }) => duty === 'chief-data-representative').length, 1, 'of two at once one holds it in the end');
});

test('The report of the organs shows duties met, matters answered in time and late ones; units, not people', async () => {
  assert.equal((await coordinator.post(seat(health), { username: 'window' })).status, 200);
  const window = await city.as('window');
  const { id } = await openMatter(health, '口径不一致');
  assert.equal((await window.post(`/api/v1/matters/${id}/acts`, { act: 'answer', reason: '已更正' })).status, 200);
  const accepted = await data.post(`/api/v1/matters/${id}/acts`, { act: 'accept' });
  assert.equal(accepted.body.outcome, 'done', JSON.stringify(accepted.body));
  const line = async () => ((await coordinator.get('/api/v1/matter-types/data-matter/timeliness')).body as { organ: string; open: number; late: number; endedInTime: number }[]).find(({ organ }) => organ === health);
  const before = await line();
  assert.deepEqual({ open: before?.open, late: before?.late, endedInTime: before?.endedInTime }, { open: 1, late: 0, endedInTime: 1 });
  clock.advance(40 * 86_400_000);
  assert.equal((await line())?.late, 1);
});

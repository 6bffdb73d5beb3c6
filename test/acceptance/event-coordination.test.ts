import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCity } from '#test/kit/city.ts';

const city = await testCity();
const [citizen, neighbour, desk, unit, other] = [await city.as('citizen'), await city.as('owner'), await city.as('dispatch'), await city.as('repair'), await city.as('water')];
const organ = (await unit.get('/api/v1/session')).body.reader.organ as string;
const spot = (await city.guest.get('/api/v1/regions/440902000000')).body.centre as [number, number];
const act = (client: typeof desk, id: string, body: object) => client.post(`/api/v1/matters/${id}/acts`, body);
const report = async (at: [number, number], description = '路灯杆倾斜，快倒了') => (await citizen.post('/api/v1/matters', { type: 'city-report', form: { class: 'light', description, spot: at } })).body as { id: string; number: string };

test('A step that is skipped is refused with what is possible now, and a return needs a reason', async () => {
  const { id } = await report(spot);
  const skipped = await act(desk, id, { act: 'pass' });
  assert.equal(skipped.body.code, 'ACT_NOT_POSSIBLE');
  assert.match(skipped.body.detail, /立案并派遣/);
  await act(desk, id, { act: 'dispatch', data: { organ } });
  assert.equal((await act(unit, id, { act: 'return' })).body.code, 'REASON_NEEDED');
  assert.equal((await act(unit, id, { act: 'return', reason: '灯杆归供电部门' })).body.stateTitle, '待立案');
  const steps = (await desk.get(`/api/v1/matters/${id}/timeline`)).body;
  assert.ok(steps.every((step: { at: string; actor: string }) => step.at.endsWith('+08:00') && step.actor));
});

test('What somebody reports again nearby is offered as the same; who joins is told of the end like the first reporter', async () => {
  const at: [number, number] = [spot[0] + 0.004, spot[1] + 0.003];
  const { id, number } = await report(at, '井盖旁的路灯整夜不亮');
  const near = (await neighbour.get(`/api/v1/neighbours?type=city-report&lon=${at[0] + 0.0003}&lat=${at[1]}&words=${encodeURIComponent('路灯不亮')}`)).body;
  assert.equal(near[0].number, number);
  assert.ok(near[0].alike && near[0].metres < 60);
  const joined = await neighbour.post(`/api/v1/matters/${id}/reporters`, { note: '我也看到了' });
  assert.equal(joined.status, 200, JSON.stringify(joined.body));
  await act(desk, id, { act: 'dismiss', reason: '已在检修计划中' });
  const told = await city.house.db`select count(distinct account_id)::int as accounts from notices where about = ${id} and body like '%已在检修计划中%'`;
  assert.equal(told[0]?.['accounts'], 2);
});

test('A report outside the city is refused, and another unit cannot act on what is not its own', async () => {
  const outside = await citizen.post('/api/v1/matters', { type: 'city-report', form: { class: 'road', description: '很远的地方', spot: [100, 30] } });
  assert.equal(outside.body.code, 'OUTSIDE_CITY');
  const { id } = await report(spot);
  await act(desk, id, { act: 'dispatch', data: { organ } });
  assert.equal((await act(other, id, { act: 'handle', reason: '抢先处理' })).body.code, 'MATTER_NOT_FOUND');
});

test('An overdue case is told once and stands in the late queue of its unit', async () => {
  const { id, number } = await report(spot);
  await act(desk, id, { act: 'dispatch', data: { organ } });
  await city.house.db`update matters set due_at = now() - interval '2 days' where id = ${id}`;
  const { watchDeadlines } = await import('#domain/matter/timeouts.ts');
  await watchDeadlines(null, city.house);
  await watchDeadlines(null, city.house);
  const events = await city.house.db`select 1 from events where about = ${id} and topic = 'matter.overdue'`;
  assert.equal(events.length, 1);
  const late = (await unit.get('/api/v1/matters?queue=late&limit=200')).body.items;
  assert.ok(late.some((item: { number: string; light: string }) => item.number === number && item.light === 'red'));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settableClock } from '#kernel/time/clock.ts';
import { counterTown, east, west } from '#test/kit/counter-town.ts';
import { intakeOf } from './intake/intake.ts';
import { readContent } from './intake/read-message.ts';
import { dropExpired } from './keep.ts';
import { watchSilence } from './silence.ts';

const clock = settableClock(new Date());
const town = await counterTown({ clock });
const { keeper, viewer, eastViewer, gateway } = town.people;
const { db } = town.house;
const now = () => clock.now().getTime();
const iso = (ago = 0) => new Date(now() - ago).toISOString();
const minute = 60_000;

async function counter(code: string, point: readonly [number, number] = west): Promise<string> {
  const answer = await keeper.post('/api/v1/things', { type: 'bike-counter', code, name: `计数器 ${code}`, point });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body.key;
}
const report = (code: string, key: string, body: unknown) => town.guest.post(`/api/v1/things/${code}/readings`, body, { 'x-device-key': key });
const stored = async (code: string) => (await db<{ count: number }[]>`select count(*) from readings join datastreams on datastreams.id = datastream join things on things.id = thing_id where code = ${code}`)[0]?.count;

test('A registered device sends readings that appear at once with time, place and unit', async () => {
  const key = await counter('C-1');
  const answer = await report('C-1', key, { at: iso(minute), bikes: 12, pressure: 410.5 });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const { body } = await viewer.get('/api/v1/things/C-1');
  assert.deepEqual(body.latest.map(({ quantity, unit, value }: Record<string, unknown>) => [quantity, unit, value]), [['bikes', '1', 12], ['pressure', 'kPa', 410.5]]);
  assert.equal(body.latest[0].at, iso(minute));
  assert.equal(body.region, '999901101000');
  assert.equal(body.organName, '试验市自行车局', 'the west has no office of its own: the city is in charge');
});

test('The owner is found from type and place: the office of the county where there is one', async () => {
  await counter('C-east', east);
  assert.equal((await viewer.get('/api/v1/things/C-east')).body.organName, '东区自行车局');
});

test('A code is given once, a point outside the city and facts that do not fit are refused by name', async () => {
  await counter('C-2');
  const again = await keeper.post('/api/v1/things', { type: 'bike-counter', code: 'C-2', name: '又一个', point: west });
  assert.equal(again.body.code, 'THING_CODE_TAKEN');
  const outside = await keeper.post('/api/v1/things', { type: 'bike-counter', code: 'C-3', name: '远方', point: [100, 10] });
  assert.equal(outside.body.code, 'OUTSIDE_CITY');
  const facts = await keeper.post('/api/v1/things', { type: 'bike-counter', code: 'C-3', name: '参数', point: west, properties: { busyAt: 0, colour: 'red' } });
  assert.deepEqual(facts.body.errors.map((each: { pointer: string }) => each.pointer), ['/properties/colour', '/properties/busyAt']);
  assert.equal((await keeper.post('/api/v1/things', { type: 'tram', code: 'C-3', name: '电车', point: west })).body.code, 'THING_TYPE_UNKNOWN');
  assert.equal((await keeper.post('/api/v1/things', { type: 'bike-counter', code: 'C-3', name: '无处' })).body.errors[0].pointer, '/point');
  assert.equal((await viewer.post('/api/v1/things', { type: 'bike-counter', code: 'C-3', name: '无权', point: west })).body.code, 'NOT_ALLOWED');
  assert.equal((await db`select 1 from things where code = 'C-3'`).length, 0);
});

test('Each kind of wrong reading is refused with its place and reason, nothing of the message is stored, and the owner sees why', async () => {
  const key = await counter('C-bad');
  const cases: readonly [unknown, string, string][] = [
    [{ at: iso(-6 * minute), bikes: 1 }, '/at', '未来'],
    [{ at: iso(8 * 24 * 60 * minute), bikes: 1 }, '/at', '太早'],
    [{ at: '2026-03-12T08:00:00', bikes: 1 }, '/at', 'RFC 3339'],
    [{ at: '2026-02-30T08:00:00+08:00', bikes: 1 }, '/at', 'RFC 3339'],
    [{ bikes: -1 }, '/bikes', '范围'],
    [{ bikes: 10_001 }, '/bikes', '范围'],
    [{ bikes: '12' }, '/bikes', '不是数字'],
    [{ bikes: null }, '/bikes', '不是数字'],
    [{ trams: 3 }, '/trams', '不上报'],
    [{ constructor: 3 }, '/constructor', '不上报'],
    [{}, '', '没有任何读数'],
    [{ bikes: 3, quality: 'fine' }, '/quality', '质量标记'],
    [[{ bikes: 3 }, { bikes: 'x' }], '/1/bikes', '不是数字'],
  ];
  for (const [body, pointer, words] of cases) {
    const answer = await report('C-bad', key, body);
    assert.equal(answer.status, 422, JSON.stringify([body, answer.body]));
    assert.equal(answer.body.code, 'READINGS_REFUSED');
    assert.equal(answer.body.errors[0].pointer, pointer, JSON.stringify(body));
    assert.match(answer.body.errors[0].message, new RegExp(words));
  }
  assert.equal(await stored('C-bad'), 0);
  const { body } = await viewer.get('/api/v1/things/C-bad/rejected-readings?limit=50');
  assert.equal(body.items.length, cases.length);
  assert.deepEqual([...new Set(body.items.map((item: { reason: string }) => item.reason))].toSorted(), ['empty', 'future', 'not-a-number', 'out-of-range', 'too-old', 'unknown-quantity', 'wrong-quality', 'wrong-time']);
  assert.equal((await report('C-bad', 'not-the-key', { bikes: 1 })).status, 401);
  assert.equal((await report('C-none', key, { bikes: 1 })).status, 401);
  assert.equal((await town.guest.post('/api/v1/things/C-bad/readings', { bikes: 1 })).body.code, 'SIGN_IN_NEEDED');
  assert.equal((await viewer.post('/api/v1/things/C-bad/readings', { bikes: 1 })).body.code, 'NOT_ALLOWED');
});

test('A service that may report does so for any device; bytes that are no JSON are refused', async () => {
  await counter('C-gate');
  assert.equal((await gateway.post('/api/v1/things/C-gate/readings', [{ at: iso(), bikes: 1 }, { at: iso(1000), bikes: 2 }])).body.accepted, 2);
  const broken = await fetch(`${town.url}/api/v1/things/C-gate/readings`, { method: 'POST', body: '{"bikes":', headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.token}` } });
  assert.equal(broken.status, 400);
  assert.equal(await stored('C-gate'), 2);
});

test('A replay is stored once and counted as repeated; received, stored, repeated and rejected add up with difference 0', async () => {
  const key = await counter('C-replay');
  const batch = Array.from({ length: 50 }, (_, index) => ({ at: iso(index * minute), bikes: index }));
  for (let time = 0; time < 3; time++) assert.equal((await report('C-replay', key, batch)).status, 200);
  assert.equal((await report('C-replay', key, [...batch, ...batch])).status, 200, 'repeats inside one message too');
  assert.equal(await stored('C-replay'), 50);
  const hours = await db<{ readings: number }[]>`select sum(readings)::int as readings from reading_hours join datastreams on datastreams.id = datastream join things on things.id = thing_id where code = 'C-replay'`;
  assert.equal(hours[0]?.readings, 50);
  const balance = (await keeper.get('/api/v1/readings/balance')).body as { received: number; stored: number; repeated: number; rejected: number; difference: number }[];
  assert.ok(balance.reduce((sum, day) => sum + day.repeated, 0) >= 200);
  for (const day of balance) {
    assert.equal(day.difference, 0);
    assert.equal(day.received, day.stored + day.repeated + day.rejected);
  }
});

test('Late readings are put in their true time and do not become the newest', async () => {
  const key = await counter('C-late');
  await report('C-late', key, { at: iso(), bikes: 9 });
  await report('C-late', key, { at: iso(3 * 24 * 60 * minute), bikes: 4 });
  assert.equal((await viewer.get('/api/v1/things/C-late')).body.latest[0].value, 9);
  const past = await viewer.get(`/api/v1/things/C-late/readings?quantity=bikes&from=${iso(4 * 24 * 60 * minute)}&to=${iso(2 * 24 * 60 * minute)}&step=raw`);
  assert.deepEqual(past.body.points.map((point: { at: string; value: number }) => [point.at, point.value]), [[iso(3 * 24 * 60 * minute), 4]]);
});

test('Hours and days are the means of their good readings, as counted by hand; marking one invalid takes it out and keeps it', async () => {
  const key = await counter('C-mean');
  const hour = Math.floor(now() / 3_600_000) * 3_600_000 - 3_600_000;
  const at = (offset: number) => new Date(hour + offset).toISOString();
  await report('C-mean', key, [{ at: at(0), bikes: 10 }, { at: at(20 * minute), bikes: 20 }, { at: at(40 * minute), bikes: 90 }, { at: at(50 * minute), bikes: 5000, quality: 'suspect' }]);
  const hourly = () => viewer.get(`/api/v1/things/C-mean/readings?quantity=bikes&step=hour&from=${at(0)}&to=${at(3_600_000)}`);
  const [before] = (await hourly()).body.points;
  assert.deepEqual([before.mean, before.lowest, before.highest, before.last, before.readings], [40, 10, 90, 90, 3]);
  const marked = await keeper.post('/api/v1/things/C-mean/quality', { quantity: 'bikes', from: at(40 * minute), to: at(41 * minute), quality: 'invalid', reason: '游行队伍' });
  assert.deepEqual(marked.body, { changed: 1 });
  const [after] = (await hourly()).body.points;
  assert.deepEqual([after.mean, after.highest, after.readings], [15, 20, 2]);
  const raw = await viewer.get(`/api/v1/things/C-mean/readings?quantity=bikes&step=raw&from=${at(0)}&to=${at(3_600_000)}`);
  assert.deepEqual(raw.body.points.map((point: { quality: number }) => point.quality), [0, 0, 2, 1]);
  assert.equal((await viewer.post('/api/v1/things/C-mean/quality', { quantity: 'bikes', from: at(0), to: at(1), quality: 'good', reason: '无权' })).status, 403);
});

test('A reader of one county sees only its things, and asking for others by code finds nothing', async () => {
  await counter('C-e2', east);
  const { body } = await eastViewer.get('/api/v1/things?limit=200');
  assert.ok(body.items.length >= 2);
  assert.ok(body.items.every((thing: { region: string }) => thing.region.startsWith('999902')));
  assert.deepEqual(body.count, { value: body.items.length, exact: true });
  assert.equal((await eastViewer.get('/api/v1/things/C-1')).status, 404);
  assert.equal((await eastViewer.get('/api/v1/things/C-1/readings?quantity=bikes')).status, 404);
  const first = await viewer.get('/api/v1/things?limit=2');
  const second = await viewer.get(`/api/v1/things?limit=2&cursor=${first.body.next}`);
  assert.ok(second.body.items[0].code > first.body.items[1].code);
});

test('A silent device is told of once, its readings wake it, and one stopped on purpose alarms nobody', async () => {
  const key = await counter('C-quiet');
  await counter('C-stopped');
  await keeper.patch('/api/v1/things/C-stopped', { state: 'stopped' });
  await report('C-quiet', key, { bikes: 1 });
  clock.advance(50 * minute);
  await watchSilence(town.house);
  assert.equal((await viewer.get('/api/v1/things/C-quiet')).body.state, 'working');
  clock.advance(11 * minute);
  assert.ok((await watchSilence(town.house)) >= 1);
  assert.equal(await watchSilence(town.house), 0, 'told once');
  const quiet = (await viewer.get('/api/v1/things/C-quiet')).body;
  assert.equal(quiet.state, 'silent');
  assert.equal((await viewer.get('/api/v1/things/C-stopped')).body.state, 'stopped');
  const told = await db`select 1 from events where topic = 'thing.silent' and about = ${quiet.id}`;
  assert.equal(told.length, 1);
  await new Promise((wake) => setTimeout(wake, 400));
  await report('C-quiet', key, { bikes: 2 });
  assert.equal((await viewer.get('/api/v1/things/C-quiet')).body.state, 'working');
  assert.equal((await db`select 1 from events where topic = 'thing.heard' and about = ${quiet.id}`).length, 1);
});

test('Coverage lists every county with what it has and what is missing', async () => {
  const { body } = await viewer.get('/api/v1/thing-types/bike-counter/coverage');
  assert.deepEqual(body.map((row: { name: string }) => row.name), ['西区', '东区']);
  const [row] = await db<{ count: number }[]>`select count(*) from things where county = '999901' and state <> 'retired'`;
  assert.equal(body[0].things, row?.count);
  assert.ok(body[0].completeness >= 0 && body[0].completeness < 1);
});

test('A retired thing takes no readings, its code is not given again, its history stays', async () => {
  const key = await counter('C-old');
  await report('C-old', key, { bikes: 7 });
  assert.equal((await keeper.post('/api/v1/things/C-old/retirement', { reason: '拆除' })).body.state, 'retired');
  await new Promise((wake) => setTimeout(wake, 400));
  const late = await report('C-old', key, { bikes: 8 });
  assert.match(late.body.errors[0].message, /退役/);
  assert.equal((await keeper.patch('/api/v1/things/C-old', { name: '新名' })).body.code, 'THING_RETIRED');
  assert.equal((await keeper.post('/api/v1/things', { type: 'bike-counter', code: 'C-old', name: '重用', point: west })).body.code, 'THING_CODE_TAKEN');
  assert.equal(await stored('C-old'), 1);
});

test('A new key makes the old one worthless; an outdated version is not written over', async () => {
  const key = await counter('C-key');
  const { etag } = Object.fromEntries((await viewer.get('/api/v1/things/C-key')).headers);
  const renewed = await keeper.post('/api/v1/things/C-key/key');
  await new Promise((wake) => setTimeout(wake, 400));
  assert.equal((await report('C-key', key, { bikes: 1 })).status, 401);
  assert.equal((await report('C-key', renewed.body.key, { bikes: 1 })).status, 200);
  assert.equal((await keeper.patch('/api/v1/things/C-key', { name: '旧' }, { 'if-match': etag ?? '' })).body.code, 'STALE');
});

test('Many messages at once become few commits, and every one is there when it is acknowledged', async () => {
  await counter('C-many');
  const thing = await intakeOf(town.house).things.find('C-many');
  assert.ok(thing);
  const [before] = await db<{ count: number }[]>`select count(*) from intakes`;
  const arrival = { thing, source: 'mqtt' as const, address: null, now: now() };
  await Promise.all(Array.from({ length: 2000 }, (_, index) => intakeOf(town.house).take(readContent({ at: now() - index * 1000, bikes: index % 100 }, { ...arrival, traceId: index.toString(16).padStart(32, '0') }))));
  assert.equal(await stored('C-many'), 2000);
  const [after] = await db<{ count: number }[]>`select count(*) from intakes`;
  assert.ok((after?.count ?? 0) - (before?.count ?? 0) < 40);
});

test('Keeping drops whole days: what is older is gone at once, the rest stays', async () => {
  await db`select ensure_days('readings', current_date - 500, current_date - 500)`;
  assert.equal((await dropExpired(town.house)).length, 1);
  assert.equal(await stored('C-many'), 2000);
});

test('The device layer of the map shows a reader their own things only', async () => {
  const tile = await fetch(`${town.url}/tiles/things/0/0/0.mvt`, { headers: { authorization: `Bearer ${eastViewer.token}` } });
  assert.equal(tile.status, 200);
  assert.equal(tile.headers.get('content-type'), 'application/vnd.mapbox-vector-tile');
  assert.equal((await fetch(`${town.url}/tiles/things/0/0/0.mvt`)).status, 401);
});

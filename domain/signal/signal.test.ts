import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { settableClock } from '#kernel/time/clock.ts';
import { matterFloor } from '#domain/matter/floor.ts';
import { proofFloor } from '#domain/proof/floor.ts';
import { watchSilence } from '#domain/thing/silence.ts';
import { counterTown, east, west } from '#test/kit/counter-town.ts';
import { bikeJam, counterRepair, counterSignals, watchedCounter } from '#test/packs/bicycle/counter.ts';
import { signalFloor } from './floor.ts';
import { periodStart } from './period.ts';

// The middle of an hour, so that minutes before and after stay in it; and no later than half past four, so that the seven hours
// these stories take end on the day on which, by the true clock, their events are written.
const clock = settableClock(new Date(Math.min(Math.floor(Date.now() / 3_600_000) * 3_600_000, periodStart('day', new Date()).getTime() + 16 * 3_600_000) + 30 * 60_000));
const town = await counterTown({ clock, floors: [proofFloor, matterFloor, signalFloor], declared: [watchedCounter, bikeJam, counterRepair, ...counterSignals] });
const { keeper, viewer, gateway, warden, eastWarden } = town.people;
const { db } = town.house;
const [city, westCounty, eastCounty] = ['999900000000', '999901000000', '999902000000'];
const minute = 60_000;
const iso = (ago = 0) => new Date(clock.now().getTime() - ago).toISOString();
const hourNow = () => periodStart('hour', clock.now()).toISOString();

async function counter(code: string, point: readonly [number, number], properties = {}): Promise<void> {
  const answer = await keeper.post('/api/v1/things', { type: 'watched-counter', code, name: `计数器 ${code}`, point, properties });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
}
async function report(code: string, body: unknown): Promise<string> {
  const answer = await gateway.post(`/api/v1/things/${code}/readings`, body);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body.traceId;
}
/** Asks again until it holds; says how long it took. */
async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean, seconds = 30): Promise<{ answer: T; ms: number }> {
  const from = performance.now();
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return { answer, ms: performance.now() - from };
    if (performance.now() - from > seconds * 1000) assert.fail(`not within ${seconds} s: ${JSON.stringify(answer)}`);
    await pause(25);
  }
}
const latest = async (key: string, region: string) => (await viewer.get(`/api/v1/signals/${key}?region=${region}`)).body.latest as { value: number; level: string | null; start: string } | null;
const openWarnings = async (signal: string) => (await keeper.get(`/api/v1/warnings?open=true&signal=${signal}`)).body.items;

await counter('W-1', west, { lowest: 300 });
await counter('W-2', west, { lowest: 200 });
await counter('E-1', east);

test('A reading becomes the value of its county and of the city within seconds, as counted by hand', async () => {
  await report('W-1', [{ at: iso(10 * minute), bikes: 10 }, { at: iso(5 * minute), bikes: 30 }]);
  await report('W-2', { at: iso(minute), bikes: 50 });
  const { ms } = await until(() => latest('bike-flow', westCounty), (value) => value?.value === 35);
  assert.ok(ms < 15_000, `${ms} ms: only a lost event is that slow; how fast it is, the bench says`);
  await report('E-1', { at: iso(minute), bikes: 5 });
  await until(() => latest('bike-flow', eastCounty), (value) => value?.value === 5);
  const { answer } = await until(() => latest('bike-flow', city), (value) => Math.abs((value?.value ?? 0) - (20 + 50 + 5) / 3) < 0.01);
  assert.equal(answer?.start, hourNow());
  assert.equal(answer?.level, null);
});

test('A value opens down to its parts and to the very readings it came from, with formula and rule version', async () => {
  const value = (await viewer.get(`/api/v1/signals/bike-flow/values/${city}/${hourNow()}`)).body;
  assert.deepEqual(value.parts.sums.bikes, { things: 3, total: 75, lowest: 5, highest: 50, readings: 4 });
  assert.deepEqual(value.beneath.map((each: { name: string }) => each.name), ['西区', '东区']);
  assert.equal(value.rule, 0);
  assert.match(value.formula, /平均/);
  const rows = (await viewer.get(`/api/v1/signals/bike-flow/values/${westCounty}/${hourNow()}/rows?limit=2`)).body;
  assert.deepEqual(rows.items.map((row: { object: string; value: number }) => [row.object, row.value]), [['W-2', 50], ['W-1', 30]]);
  const more = (await viewer.get(`/api/v1/signals/bike-flow/values/${westCounty}/${hourNow()}/rows?limit=2&cursor=${rows.next}`)).body;
  assert.deepEqual(more.items.map((row: { value: number }) => row.value), [10]);
  assert.equal(more.next, null);
});

test('A marked reading leaves the value; a late one changes the hour it belongs to', async () => {
  await keeper.post('/api/v1/things/W-1/quality', { quantity: 'bikes', from: iso(11 * minute), to: iso(9 * minute), quality: 'invalid', reason: '测试' });
  await until(() => latest('bike-flow', westCounty), (value) => value?.value === 40);
  await report('W-1', { at: iso(120 * minute), bikes: 7 });
  const past = new Date(clock.now().getTime() - 120 * minute);
  await until(async () => (await viewer.get(`/api/v1/signals/bike-flow/values?region=${westCounty}&from=${periodStart('hour', past).toISOString()}`)).body, (values) => values[0]?.value === 7 && values.at(-1)?.value === 40);
});

test('A level opens one matter at the organ in charge of the place; a worse one raises it; the value back and the matter closed end it', async () => {
  const traceId = await report('E-1', { at: iso(), bikes: 400 });
  const { answer: [first], ms } = await until(() => openWarnings('bike-flow'), (warnings) => warnings.length === 1);
  assert.ok(ms < 15_000, `${ms} ms: only a lost event is that slow; how fast it is, the bench says`);
  assert.equal(first.traceId, traceId, 'the reading that decided gives the trace');
  assert.equal(first.level, 'orange');
  assert.match(first.reason, /骑行流量 202\.5辆 > 200/);
  assert.equal(first.matter.organName, '东区自行车局');
  const { body: matter } = await eastWarden.get(`/api/v1/matters/${first.matter.number}`);
  assert.deepEqual(matter.form, { level: 'II', flow: 202.5, where: '东区' });
  assert.equal(matter.title, '东区骑行拥堵');

  await report('E-1', [{ at: iso(2 * minute), bikes: 3000 }, { at: iso(3 * minute), bikes: 3000 }]);
  await until(() => latest('bike-flow', eastCounty), (value) => (value?.value ?? 0) > 500);
  assert.equal((await openWarnings('bike-flow'))[0].level, 'orange', 'red asks for two hours');
  clock.advance(60 * minute);
  await report('E-1', { at: iso(), bikes: 900 });
  const { answer: [raised] } = await until(() => openWarnings('bike-flow'), (warnings) => warnings[0]?.level === 'red');
  assert.equal(raised.id, first.id, 'one warning, no flood');
  const after = (await eastWarden.get(`/api/v1/matters/${first.matter.number}`)).body;
  assert.equal(after.level, 'I');
  assert.deepEqual((await eastWarden.get(`/api/v1/matters/${first.matter.number}/timeline`)).body.map((line: { act: string }) => line.act), ['open', 'raise']);

  clock.advance(60 * minute);
  await report('E-1', { at: iso(), bikes: 2 });
  const { answer: [back] } = await until(() => openWarnings('bike-flow'), (warnings) => warnings[0]?.recoveredAt !== null);
  assert.equal(back.level, null);
  await report('E-1', { at: iso(minute), bikes: 1500 });
  const { answer: [again] } = await until(() => openWarnings('bike-flow'), (warnings) => warnings[0]?.level !== null);
  assert.equal(again.matter.number, first.matter.number, 'while the matter is open the warning returns to it');
  clock.advance(60 * minute);
  await report('E-1', { at: iso(), bikes: 2 });
  await until(() => openWarnings('bike-flow'), (warnings) => warnings[0]?.recoveredAt !== null);

  const closed = await eastWarden.post(`/api/v1/matters/${first.matter.number}/acts`, { act: 'clear', reason: '已疏导' });
  assert.equal(closed.status, 200, JSON.stringify(closed.body));
  await until(() => openWarnings('bike-flow'), (warnings) => warnings.length === 0);
  const { body: finished } = await viewer.get(`/api/v1/warnings/${first.id}`);
  assert.equal(finished.outcome, 'hit');
  assert.equal((await db`select 1 from matters where type = 'bike-jam'`).length, 1);
});

test('One page shows the whole trace by one id: reading, value, warning, matter, closing, recovery, oldest first', async () => {
  const [warning] = (await keeper.get('/api/v1/warnings?signal=bike-flow')).body.items;
  const { body } = await keeper.get(`/api/v1/traces/${warning.traceId}`);
  const titles = body.steps.map((step: { kind: string; title: string }) => `${step.kind} ${step.title}`);
  for (const wanted of ['reading 计数器 E-1', 'event 预警', 'act 东区骑行拥堵 · 提交', 'act 东区骑行拥堵 · 监测升级', 'event 指标恢复', 'act 东区骑行拥堵 · 疏导完毕']) assert.ok(titles.includes(wanted), `${wanted} in ${titles.join(', ')}`);
  assert.ok(body.steps.every((step: { at: string }, index: number) => index === 0 || body.steps[index - 1].at <= step.at));
  const english = await keeper.get(`/api/v1/traces/${warning.traceId}`, { 'accept-language': 'en' });
  assert.ok(english.body.steps.some((step: { title: string }) => step.title === 'Back to normal'));
  assert.equal((await town.guest.get(`/api/v1/traces/${warning.traceId}`)).status, 401);
  const stranger = await town.as({ username: 'stranger', kind: 'citizen', name: '路人' });
  assert.equal((await stranger.get(`/api/v1/traces/${warning.traceId}`)).body.code, 'TRACE_NOT_FOUND');
});

test('Each thing is held against its own limit, and the one that decided is named', async () => {
  await report('W-1', { at: iso(), pressure: 280 });
  await report('W-2', { at: iso(), pressure: 150 });
  const { answer: [warning] } = await until(() => openWarnings('pump-lack'), (warnings) => warnings[0]?.reason.includes('计数器 W-2'));
  assert.match(warning.reason, /计数器 W-2；气压不足 50kPa > 0|计数器 W-1；气压不足 20kPa > 0|计数器 W-2/);
  await until(() => latest('pump-lack', westCounty), (value) => value?.value === 50);
  await keeper.patch('/api/v1/things/W-2', { properties: { lowest: 100 } });
  await until(() => latest('pump-lack', westCounty), (value) => value?.value === 20);
});

test('Matters are counted by place, organ and day, and equal a count by hand', async () => {
  for (const bikes of [600]) await report('W-2', { at: iso(), bikes });
  const { answer: [warning] } = await until(() => openWarnings('bike-flow'), (warnings) => warnings.length === 1);
  await until(() => latest('jams-open', city), (value) => value?.value === 1);
  clock.advance(45 * minute);
  await db`update matters set late_told_at = null where type = 'bike-jam'`;
  await town.house.db.begin(async (tx) => {
    const [matter] = await tx<{ id: string; traceId: string; organ: string; region: string }[]>`select id, trace_id as "traceId", organ, region from matters where number = ${warning.matter.number}`;
    const { emit } = await import('#kernel/bus/outbox.ts');
    if (matter) await emit(tx, { topic: 'matter.overdue', about: matter.id, ...matter, payload: {} });
  });
  assert.equal((await warden.post(`/api/v1/matters/${warning.matter.number}/acts`, { act: 'dismiss', reason: '计数器误读' })).status, 200);
  await until(() => latest('jams-open', city), (value) => value === null || value.value === 0);
  const { answer } = await until(() => latest('jams-on-time', city), (value) => value !== null && value.value < 100);
  const [counted] = await db<{ share: number }[]>`select 100.0 * count(*) filter (where outcome = 'done') / count(*) as share from matters where type = 'bike-jam' and ended_at >= ${periodStart('day', clock.now())}`;
  assert.equal(answer?.value, counted?.share);
  const day = periodStart('day', clock.now()).toISOString();
  const explained = (await viewer.get(`/api/v1/signals/jams-on-time/values/${city}/${day}`)).body;
  assert.ok(explained.organs.some((organ: { organName: string }) => organ.organName === '试验市自行车局'));
  const rows = (await viewer.get(`/api/v1/signals/jams-on-time/values/${city}/${day}/rows`)).body.items;
  assert.ok(rows.some((row: { object: string; value: number }) => row.object === warning.matter.number && row.value === 0));
});

test('Hits and false alarms are counted for each rule, and a candidate is tried on the past before it is set', async () => {
  const { quality } = (await viewer.get('/api/v1/signals/bike-flow/rules')).body;
  assert.equal(quality.hits, 1);
  assert.equal(quality.falseAlarms, 1);
  const strict = [{ level: 'red', op: 'above', limit: 4000, hours: 0 }];
  const tried = (await keeper.post('/api/v1/signals/bike-flow/backtest', { warn: strict })).body;
  assert.equal(tried.candidate.fired, 0);
  assert.equal(tried.candidate.missed, 1);
  assert.ok(tried.inForce.fired >= 2, JSON.stringify(tried.inForce));
  assert.equal(tried.inForce.hits >= 1, true);
  const wrong = await keeper.post('/api/v1/signals/bike-flow/rules', { warn: [{ level: 'red', op: 'above', limit: 10, hours: 0 }, { level: 'blue', op: 'above', limit: 20, hours: 0 }, { level: 'blue', op: 'below', limit: 5, hours: 0 }], reason: '试' });
  assert.equal(wrong.body.code, 'RULE_INVALID');
  assert.deepEqual(wrong.body.errors.map((each: { pointer: string }) => each.pointer), ['/warn/0/limit', '/warn/2/level']);
  assert.equal((await viewer.post('/api/v1/signals/bike-flow/rules', { warn: strict, reason: '无权' })).status, 403);
  assert.deepEqual((await keeper.post('/api/v1/signals/bike-flow/rules', { warn: strict, reason: '旺季' })).body, { version: 1 });
  clock.advance(60 * minute);
  await report('E-1', { at: iso(), bikes: 700 });
  await until(() => latest('bike-flow', eastCounty), (value) => value?.value === 700);
  const value = (await viewer.get(`/api/v1/signals/bike-flow/values/${eastCounty}/${hourNow()}`)).body;
  assert.deepEqual([value.level, value.rule], [null, 1], 'judged by the rule in force, which is kept with the value');
});

test('A silent device gives its owner one task', async () => {
  clock.advance(120 * minute);
  await watchSilence(town.house);
  const { answer } = await until(async () => (await eastWarden.get('/api/v1/matters?type=counter-repair')).body.items, (items) => items.length === 1);
  assert.equal(answer[0].title, '设备失联：计数器 E-1');
});

test('A reported value of wrong unit, future period, impossible size or strange division is refused by name and changes nothing', async () => {
  const month = periodStart('month', clock.now()).toISOString();
  const good = { region: eastCounty, start: month, value: 80, unit: '%' };
  const cases: readonly [object, string][] = [[{ unit: '人' }, '/unit'], [{ start: '2090-01-31T16:00:00Z' }, '/start'], [{ start: new Date(Date.parse(month) + 1).toISOString() }, '/start'], [{ value: 101 }, '/value'], [{ region: '110101000000' }, '/region'], [{ region: city }, '/region']];
  for (const [change, pointer] of cases) {
    const { status, body } = await keeper.post('/api/v1/signals/helmet-share/values', { ...good, ...change });
    assert.equal(status, 422);
    assert.equal(body.errors[0].pointer, pointer, JSON.stringify(body));
  }
  assert.equal((await keeper.post('/api/v1/signals/helmet-share/values', { ...good, value: '80' })).status, 400);
  assert.equal((await keeper.post('/api/v1/signals/bike-flow/values', good)).body.code, 'SIGNAL_NOT_REPORTED');
  assert.equal((await db`select 1 from signal_reports`).length, 0);
  await keeper.post('/api/v1/signals/helmet-share/values', good);
  await keeper.post('/api/v1/signals/helmet-share/values', { ...good, region: westCounty, value: 60 });
  await until(() => latest('helmet-share', city), (value) => value?.value === 70);
});

test('Signals, periods and traces that are not there are answered with words', async () => {
  assert.equal((await viewer.get('/api/v1/signals/none')).body.code, 'SIGNAL_NOT_FOUND');
  assert.equal((await viewer.get(`/api/v1/signals/bike-flow/values/${city}/2026-01-01T00:00:01Z`)).body.code, 'SIGNAL_PERIOD_WRONG');
  assert.equal((await viewer.get(`/api/v1/signals/bike-flow/values/${city}/2020-01-01T00:00:00Z`)).body.code, 'SIGNAL_VALUE_NOT_FOUND');
  assert.equal((await viewer.get(`/api/v1/signals/bike-flow/values?from=2000-01-01T00:00:00Z&to=2026-01-01T00:00:00Z`)).body.code, 'SIGNAL_RANGE_WRONG');
  assert.equal((await viewer.get('/api/v1/warnings/nothing')).body.code, 'WARNING_NOT_FOUND');
  assert.equal((await viewer.get('/api/v1/traces/xyz')).status, 400);
  const list = (await viewer.get('/api/v1/signals?key=true')).body;
  assert.deepEqual(list.map((signal: { key: string }) => signal.key), ['bike-flow']);
  assert.ok(list[0].trend.length > 3);
});

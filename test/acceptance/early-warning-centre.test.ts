import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '#test/kit/until.ts';
import { gaozhou, sensingCity } from '#test/kit/sensing-city.ts';
import { riverCsv } from '#test/replay/generated.ts';
import { movedTo, riverSeries } from '#test/replay/series.ts';
import { send, sendSeries } from '#test/replay/station.ts';

const city = await sensingCity();
const [water, manager, leader, citizen] = await Promise.all(['water2', 'signals', 'leader', 'citizen'].map((name) => city.as(name)));
assert.ok(water && manager && leader && citizen);
const gauge = await city.station(water, { type: 'river-gauge', code: 'CAO-01', name: '曹江站', point: await city.centre(gaozhou), properties: { river: '曹江', warning: 1.5, guarantee: 2.6, highest: 3 } });
const rule = '/api/v1/signals/river-stage/rules';
const open = async () => ((await leader.get(`/api/v1/warnings?open=true&signal=river-stage&region=${gaozhou}`)).body as { items: { id: string; level: string; rule: number; matter: { number: string } | null }[] }).items;
const report = (level: number) => {
  city.clock.advance(60_000);
  return send(gauge, { at: city.clock.now().getTime(), values: { level } });
};

test('A rule is tried on past readings before it is switched on and shows how often it would have fired', async () => {
  // Seven days of a river that rises to a flood and falls again, moved in time so that they end yesterday.
  const past = movedTo(riverSeries(riverCsv({ quarters: 4 * 24 * 7, seed: 11, peak: 2.8 })), city.clock.now().getTime() - 24 * 3_600_000, { days: 7 });
  await sendSeries(gauge, past.observations);
  const try_ = async (limit: number) => (await manager.post('/api/v1/signals/river-stage/backtest', { warn: [{ level: 'red', op: 'atLeast', limit, hours: 0 }], region: gaozhou })).body as { candidate: { values: number; fired: number; episodes: { peak: string; worst: number }[] }; inForce: { fired: number; byLevel: Record<string, number> } };
  const tried = await until(async () => {
    const answer = await try_(2);
    return answer.candidate.values > 24 * 6 && answer.candidate.fired === 1 ? answer : null;
  }, { seconds: 40, what: 'the values of seven days' });
  assert.ok((tried.candidate.episodes[0]?.worst ?? 0) > 2 && (tried.candidate.episodes[0]?.worst ?? 0) < 3);
  assert.deepEqual(tried.inForce.byLevel, { orange: 1 });
  assert.equal((await try_(3)).candidate.fired, 0, 'a higher limit would not have fired');
  assert.equal((await open()).length, 0, 'an import of the past warns nobody today');
});

test('A rule that cannot be is refused, each place by name, and the one in force stays', async () => {
  const wrong = await manager.post(rule, { warn: [{ level: 'yellow', op: 'atLeast', limit: 2, hours: 0 }, { level: 'yellow', op: 'atLeast', limit: 3, hours: 0 }, { level: 'red', op: 'atMost', limit: 1, hours: 0 }], reason: '试' });
  assert.equal(wrong.status, 422);
  assert.deepEqual(wrong.body.errors.map((each: { pointer: string }) => each.pointer), ['/warn/1/level', '/warn/2/op']);
  for (const body of [{ warn: [], reason: '空' }, { warn: [{ level: 'pink', op: 'atLeast', limit: 1 }], reason: '色' }, { warn: [{ level: 'red', op: 'atLeast', limit: 'high' }], reason: '字' }, { warn: [{ level: 'red', op: 'atLeast', limit: 1 }] }]) assert.equal((await manager.post(rule, body)).status, 400);
  assert.equal((await manager.post('/api/v1/signals/no-such/rules', { warn: null, reason: '无' })).body.code, 'SIGNAL_NOT_FOUND');
  assert.equal((await leader.post(rule, { warn: null, reason: '无权' })).status, 403);
  assert.equal((await leader.get(rule)).body.inForce, 0);
});

test('A firing rule makes one warning with one matter, however many readings follow', async () => {
  for (const level of [1.6, 1.62, 1.58, 1.7, 1.65]) await report(level);
  const [warning] = await until(async () => ((await open()).length > 0 ? open() : null), { seconds: 20, what: 'the warning' });
  assert.equal(warning?.level, 'yellow');
  await report(1.4);
  await until(async () => (await open())[0]?.level !== 'yellow', { what: 'the fall' });
  for (const level of [1.55, 1.45, 1.6]) await report(level);
  await until(async () => (await open())[0]?.level === 'yellow', { what: 'the return' });
  assert.equal((await open()).length, 1);
  const [matters] = await city.house.db<{ count: number }[]>`select count(*) from matters where type = 'flood-response' and county = '440981' and source = 'signal' and not demo`;
  assert.equal(matters?.count, 1);
});

test('A new rule counts from now on, and every warning keeps the version it was given by', async () => {
  const set = await manager.post(rule, { warn: [{ level: 'blue', op: 'atLeast', limit: 0.5, hours: 0 }, { level: 'red', op: 'atLeast', limit: 1.2, hours: 0 }], reason: '主汛期从严' });
  assert.deepEqual(set.body, { version: 1 });
  await report(1.9);
  const [warning] = await until(async () => ((await open())[0]?.level === 'red' ? open() : null), { what: 'red by the new rule' });
  assert.equal(warning?.rule, 0, 'it began under the declared rule');
  const value = (await leader.get(`/api/v1/signals/river-stage/values/${gaozhou}/${city.hour()}`)).body;
  assert.deepEqual([value.level, value.rule], ['red', 1]);
  assert.deepEqual((await manager.post(rule, { warn: null, reason: '恢复' })).body, { version: 2 });
});

test('What people found counts: hits and false alarms per rule, and what a candidate would have missed', async () => {
  const [warning] = await open();
  city.clock.advance(3_600_000);
  await report(0.4);
  await until(async () => (await open())[0]?.level === null, { what: 'recovery' });
  const number = warning?.matter?.number ?? '';
  const neighbour = await city.as('water3');
  assert.equal((await neighbour.post(`/api/v1/matters/${number}/acts`, { act: 'dismiss', reason: '浮标故障' })).status, 404, 'it lies with the bureau of its own county');
  assert.equal((await water.post(`/api/v1/matters/${number}/acts`, { act: 'dismiss', reason: '浮标故障，误报' })).body.outcome, 'void');
  await until(async () => (await open()).length === 0, { what: 'the end of the warning' });
  const { quality } = (await leader.get(rule)).body as { quality: { warnings: number; hits: number; falseAlarms: number } };
  assert.ok(quality.falseAlarms >= 1 && quality.warnings >= 1);
  const { candidate } = (await manager.post('/api/v1/signals/river-stage/backtest', { warn: [{ level: 'red', op: 'atLeast', limit: 1, hours: 0 }], region: gaozhou })).body as { candidate: { falseAlarms: number; falseRate: number } };
  assert.equal(candidate.falseAlarms, 1);
  assert.ok(candidate.falseRate > 0);
});

test('Warnings are for officials: a citizen is refused, a wrong id is not found', async () => {
  assert.equal((await citizen.get('/api/v1/warnings')).status, 403);
  assert.equal((await city.guest.get('/api/v1/warnings')).status, 401);
  assert.equal((await leader.get('/api/v1/warnings/01a00000-0000-7000-8000-000000000000')).body.code, 'WARNING_NOT_FOUND');
});

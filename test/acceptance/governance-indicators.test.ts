import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadPacks, PackFaults } from '#domain/load-packs.ts';
import { definePack } from '#domain/pack.ts';
import { defineSignal, reported, above } from '#domain/signal/define.ts';
import { touchRunning } from '#domain/signal/touch.ts';
import { computeTouched } from '#domain/signal/compute.ts';
import { dayOf } from '#kernel/time/day.ts';
import { cityNamed } from '#cities/cities.ts';
import { until } from '#test/kit/until.ts';
import { maoming, maonan, sensingCity } from '#test/kit/sensing-city.ts';

const city = await sensingCity();
const [manager, leader, citizen, desk] = await Promise.all(['signals', 'leader', 'citizen', 'dispatch'].map((name) => city.as(name)));
assert.ok(manager && leader && citizen && desk);
const { db } = city.house;
const today = new Date(`${dayOf(city.clock.now())}T00:00:00+08:00`);
const latest = async (key: string, region = maoming) => (await leader.get(`/api/v1/signals/${key}?region=${region}`)).body.latest as { value: number; onTarget: boolean | null } | null;

test('An indicator without meaning, formula, rule or owner is refused at load, each field by its name', () => {
  const bare = defineSignal({ key: 'bare', title: 'Bare', meaning: '', formula: '', owner: '', unit: '%', better: 'higher', warn: [], per: { region: 'county', period: 'month' }, from: reported(0, 1), value: ({ value }) => value });
  const pack = definePack({ key: 'bare', title: 'Bare', area: 'governance', lead: '政务服务数据管理局', signals: [bare] });
  assert.throws(() => loadPacks([pack]), (error) => error instanceof PackFaults && ['meaning', 'formula', 'owner', 'warn'].every((field) => error.message.includes(`signal bare · ${field}:`)));
  assert.doesNotThrow(() => loadPacks([definePack({ ...pack, signals: [{ ...bare, meaning: 'm', formula: 'f', owner: 'o', warn: [{ level: 'red', when: above(1) }] }] })]));
  assert.ok(loadPacks(cityNamed('maoming').packs), 'the city’s own have all of them');
});

test('Five key numbers stand on the screen, each with its meaning, unit, target and last values', async () => {
  await touchRunning(city.house);
  await computeTouched(city.house);
  const numbers = (await leader.get('/api/v1/signals?key=true')).body as { key: string; keyNumber: number; meaning: string; formula: string; owner: string; latest: unknown; trend: unknown[] }[];
  assert.deepEqual(numbers.map(({ key }) => key), ['aqi', 'river-stage', 'matters-open', 'matters-on-time', 'satisfaction']);
  for (const number of numbers) assert.ok(number.meaning && number.formula && number.owner);
  const english = (await leader.get('/api/v1/signals?key=true', { 'accept-language': 'en' })).body as { title: string; meaning: string }[];
  for (const { title, meaning } of english) assert.doesNotMatch(title + meaning, /\p{Script=Han}/u);
});

test('The number of open matters equals a count by hand, by county and by organ, and opens to the very matters', async () => {
  await touchRunning(city.house);
  await computeTouched(city.house);
  const [all] = await db<{ count: number }[]>`select count(*) from matters where ended_at is null`;
  const [here] = await db<{ count: number }[]>`select count(*) from matters where ended_at is null and county = '440902'`;
  assert.ok(all && all.count > 0);
  assert.equal((await latest('matters-open'))?.value, all.count);
  assert.equal((await latest('matters-open', maonan))?.value, here?.count);
  const value = (await leader.get(`/api/v1/signals/matters-open/values/${maonan}/${today.toISOString()}`)).body as { organs: { organ: string; value: number }[] };
  assert.equal(value.organs.reduce((sum, organ) => sum + organ.value, 0), here?.count);
  const [organ] = value.organs;
  const rows = (await leader.get(`/api/v1/signals/matters-open/values/${maonan}/${today.toISOString()}/rows?limit=200&organ=${encodeURIComponent(organ?.organ ?? '')}`)).body as { items: { object: string }[] };
  assert.equal(rows.items.length, Math.min(200, organ?.value ?? 0));
  assert.equal((await leader.get(`/api/v1/matters/${rows.items[0]?.object}`)).status, 200);
});

test('A matter opened and closed moves the indicators of its place within seconds', async () => {
  // By hand each time: meanwhile the city's own watch may open or end others.
  const openByHand = async () => (await db<{ count: number }[]>`select count(*) from matters where ended_at is null`)[0]?.count;
  const onTimeByHand = async () => (await db<{ share: number }[]>`
    select 100.0 * count(*) filter (where (promise_due_at is null or ended_at <= promise_due_at) and not exists (select from events where about = matters.id and topic = 'matter.overdue')) / count(*) as share
    from matters where ended_at >= ${today} and ended_at < ${new Date(today.getTime() + 86_400_000)} and outcome <> 'withdrawn'`)[0]?.share.toFixed(3);
  const spot = await city.centre(maonan);
  const report = await citizen.post('/api/v1/matters', { type: 'city-report', form: { class: 'light', description: '路灯不亮三天了', spot } });
  assert.equal(report.status, 201, JSON.stringify(report.body));
  await until(async () => (await latest('matters-open'))?.value === await openByHand(), { seconds: 20, what: 'one more' });
  const dismissed = await desk.post(`/api/v1/matters/${report.body.id}/acts`, { act: 'dismiss', reason: '属于私人院内' });
  assert.equal(dismissed.status, 200, JSON.stringify(dismissed.body));
  await until(async () => (await latest('matters-open'))?.value === await openByHand(), { what: 'one less' });
  const onTime = await until(async () => ((await latest('matters-on-time'))?.value.toFixed(3) === await onTimeByHand() ? latest('matters-on-time') : null), { what: 'the rate by hand' });
  assert.equal(onTime.onTarget, onTime.value >= 95);
});

test('A value’s state is reckoned by the rule in force and keeps the rule’s version', async () => {
  const start = today.toISOString();
  const set = await manager.post('/api/v1/signals/matters-open/rules', { warn: [{ level: 'blue', op: 'above', limit: 1, hours: 0 }], reason: '试行' });
  assert.deepEqual(set.body, { version: 1 });
  await touchRunning(city.house);
  await computeTouched(city.house);
  const judged = (await leader.get(`/api/v1/signals/matters-open/values/${maoming}/${start}`)).body;
  assert.deepEqual([judged.level, judged.rule], ['blue', 1]);
  await manager.post('/api/v1/signals/matters-open/rules', { warn: null, reason: '恢复' });
  await touchRunning(city.house);
  await computeTouched(city.house);
  const again = (await leader.get(`/api/v1/signals/matters-open/values/${maoming}/${start}`)).body;
  assert.deepEqual([again.level, again.rule], [null, 2]);
  const { versions } = (await leader.get('/api/v1/signals/matters-open/rules')).body as { versions: { version: number; by: string; reason: string }[] };
  assert.deepEqual(versions.map(({ version, reason }) => [version, reason]), [[2, '恢复'], [1, '试行']]);
  assert.equal((await leader.post('/api/v1/signals/matters-open/rules', { warn: null, reason: '无权' })).status, 403);
});

test('A related-indicator view shows the links and both trends', async () => {
  const { relatedSignals } = (await leader.get('/api/v1/signals/matters-open')).body as { relatedSignals: { key: string; trend: unknown[] }[] };
  assert.deepEqual(relatedSignals.map(({ key }) => key), ['matters-opened', 'matters-closed']);
});

test('A computed indicator takes no value by hand, and a citizen takes none of them', async () => {
  const value = { region: maonan, start: today.toISOString(), value: 1, unit: '件' };
  assert.equal((await manager.post('/api/v1/signals/matters-open/values', value)).body.code, 'SIGNAL_NOT_REPORTED');
  assert.equal((await leader.post('/api/v1/signals/matters-open/values', value)).status, 403);
  assert.equal((await citizen.get('/api/v1/signals')).status, 403);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayOf } from '#kernel/time/day.ts';
import { hourAqi } from '#packs/environment/air/aqi.ts';
import { until } from '#test/kit/until.ts';
import { dianbai, gaozhou, maoming, maonan, sensingCity, xinyi } from '#test/kit/sensing-city.ts';
import { airCsv } from '#test/replay/generated.ts';
import { airSeries, movedTo, type Observation } from '#test/replay/series.ts';
import { send, sendSeries } from '#test/replay/station.ts';

const city = await sensingCity();
const [environment, leader, citizen] = await Promise.all(['environment', 'leader', 'citizen'].map((name) => city.as(name)));
assert.ok(environment && leader && citizen);
const own = '440900-生态环境局';
const open = async (code: string, county: string, step = 0) => {
  const [lon, lat] = await city.centre(county);
  return city.station(environment, { type: 'air-station', code, name: `空气站 ${code}`, point: [lon + step * 0.003, lat], organ: own, properties: { grade: 'city' } });
};
const stations = { first: await open('AIR-1', maonan), second: await open('AIR-2', maonan, 1), coast: await open('AIR-3', dianbai) };
const now = () => city.clock.now().getTime();
const latest = async (region: string) => (await leader.get(`/api/v1/signals/aqi?region=${region}`)).body.latest as { value: number; level: string | null; words: string; band: { title: string; colour: string }; onTarget: boolean } | null;

/** The index of this hour reckoned from the single readings, the way a person would: each station's mean, then the mean of the stations. */
async function byHand(counties: string): Promise<number | undefined> {
  const rows = await city.house.db<{ quantity: string; mean: number }[]>`
    select quantity, avg(mean) as mean from (
      select quantity, thing_id, avg(value) as mean from readings join datastreams on datastreams.id = datastream join things on things.id = thing_id
      where type = 'air-station' and starts_with(region, ${counties}) and quality = 0 and at >= ${new Date(city.hour())} and at < ${new Date(Date.parse(city.hour()) + 3_600_000)} group by 1, 2) station group by 1`;
  return hourAqi(Object.fromEntries(rows.map(({ quantity, mean }) => [quantity, mean])), dayOf(city.clock.now()))?.value;
}

test('Readings show the state of the air by its standard class, and the mean of a county equals a count by hand', async () => {
  await send(stations.first, { at: now(), values: { pm25: 140, pm10: 190, o3: 120, no2: 40, so2: 9, co: 0.8 } });
  await send(stations.second, { at: now(), values: { pm25: 180, pm10: 250 } });
  await send(stations.coast, { at: now(), values: { pm25: 9 } });
  const [county, whole] = [await byHand('440902'), await byHand('4409')];
  assert.ok(county && whole && county > whole);
  const here = await until(async () => ((await latest(maonan))?.value === county ? latest(maonan) : null), { seconds: 30, what: `an index of ${county}` });
  assert.equal(here.band.title, ['优', '良', '轻度污染', '中度污染', '重度污染'][Math.min(4, Math.ceil(county / 50) - 1)]);
  assert.match(here.words, /首要污染物 PM/);
  await until(async () => (await latest(maoming))?.value === whole, { what: 'the index of the city over all its stations' });
});

test('A reading marked invalid is left out of the mean and kept; an unknown station or element is refused', async () => {
  await environment.post('/api/v1/things/AIR-2/quality', { quantity: 'pm25', from: city.ago(1), to: city.ago(-1), quality: 'invalid', reason: '仪器校准' });
  const without = await byHand('440902');
  await until(async () => (await latest(maonan))?.value === without, { what: 'the index without it' });
  const raw = (await environment.get(`/api/v1/things/AIR-2/readings?quantity=pm25&step=raw&from=${city.ago(5)}`)).body.points;
  assert.deepEqual(raw.map((point: { value: number; quality: number }) => [point.value, point.quality]), [[180, 2]]);
  await stations.first.client.publishAsync(stations.first.topic, '{"radon": 3}', { qos: 1 });
  const { items } = (await environment.get('/api/v1/things/AIR-1/rejected-readings')).body;
  assert.deepEqual(items.map((item: { quantity: string; reason: string }) => [item.quantity, item.reason]), [['radon', 'unknown-quantity']]);
  assert.equal((await city.guest.post('/api/v1/things/AIR-99/readings', { pm25: 1 }, { 'x-device-key': stations.first.key })).body.code, 'DEVICE_KEY_WRONG');
});

test('Counties without a station are listed, and those with one show how much of what was due has come', async () => {
  const covered = async (type: string) => (await leader.get(`/api/v1/thing-types/${type}/coverage`)).body as { region: string; things: number; completeness: number | null }[];
  const [rivers, air] = [await covered('river-gauge'), await covered('air-station')];
  assert.deepEqual(rivers.map(({ region }) => region), air.map(({ region }) => region), 'every county is listed');
  assert.deepEqual(rivers.filter(({ things }) => things === 0).map(({ region, completeness }) => [region, completeness]), [[xinyi, null]]);
  const here = air.find(({ region }) => region === maonan);
  assert.ok(here && here.things >= 2 && (here.completeness ?? 2) <= 1);
});

test('A day of smog warns once, opens a task at the bureau, rises with the air, and is lifted by people', async () => {
  const smog: Observation[] = Array.from({ length: 26 }, (_, back) => ({ at: now() - (25 - back) * 3_600_000 - 120_000, values: { pm25: 1900 } }));
  await Promise.all(Object.values(stations).map((station) => sendSeries(station, smog)));
  const warnings = async () => ((await leader.get('/api/v1/warnings?open=true&signal=aqi')).body as { items: { level: string; matter: { number: string; organName: string }; reason: string }[] }).items;
  // The hours come in one after the other: the warning may open at a lower colour and rises with them.
  const [warning] = await until(async () => ((await warnings())[0]?.level === 'red' ? warnings() : null), { seconds: 20, what: 'an index above 300 for 24 hours' });
  assert.match(warning?.reason ?? '', /持续 24 小时/);
  assert.equal(warning?.matter.organName, '茂名市生态环境局');
  assert.equal((await warnings()).length, 1);
  const number = warning?.matter.number ?? '';
  const matter = (await environment.get(`/api/v1/matters/${number}`)).body;
  assert.equal(matter.form.level, 'I');
  const act = (body: object) => environment.post(`/api/v1/matters/${number}/acts`, body);
  assert.equal((await act({ act: 'confirm', data: { judgement: '静稳天气，预计持续两天' } })).status, 200);
  assert.equal((await act({ act: 'start', reason: '按预案启动Ⅰ级响应' })).status, 200);
  assert.equal((await act({ act: 'lift', reason: '冷空气到达' })).status, 200);
  assert.equal((await act({ act: 'close', data: { lessons: '扬尘管控到位' } })).body.outcome, 'done');
});

test('A whole day of hours gives the daily index, by the edition in force on that day', async () => {
  const station = await open('AIR-DAY', gaozhou);
  const midnight = Date.parse(`${dayOf(new Date(now() - 3 * 86_400_000))}T00:00:00+08:00`);
  await sendSeries(station, Array.from({ length: 24 }, (_, hour) => ({ at: midnight + hour * 3_600_000, values: { pm25: 59, o3: hour >= 12 && hour < 20 ? 161 : 40 } })));
  const start = new Date(midnight).toISOString();
  const value = await until(async () => {
    const { body, status } = await leader.get(`/api/v1/signals/aqi-day/values/${gaozhou}/${start}`);
    return status === 200 && body.parts.sums.pm25.readings === 24 ? body : null;
  }, { seconds: 20, what: 'the daily index' });
  assert.equal(value.value, 101, 'ozone of eight hours 161 → 101, worse than PM2.5 59 → 98');
  assert.match(value.because.words, /O₃（HJ 633—2026）/);
});

test('Two months of hours in the columns of the public set come in as devices send them, gaps and all, and are counted without loss', async () => {
  const series = movedTo(airSeries(airCsv({ hours: 24 * 60, seed: 7 })), now(), { days: 25 });
  const station = await open('AIR-REPLAY', gaozhou, 2);
  const sent = await sendSeries(station, series.observations);
  const [stored] = await city.house.db<{ count: number }[]>`select count(*) from readings join datastreams on datastreams.id = datastream join things on things.id = thing_id where code = 'AIR-REPLAY'`;
  assert.equal(stored?.count, sent);
  assert.ok(sent > 24 * 25 * 5 && sent < 24 * 25 * 6, `${sent} with gaps`);
  const hours = (await environment.get(`/api/v1/things/AIR-REPLAY/readings?quantity=pm25&step=day&from=${new Date(now() - 30 * 86_400_000).toISOString()}`)).body;
  assert.ok(hours.points.length >= 25);
  assert.ok(hours.points.every((point: { lowest: number; mean: number; highest: number }) => point.lowest <= point.mean && point.mean <= point.highest));
});

test('A citizen sees none of the devices, and asking for their readings is refused', async () => {
  assert.equal((await citizen.get('/api/v1/things')).status, 403);
  assert.equal((await citizen.get('/api/v1/things/AIR-1/readings?quantity=pm25')).status, 403);
  assert.equal((await city.guest.get('/api/v1/signals')).status, 401);
});

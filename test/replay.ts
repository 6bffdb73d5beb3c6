import { parseArgs } from 'node:util';
import { basename } from 'node:path';
import { clientFor, type Client } from './kit/small-house.ts';
import { airSeries, movedTo, peakOf, quantile, riverSeries, textOf, type Series } from './replay/series.ts';
import { openStation, sendSeries, type Broker } from './replay/station.ts';

const help = `npm run replay -- --air <csv> … --river <csv> … [--url http://127.0.0.1:8080] [--mqtt 1883] [--days 3]

Plays public series onto a running city, as devices would send them by MQTT: air in the columns of UCI 501 (one file a station),
river levels and rain in those of the Environment Agency. Each file becomes a newly registered demonstration device; its last
days — of a river the days up to its highest level — are moved in time so that they end now. Files may be packed (.gz).`;

const { values: given } = parseArgs({ options: {
  air: { type: 'string', multiple: true, default: [] }, river: { type: 'string', multiple: true, default: [] }, url: { type: 'string', default: 'http://127.0.0.1:8080' },
  mqtt: { type: 'string', default: '1883' }, days: { type: 'string', default: '3' }, password: { type: 'string', default: 'yiwang-demo' }, help: { type: 'boolean', default: false },
} });

if (given.help || given.air.length + given.river.length === 0) console.log(help);
else await replay();

async function replay(): Promise<void> {
  const broker: Broker = { host: new URL(given.url).hostname, port: Number(given.mqtt) };
  const days = Number(given.days);
  const counties = await centres();
  const environment = given.air.length > 0 ? await signIn('environment') : null;
  const water = given.river.length > 0 ? await signIn('water') : null;
  for (const [index, path] of given.air.entries()) if (environment) await play(environment, broker, airSeries(textOf(path)), path, { type: 'air-station', point: counties[index % counties.length], days, index });
  for (const [index, path] of given.river.entries()) {
    const series = riverSeries(textOf(path));
    const isRain = series.station.startsWith('rain');
    if (water) await play(water, broker, series, path, { type: isRain ? 'rain-gauge' : 'river-gauge', point: counties[index % counties.length], days, index, ...(isRain ? {} : { properties: marksFor(series), end: peakOf(series, 'level') }) });
  }
}

type Part = { type: string; point: readonly [number, number] | undefined; days: number; index: number; properties?: Record<string, unknown>; end?: number };

async function play(official: Client, broker: Broker, series: Series, path: string, { type, point, days, index, properties, end }: Part): Promise<void> {
  if (!point) throw new Error('The city has no county with a centre.');
  const code = `replay-${Date.now().toString(36)}-${index}`;
  const name = `${basename(path).replace(/\..*$/, '').slice(0, 60)}（重放）`;
  // Beside one another around the seat of the county, so that the map shows each.
  const at: readonly [number, number] = [point[0] + 0.004 * (index % 5), point[1] + 0.004 * Math.floor(index / 5)];
  const { body } = await official.get('/api/v1/session');
  const { organ } = (body as { reader: { organ: string } }).reader;
  const station = await openStation(official, broker, { type, code, name, point: at, organ, ...(properties ? { properties } : {}) });
  const moved = movedTo(series, Date.now(), { days, ...(end === undefined ? {} : { end }) });
  const from = performance.now();
  const readings = await sendSeries(station, moved.observations);
  console.log(`${code} ${name}: ${readings} readings, ${(performance.now() - from).toFixed(0)} ms`);
  await station.client.endAsync();
}

/** Marks for a gauge that came without: reached in one of twenty and one of two hundred readings. */
function marksFor(series: Series): Record<string, unknown> {
  const warning = Number(quantile(series, 'level', 0.95).toFixed(2));
  return { river: '重放', warning, guarantee: Math.max(warning + 0.1, Number(quantile(series, 'level', 0.995).toFixed(2))) };
}

async function signIn(username: string): Promise<Client> {
  const { status, body } = await clientFor(given.url, null).post('/api/v1/session', { username, password: given.password });
  if (status !== 201) throw new Error(`${username} could not sign in at ${given.url}: ${JSON.stringify(body)}`);
  return clientFor(given.url, (body as { token: string }).token);
}

async function centres(): Promise<(readonly [number, number])[]> {
  const { body } = await clientFor(given.url, null).get('/api/v1/regions?level=county&limit=200');
  return (body as { items: { centre: [number, number] | null }[] }).items.flatMap(({ centre }) => (centre ? [centre] : []));
}

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { settableClock, type SettableClock } from '#kernel/time/clock.ts';
import { periodStart } from '#domain/signal/period.ts';
import { mqttPortOf } from '#protocols/mqtt/floor.ts';
import { openStation, type Broker, type Station } from '#test/replay/station.ts';
import { testCity, type TestCity } from './city.ts';
import type { Client } from './small-house.ts';

/** The demonstration city with a clock that stands in the middle of this hour, and devices that can be registered in it. */
export type SensingCity = TestCity & {
  readonly clock: SettableClock;
  readonly broker: Broker;
  /** Registers a device as this official and connects as the device; the connection ends with the test file. */
  readonly station: (official: Client, thing: Parameters<typeof openStation>[2]) => Promise<Station>;
  /** A point inside a county. */
  readonly centre: (county: string) => Promise<readonly [number, number]>;
  /** RFC 3339, some minutes ago by the city's clock. */
  readonly ago: (minutes: number) => string;
  readonly hour: () => string;
};

export const maoming = '440900000000';
export const [maonan, dianbai, gaozhou, xinyi] = ['440902000000', '440904000000', '440981000000', '440983000000'];

export async function sensingCity(): Promise<SensingCity> {
  const clock = settableClock(new Date(periodStart('hour', new Date()).getTime() + 30 * 60_000));
  const city = await testCity({ clock });
  const port = mqttPortOf(city.house);
  assert.ok(port, 'the broker runs');
  const broker = { host: '127.0.0.1', port };
  const stations: Station[] = [];
  after(() => Promise.all(stations.map(({ client }) => client.endAsync(true))));
  return {
    ...city, clock, broker,
    station: async (official, thing) => {
      const station = await openStation(official, broker, thing);
      stations.push(station);
      return station;
    },
    centre: async (county) => ((await city.guest.get(`/api/v1/regions/${county}`)).body as { centre: [number, number] }).centre,
    ago: (minutes) => new Date(clock.now().getTime() - minutes * 60_000).toISOString(),
    hour: () => periodStart('hour', clock.now()).toISOString(),
  };
}

/** The notices a reader hears live while `work` runs and a little after: each with the milliseconds since the beginning. */
export async function heardWhile(url: string, token: string | null, work: () => Promise<unknown>, enough: (topics: readonly string[]) => boolean, seconds = 6): Promise<{ topic: string; ms: number }[]> {
  const stop = new AbortController();
  const answer = await fetch(`${url}/api/v1/live`, { headers: { accept: 'text/event-stream', authorization: `Bearer ${token ?? ''}` }, signal: stop.signal });
  assert.equal(answer.status, 200);
  const began = performance.now();
  const heard: { topic: string; ms: number }[] = [];
  const listening = (async () => {
    let text = '';
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString('utf8');
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: ?(.*)$/m.exec(block)?.[1];
        if (data?.startsWith('{')) heard.push({ topic: (JSON.parse(data) as { topic: string }).topic, ms: performance.now() - began });
      }
    }
  })().catch(() => undefined);
  await work();
  const end = performance.now() + seconds * 1000;
  while (!enough(heard.map(({ topic }) => topic)) && performance.now() < end) await new Promise((wake) => setTimeout(wake, 25));
  stop.abort();
  await listening;
  return heard;
}

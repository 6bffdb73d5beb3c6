import mqtt, { type MqttClient } from 'mqtt';
import type { Client } from '#test/kit/small-house.ts';
import type { Observation } from './series.ts';

/** A registered device with its connection. */
export type Station = { readonly code: string; readonly key: string; readonly topic: string; readonly client: MqttClient };
export type Broker = { readonly host: string; readonly port: number };

/** Registers a device as an official who may, and connects as the device. */
export async function openStation(official: Client, broker: Broker, thing: { type: string; code: string; name: string; point: readonly [number, number]; organ?: string; properties?: Record<string, unknown> }): Promise<Station> {
  const { status, body } = await official.post('/api/v1/things', thing);
  if (status !== 201) throw new Error(`${thing.code} could not be registered: ${JSON.stringify(body)}`);
  const { key } = body as { key: string };
  const client = await mqtt.connectAsync({ ...broker, username: thing.code, password: key, clientId: thing.code, protocolVersion: 4, reconnectPeriod: 0 });
  return { code: thing.code, key, topic: `yiwang/${thing.type}/${thing.code}/readings`, client };
}

/** Sends one observation and resolves when the broker has acknowledged it (QoS 1). */
export const send = ({ client, topic }: Station, { at, values }: Observation): Promise<unknown> => client.publishAsync(topic, JSON.stringify({ at: new Date(at).toISOString(), ...values }), { qos: 1 });

/** Sends a series in messages of many observations each; answers how many readings that were. */
export async function sendSeries({ client, topic }: Station, observations: readonly Observation[], perMessage = 100): Promise<number> {
  let readings = 0;
  for (let from = 0; from < observations.length; from += perMessage) {
    const part = observations.slice(from, from + perMessage);
    readings += part.reduce((sum, { values }) => sum + Object.keys(values).length, 0);
    await client.publishAsync(topic, JSON.stringify(part.map(({ at, values }) => ({ at: new Date(at).toISOString(), ...values }))), { qos: 1 });
  }
  return readings;
}

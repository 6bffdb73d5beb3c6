import { callbackify } from 'node:util';
import { Aedes, type Client, type PublishPacket, type Subscription } from 'aedes';
import { newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { intakeOf } from '#domain/thing/intake/intake.ts';
import { readPayload, refused, type Message } from '#domain/thing/intake/read-message.ts';
import { reasons } from '#domain/thing/intake/reasons.ts';
import { addressOf, Devices } from './devices.ts';
import { mayHear, readingsTopic, rejectedTopic } from './topic.ts';

/**
 * The MQTT 3.1.1 broker of the city's devices. aedes acknowledges a message when `authorizePublish` calls back, so the
 * call comes after the commit: what a device saw acknowledged is stored, whatever happens next. What cannot be stored
 * just now is not acknowledged; the connection ends and the device sends again.
 */
export async function createBroker(house: House): Promise<Aedes> {
  const devices = new Devices(house);
  const broker: Aedes = await Aedes.createBroker({
    connectTimeout: 10_000,
    maxClientsIdLength: 128,
    authenticate: callbackify(async (client: Client, username: string | undefined, password: Buffer | undefined) => devices.logIn(client, username, password)) as Aedes['authenticate'],
    authorizePublish: callbackify(async (client: Client | null, packet: PublishPacket) => {
      const message = await takePacket(house, devices, client, packet);
      if (message.rejections.length > 0) tellDevice(broker, message);
    }),
    authorizeSubscribe: callbackify(async (client: Client, subscription: Subscription) => {
      const thing = await devices.thingOf(client);
      return thing && mayHear(thing, subscription.topic) ? subscription : null;
    }),
  });
  keepReadingsOffTheBus(broker);
  return broker;
}

/** Checks and stores one message; resolves after the commit. Rejects when it could not be stored or comes from nobody. */
async function takePacket(house: House, devices: Devices, client: Client | null, packet: PublishPacket): Promise<Message> {
  // Readings are kept in the database, not by the broker.
  packet.retain = false;
  const thing = client ? await devices.thingOf(client) : null;
  if (!client || !thing) throw new Error('not authorized');
  const arrival = { thing, source: 'mqtt' as const, traceId: newId().replaceAll('-', ''), address: addressOf(client), now: house.clock.now().getTime() };
  const message = packet.topic === readingsTopic(thing) ? readPayload(bytesOf(packet), arrival) : refused(arrival, 'wrong-topic', packet.topic);
  await intakeOf(house).take(message);
  return message;
}

const bytesOf = ({ payload }: PublishPacket): Buffer => (typeof payload === 'string' ? Buffer.from(payload) : payload);

/** Tells a device that listens what was wrong with its message, and where in it. */
function tellDevice(broker: Aedes, { thing, traceId, rejections }: Message): void {
  const payload = JSON.stringify({ traceId, rejected: rejections.slice(0, 50).map(({ pointer, reason }) => ({ pointer, reason, ...reasons[reason] })) });
  broker.publish({ cmd: 'publish', topic: rejectedTopic(thing), payload, qos: 0, retain: false, dup: false }, () => undefined);
}

/** Nobody may listen to what devices publish, so looking for listeners would be work for nothing on the hottest path. */
function keepReadingsOffTheBus(broker: Aedes): void {
  const publish = broker.publish.bind(broker) as (packet: PublishPacket, client: unknown, done?: unknown) => void;
  broker.publish = (packet: PublishPacket, client: unknown, done?: (error?: Error) => void) => {
    if (client !== null && typeof client === 'object' && done) done();
    else publish(packet, client, done);
  };
}

import { createServer, type AddressInfo } from 'node:net';
import type { Floor, House } from '#kernel/house.ts';
import { mostBytes } from '#domain/thing/intake/read-message.ts';
import { createBroker } from './broker.ts';
import { limitFrames } from './frames.ts';

const ports = new WeakMap<House, number>();

/** The port devices connect to; null while the broker does not run here. */
export const mqttPortOf = (house: House): number | null => ports.get(house) ?? null;

/** The city's devices speak MQTT 3.1.1 on MQTT_PORT; see README.md for topic and payload. */
export const mqttFloor: Floor = {
  key: 'mqtt',
  start: async (house) => {
    if (house.config.mqttPort < 0 || !house.config.roles.has('sensing')) return async () => undefined;
    const broker = await createBroker(house);
    const server = createServer({ noDelay: true }, (socket) => {
      limitFrames(socket, mostBytes + 1024);
      broker.handle(socket);
    });
    await new Promise<void>((ready, fail) => {
      server.once('error', fail);
      server.listen(house.config.mqttPort, house.config.host, ready);
    });
    ports.set(house, (server.address() as AddressInfo).port);
    return async () => {
      ports.delete(house);
      const closed = new Promise<void>((done) => { server.close(() => done()); });
      await new Promise<void>((done) => { broker.close(() => done()); });
      await closed;
    };
  },
};

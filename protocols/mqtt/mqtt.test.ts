import assert from 'node:assert/strict';
import { connect as openSocket } from 'node:net';
import { test } from 'node:test';
import mqtt, { type MqttClient } from 'mqtt';
import { counterTown, west } from '#test/kit/counter-town.ts';
import { Frames } from './frames.ts';
import { mqttFloor, mqttPortOf } from './floor.ts';

const town = await counterTown({ floors: [mqttFloor], env: { MQTT_PORT: '0' } });
const { keeper, viewer } = town.people;
const port = mqttPortOf(town.house) ?? 0;
const connections: MqttClient[] = [];
test.after(() => Promise.all(connections.map((client) => client.endAsync(true))));

async function counter(code: string): Promise<string> {
  const answer = await keeper.post('/api/v1/things', { type: 'bike-counter', code, name: `计数器 ${code}`, point: west });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body.key;
}
async function connected(code: string, key: string): Promise<MqttClient> {
  const client = await mqtt.connectAsync({ host: '127.0.0.1', port, username: code, password: key, reconnectPeriod: 0, protocolVersion: 4 });
  connections.push(client);
  return client;
}
const latest = async (code: string) => (await viewer.get(`/api/v1/things/${code}`)).body.latest as { quantity: string; value: number }[];
const rejected = async (code: string) => (await viewer.get(`/api/v1/things/${code}/rejected-readings`)).body.items as { reason: string; value: string }[];

for (const qos of [0, 1, 2] as const) {
  test(`A reading sent with QoS ${qos} is stored${qos > 0 ? ' before it is acknowledged' : ''}`, async () => {
    const code = `M-qos${qos}`;
    const client = await connected(code, await counter(code));
    await client.publishAsync(`yiwang/bike-counter/${code}/readings`, JSON.stringify({ bikes: 40 + qos }), { qos, retain: true });
    if (qos === 0) await new Promise((wake) => setTimeout(wake, 300));
    assert.equal((await latest(code))[0]?.value, 40 + qos);
  });
}

test('A wrong key, an unknown device and a retired one are turned away, and it is written down', async () => {
  const key = await counter('M-key');
  await assert.rejects(connected('M-key', 'guess'), /Not authorized|Bad username/i);
  await assert.rejects(connected('M-nobody', key), /Not authorized|Bad username/i);
  await assert.rejects(connected('M-key', 'guess again'), /Not authorized|Bad username/i);
  assert.deepEqual((await rejected('M-key')).map(({ reason }) => reason), ['wrong-key'], 'a second guess at once is not written down again');
  const unknown = (await keeper.get('/api/v1/rejected-readings')).body.items;
  assert.deepEqual([unknown[0].code, unknown[0].reason], ['M-nobody', 'unknown-device']);
});

test('A refused message is acknowledged, its good values are stored, the others are on the device’s page and told to the device that listens', async () => {
  const client = await connected('M-bad', await counter('M-bad'));
  const told = new Promise<string>((done) => void client.once('message', (_topic, payload) => done(payload.toString())));
  await client.subscribeAsync('yiwang/bike-counter/M-bad/rejected');
  const topic = 'yiwang/bike-counter/M-bad/readings';
  await client.publishAsync(topic, '{"bikes": 5, "pressure": 99999}', { qos: 1 });
  assert.deepEqual(JSON.parse(await told).rejected.map((each: { pointer: string; reason: string }) => [each.pointer, each.reason]), [['/pressure', 'out-of-range']]);
  for (const payload of ['not json', '[]', '{"bikes":1e999}', Buffer.from([0xff, 0xfe, 0x00]), '"\\u0000"', `{"at":"2099-01-01T00:00:00Z","bikes":1}`]) await client.publishAsync(topic, payload, { qos: 1 });
  await client.publishAsync('yiwang/bike-counter/M-other/readings', '{"bikes":1}', { qos: 1 });
  await client.publishAsync('$SYS/broker', 'x', { qos: 1 });
  assert.equal((await latest('M-bad'))[0]?.value, 5);
  assert.deepEqual((await rejected('M-bad')).map(({ reason }) => reason).toSorted(), ['empty', 'future', 'not-a-number', 'out-of-range', 'unreadable', 'unreadable', 'unreadable', 'wrong-topic', 'wrong-topic']);
});

test('A device hears its own topics only', async () => {
  await counter('M-spied');
  const client = await connected('M-spy', await counter('M-spy'));
  const [own] = await client.subscribeAsync('yiwang/bike-counter/M-spy/#');
  assert.equal(own?.qos, 0);
  for (const topic of ['#', 'yiwang/#', 'yiwang/bike-counter/+/readings', 'yiwang/bike-counter/M-spied/readings', '$SYS/#', 'yiwang/bike-counter/M-spy2/readings']) await assert.rejects(client.subscribeAsync(topic), topic);
});

test('A connection whose key was renewed can send no more', async () => {
  const client = await connected('M-renew', await counter('M-renew'));
  await keeper.post('/api/v1/things/M-renew/key');
  await new Promise((wake) => setTimeout(wake, 400));
  const closed = new Promise((done) => void client.once('close', () => done('closed')));
  client.publish('yiwang/bike-counter/M-renew/readings', '{"bikes":1}', { qos: 1 });
  assert.equal(await closed, 'closed');
  assert.deepEqual(await latest('M-renew'), []);
});

test('A frame that announces more than allowed ends the connection before it is read; half a connection is dropped', async () => {
  const socket = openSocket(port, '127.0.0.1');
  const closed = new Promise((done) => void socket.once('close', () => done('closed')));
  socket.on('error', () => undefined);
  socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]));
  assert.equal(await closed, 'closed');
});

test('Frames are followed across any cut of the stream', () => {
  const frame = (length: number) => Buffer.concat([Buffer.from(length < 128 ? [0x30, length] : [0x30, (length & 127) | 128, length >> 7]), Buffer.alloc(length)]);
  const stream = Buffer.concat([frame(3), frame(0), frame(300), frame(127), frame(128), frame(16_000)]);
  for (const cut of [1, 2, 3, 7, 100, 5000]) {
    const frames = new Frames(16_000);
    for (let at = 0; at < stream.length; at += cut) assert.ok(frames.accepts(stream.subarray(at, at + cut)), `cut ${cut} at ${at}`);
  }
  assert.equal(new Frames(15_999).accepts(stream), false);
  assert.equal(new Frames(1e9).accepts(Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 1])), false, 'a length of five bytes does not exist');
});

import { connect } from '#kernel/database/connect.ts';
import type { Database } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import { migrate, readMigrations } from '#kernel/database/migrate.ts';
import { hashOfKey } from '#domain/thing/key.ts';
import { thingFloor } from '#domain/thing/floor.ts';
import { freePort } from '#test/kit/free-port.ts';
import type { BenchCase, Contestant, Ground } from '../harness/case.ts';
import { MqttLine } from '../harness/mqtt.ts';

const devices = 64;
const type = 'river-gauge';
const codeOf = (device: number) => `BENCH-${device}`;
/** Each reading of a device is a millisecond after the one before, beginning two hours ago. */
const begin = Date.now() - 2 * 3_600_000;

/** The same rows by COPY from one Node process: what the machine does with nothing of ours in the way. One for all matches: no row is written twice. */
function copying(db: Database): Contestant {
  let turns = 0;
  return {
    name: 'engine',
    run: async () => {
      const count = 5000;
      const turn = turns++;
      const lines = Array.from({ length: count }, (_, n) => `${n % devices}\t${new Date(begin + (turn * count + n)).toISOString()}\t${(n % 500) / 100}\t0\t${newId()}\n`);
      // A connection of its own: behind another COPY on the same one it would wait for ever.
      const own = await db.reserve();
      const copy = await own`copy readings (datastream, at, value, quality, trace_id) from stdin`.writable();
      await new Promise<void>((done, failed) => {
        copy.once('error', failed);
        copy.once('finish', () => done());
        copy.end(lines.join(''));
      });
      own.release();
      return count;
    },
  };
}

/** Devices that send `messages` at a time with `points` readings each and wait until all are acknowledged. */
function reporting(lines: readonly MqttLine[], sent: number[], { messages, points }: { messages: number; points: number }): Contestant {
  return {
    name: 'ours',
    run: async (_turn, worker) => {
      const line = lines[worker];
      if (!line) throw new Error(`There is no device ${worker}.`);
      const from = sent[worker] ?? 0;
      sent[worker] = from + messages * points;
      const reading = (n: number) => `{"at":${begin + from + n},"level":${(n % 500) / 100}}`;
      const payloads = Array.from({ length: messages }, (_, message) => (points === 1 ? reading(message) : `[${Array.from({ length: points }, (_, n) => reading(message * points + n)).join(',')}]`));
      await line.publish(`yiwang/${type}/${codeOf(worker)}/readings`, payloads);
      return messages * points;
    },
  };
}

/** Readings over MQTT with QoS 1, acknowledged after the commit, checked, summed by hour and judged by the rules; against COPY of the same rows. */
const telemetry: BenchCase = {
  name: 'telemetry',
  what: 'sensor readings over MQTT QoS 1, acknowledged after the commit, rules on, against a bare COPY of the same rows',
  unit: 'points',
  goals: { engine: 0.5 },
  matches: async function* (ground) {
    const engine = copying(await bareTables(ground));
    const { lines } = await sensing(ground);
    const sent: number[] = [];
    yield { label: 'one reading a message, 250 messages under way for each of 16 devices', concurrency: 16, floors: [engine], ours: reporting(lines, sent, { messages: 250, points: 1 }) };
    yield { label: 'one reading a message, one message under way for each of 64 devices', concurrency: devices, floors: [engine], ours: reporting(lines, sent, { messages: 1, points: 1 }) };
    yield { label: 'fifty readings a message, 20 messages under way for each of 16 devices', concurrency: 16, floors: [engine], ours: reporting(lines, sent, { messages: 20, points: 50 }) };
  },
  /** How long after its acknowledgement a reading is on every screen: signal computed, rules judged, notice sent. */
  figures: async (ground) => {
    const { lines, url } = await sensing(ground);
    const times: number[] = [];
    for (let turn = 0; turn < 9; turn += 1) times.push(await untilComputed(url, lines[devices - 1 - turn], turn));
    return [{ label: 'from reading to live notice, median of nine', value: times.toSorted((a, b) => a - b)[4] ?? Infinity, unit: 'ms', atMost: 2000 }];
  },
};

export default telemetry;

/** Sends one reading and waits for the notice that its signal was computed; milliseconds. */
async function untilComputed(url: string, line: MqttLine | undefined, turn: number): Promise<number> {
  const session = await fetch(`${url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: 'leader', password: 'yiwang-demo' }) });
  const { token } = (await session.json()) as { token: string };
  const live = await fetch(`${url}/api/v1/live`, { headers: { authorization: `Bearer ${token}` } });
  const began = performance.now();
  await line?.publish(`yiwang/${type}/${codeOf(devices - 1 - turn)}/readings`, [`{"level":${turn}}`]);
  for await (const chunk of live.body ?? []) {
    if (!Buffer.from(chunk as Uint8Array).toString('utf8').includes('signal.computed')) continue;
    return performance.now() - began;
  }
  throw new Error('The live stream ended before the signal was computed.');
}

/** The tables of readings alone, on a database whose commits reach the disk. */
async function bareTables(ground: Ground): Promise<Database> {
  const db = connect(await ground.database(), { max: 16, name: 'bench' });
  ground.closing(() => db.end({ timeout: 5 }));
  const kernel = new URL('../../kernel/database/tables', import.meta.url).pathname;
  await migrate(db, readMigrations([kernel, ...(thingFloor.tables ? [thingFloor.tables] : [])]));
  return db;
}

type Sensing = { readonly url: string; readonly lines: readonly MqttLine[] };
const started = new WeakMap<Ground, Promise<Sensing>>();

/** Our program with registered gauges and a connection for each: one for the whole case. */
function sensing(ground: Ground): Promise<Sensing> {
  const running = started.get(ground) ?? startSensing(ground);
  started.set(ground, running);
  return running;
}

async function startSensing(ground: Ground): Promise<Sensing> {
  const port = await freePort();
  const { url, database } = await ground.city({ MQTT_PORT: String(port) });
  const db = connect(database, { max: 2, name: 'bench' });
  const facts = db.json({ river: '试验河', warning: 90, guarantee: 95 });
  await db`
    with made as (
      insert into things (id, type, code, name, organ, region, secret_hash, properties)
      select uuid_v7(), ${type}, 'BENCH-' || n, '测试水位站 ' || n, '440902-水务局', '440902105000', ${hashOfKey('key')}, ${facts} from generate_series(0, ${devices - 1}::int) n returning id)
    insert into datastreams (thing_id, quantity) select id, quantity from made, unnest(array['level', 'flow']) quantity`;
  await db.end();
  const lines = await Promise.all(Array.from({ length: devices }, (_, device) => MqttLine.open(port, codeOf(device), 'key')));
  ground.closing(() => lines.forEach((line) => line.close()));
  return { url, lines };
}

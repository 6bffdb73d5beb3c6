import { connect, type Database } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import { citizenIdCheck } from '#domain/subject/identifiers/citizen-id.ts';
import { clientFor, type Client } from '#test/kit/small-house.ts';
import { ended, fullEntry, importTable } from '#test/kit/data-town.ts';
import { until } from '#test/kit/until.ts';
import type { BenchCase } from '../harness/case.ts';
import { httpLines } from '../harness/http.ts';
import { signedIn } from '../harness/people.ts';

const sizes = { small: 20_000, city: 1_000_000 } as const;

/** A call for one person's row through the gateway: authorised, counted, masked, written down with whose row it was. */
const gateway: BenchCase = {
  name: 'gateway',
  what: 'shared-data calls by identity number: authorised, quota counted, masked, opened from a sealed copy, written down before the answer; against a plain lookup with its log entry; goal 3,000 calls/s on two cores',
  unit: 'calls',
  goals: { route: 0.6 },
  matches: async function* (ground) {
    const { url, database } = await ground.city();
    const db = connect(database, { max: ground.concurrency });
    ground.closing(() => db.end());
    const people = sizes[ground.scale];
    await plainTables(db, people);
    const route = httpLines(await ground.server(new URL('../floors/shared.ts', import.meta.url), { DATABASE_URL: database }));
    const ours = httpLines(url);
    ground.closing(route.close);
    ground.closing(ours.close);
    const headers = await signedIn(url, 'data');
    const grant = await grantFor(url, db, people);
    const someone = (turn: number) => idOf((turn * 7919) % people);
    const asked = encodeURIComponent('身份证号');
    for (const concurrency of [ground.concurrency, ground.concurrency * 4]) {
      yield {
        label: `one row of ${people.toLocaleString('en')} by its identity number, ${concurrency} callers`,
        concurrency,
        floors: [
          { name: 'engine', run: async (turn) => void (await db`with looked as (insert into bench_looks (id, key) values (${newId()}, ${someone(turn)})) select name, id_number, amount from bench_people where id_number = ${someone(turn)}`) },
          { name: 'route', run: async (turn, worker) => void (await route.ask(worker, 200, 'GET', `/rows/${someone(turn)}`)) },
        ],
        ours: { name: 'ours', run: async (turn, worker) => {
          const { body } = await ours.ask(worker, 200, 'GET', `/api/v1/shared/${grant}/rows?${asked}=${someone(turn)}`, { headers });
          if (!body.includes('"amount":') && !body.includes('补贴金额')) throw new Error(`no row: ${body}`);
        } },
      };
    }
  },
};

/** A valid identity number of an invented person; the region 9999 belongs to nobody. */
function idOf(n: number): string {
  const born = new Date(Date.UTC(1950, 0, 1 + (n % 20_000))).toISOString().slice(0, 10).replaceAll('-', '');
  const body = `999900${born}${String(Math.floor(n / 20_000)).padStart(3, '0')}`;
  return body + citizenIdCheck(body);
}

async function plainTables(db: Database, people: number): Promise<void> {
  await db`create table bench_looks (id uuid primary key, key text not null)`;
  await db`create table bench_people (id_number text primary key, name text not null, amount int not null)`;
  for (let from = 0; from < people; from += 20_000) {
    const ids = Array.from({ length: Math.min(20_000, people - from) }, (_, n) => idOf(from + n));
    await db`insert into bench_people select id, '王小明', ${from} from unnest(${ids}::text[]) id`;
  }
  await db`analyze bench_people`;
}

/** Imports the register, publishes it, asks for it and grants it, and waits for its copy for lookups. Answers the grant. */
async function grantFor(url: string, db: Database, people: number): Promise<string> {
  const [owner, other] = [await clientAs(url, 'airdata'), await clientAs(url, 'data')];
  const register = `姓名,身份证号,补贴金额\n${Array.from({ length: people }, (_, n) => `王小明,${idOf(n)},${n}`).join('\n')}\n`;
  const read = await importTable(owner, { 'bench.csv': register });
  const path = `/api/v1/datasets/${read.datasetId}`;
  await ended(owner, (await owner.post(`${path}/mapping`, (await owner.get(`${path}/mapping/suggested`)).body)).body.id as string);
  await owner.patch(path, { ...fullEntry, opening: 'closed' });
  await owner.post(`${path}/publish`);
  const end = new Date(Date.now() + 86_400_000).toISOString();
  const asked = await other.post('/api/v1/data-requests', { datasetId: read.datasetId, columns: ['姓名', '身份证号', '补贴金额'], purpose: '测速', scenario: '测速', basis: '测速规程', frequency: '持续', until: end, undertaking: true });
  const granted = await owner.post(`/api/v1/data-requests/${asked.body.id}/grant`, { until: end, callsPerDay: 100_000_000, rowsPerCall: 10 });
  await until(async () => (await db`select 1 from served_versions where dataset_id = ${read.datasetId} and ready_at is not null`).length > 0, { seconds: 300, what: 'the copy for lookups' });
  return granted.body.id as string;
}

async function clientAs(url: string, username: string): Promise<Client> {
  const { authorization } = await signedIn(url, username);
  return clientFor(url, authorization!.replace('Bearer ', ''));
}

export default gateway;

import { connect } from '#kernel/database/connect.ts';
import type { BenchCase } from '../harness/case.ts';
import { httpLines } from '../harness/http.ts';

const rows = 10_000;

/** Nothing of ours: what the two floors cost on this machine, to read the other cases by. */
const machine: BenchCase = {
  name: 'machine',
  what: 'the floors of this machine: one row written or read by a prepared statement, and the same behind a plain Fastify route',
  unit: 'rows',
  matches: async function* (ground) {
    const url = await ground.database();
    const db = connect(url, { max: ground.concurrency });
    ground.closing(() => db.end());
    await db`create table rows (id int generated always as identity primary key, text text not null)`;
    await db`insert into rows (text) select '一行' from generate_series(1, ${rows})`;
    const route = await ground.server(new URL('../floors/rows.ts', import.meta.url), { DATABASE_URL: url });
    const lines = httpLines(route);
    ground.closing(lines.close);
    const someId = (turn: number) => 1 + ((turn * 7919) % rows);
    yield {
      label: 'write one row, committed to disk',
      floors: [{ name: 'engine', run: async () => void (await db`insert into rows (text) values ('一行') returning id`) }],
      ours: { name: 'route', run: async (_turn, worker) => void (await lines.ask(worker, 201, 'POST', '/rows')) },
    };
    yield {
      label: 'read one row by its id',
      floors: [{ name: 'engine', run: async (turn) => void (await db`select id, text from rows where id = ${someId(turn)}`) }],
      ours: { name: 'route', run: async (turn, worker) => void (await lines.ask(worker, 200, 'GET', `/rows/${someId(turn)}`)) },
    };
  },
};

export default machine;

import { connect } from '#kernel/database/connect.ts';
import type { BenchCase } from '../harness/case.ts';
import { plainList } from '../floors/life.ts';
import { httpLines } from '../harness/http.ts';
import { signedIn } from '../harness/people.ts';

/** Sizes the table grows to between matches; the last is the size of a city. */
const sizes = { small: [10_000, 100_000, 300_000], city: [100_000, 1_000_000, 10_000_000] } as const;

/** The newest twenty matters a reader may see: the widest role (the whole city) and the narrowest (one organ), as the table grows. */
const matterList: BenchCase = {
  name: 'matter-list',
  what: 'a list of 20 with permissions, newest first, by the widest and the narrowest role, as the table grows; narrow may cost at most 1.2 × wide',
  unit: 'lists',
  goals: { route: 0.6 },
  matches: async function* (ground) {
    const { url, database } = await ground.city();
    const db = connect(database, { max: ground.concurrency });
    ground.closing(() => db.end());
    const route = httpLines(await ground.server(new URL('../floors/matters.ts', import.meta.url), { DATABASE_URL: database }));
    const ours = httpLines(url);
    ground.closing(route.close);
    ground.closing(ours.close);
    const roles = { 'widest role': await signedIn(url, 'leader'), 'narrowest role': await signedIn(url, 'window') };
    const me = JSON.parse((await ours.ask(0, 200, 'GET', '/api/v1/session', { headers: roles['narrowest role'] })).body) as { reader: { organ: string } };
    for (const size of sizes[ground.scale]) {
      await growTo(db, size, me.reader.organ);
      for (const [role, headers] of Object.entries(roles)) {
        yield {
          label: `${size.toLocaleString('en')} matters, ${role}`,
          floors: [{ name: 'engine', run: async () => void (await plainList(db, me.reader.organ)) }, { name: 'route', run: async (_turn, worker) => void (await route.ask(worker, 200, 'GET', `/matters?organ=${encodeURIComponent(me.reader.organ)}`)) }],
          ours: { name: 'ours', run: async (_turn, worker) => void (await ours.ask(worker, 200, 'GET', '/api/v1/matters?limit=20', { headers })) },
        };
      }
    }
  },
};

/** Adds matters of the last year, spread over 400 organs, until there are so many. One in 400 is of the narrow reader's organ. */
async function growTo(db: ReturnType<typeof connect>, size: number, organ: string): Promise<void> {
  const [row] = await db<{ count: number }[]>`select count(*) as count from matters`;
  const missing = size - (row?.count ?? 0);
  for (let done = 0; done < missing; done += 500_000) {
    await db`insert into matters (id, type, kind, number, title, state, organ, region, source, form, trace_id, opened_at, state_since, search, demo)
      select uuid_v7(at), 'city-report', 'ticket', 'bench-' || n, '道路破损', 'reported', case when n % 400 = 0 then ${organ} else 'organ-' || n % 400 end, '440902' || lpad((n % 30)::text, 3, '0') || '000', 'bench',
        '{"class":"road"}', md5(n::text), at, at, to_tsvector('simple', '道路 破损'), true
      from generate_series(${done}::int, ${Math.min(missing, done + 500_000) - 1}::int) n, lateral (select now() - (n % 360) * interval '1 day' - (n % 86400) * interval '1 second' as at) t`;
  }
  await db`analyze matters`;
}

export default matterList;

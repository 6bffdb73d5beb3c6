import { connect } from '#kernel/database/connect.ts';
import type { BenchCase } from '../harness/case.ts';
import { plainList } from '../floors/life.ts';
import { growMatters } from '../harness/many-matters.ts';
import { httpLines } from '../harness/http.ts';
import { signedIn } from '../harness/people.ts';

/** Sizes the table grows to between matches; the last is the size of a city. */
const sizes = { small: [10_000, 100_000, 300_000], city: [1_000_000, 10_000_000] } as const;

/** The newest twenty matters a reader may see: the widest role (the whole city) and the narrowest (one organ), as the table grows. */
const matterList: BenchCase = {
  name: 'matter-list',
  what: 'a list of 20 with permissions, newest first, by the widest and the narrowest role, as the table grows; narrow may cost at most 1.2 × wide',
  unit: 'lists',
  goals: { route: 0.6 },
  matches: async function* (ground) {
    // The matters are made here, in SQL; the rest of the city stays small.
    const { url, database } = await ground.city({ SCALE: 'small' });
    const db = connect(database, { max: ground.concurrency });
    ground.closing(() => db.end());
    const route = httpLines(await ground.server(new URL('../floors/matters.ts', import.meta.url), { DATABASE_URL: database }));
    const ours = httpLines(url);
    ground.closing(route.close);
    ground.closing(ours.close);
    const roles = { 'widest role': await signedIn(url, 'leader'), 'narrowest role': await signedIn(url, 'window') };
    const me = JSON.parse((await ours.ask(0, 200, 'GET', '/api/v1/session', { headers: roles['narrowest role'] })).body) as { reader: { organ: string } };
    for (const size of sizes[ground.scale]) {
      await growMatters(db, size, me.reader.organ, ground.say);
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

export default matterList;

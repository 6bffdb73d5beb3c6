import { connect } from '#kernel/database/connect.ts';
import { Declared } from '#kernel/declare/declared.ts';
import { listMatters } from '#domain/matter/list.ts';
import { listedColumns } from '#domain/matter/matter.ts';
import { guest, may, type Reader } from '#domain/subject/reader.ts';
import { rightsOf, type Appointment } from '#domain/subject/rights/compile.ts';
import type { BenchCase } from '../harness/case.ts';
import { growMatters } from '../harness/many-matters.ts';
import { httpLines } from '../harness/http.ts';
import { signedIn } from '../harness/people.ts';

const page = 20;
const organ = 'organ-7';
const sizes = { small: 100_000, city: 10_000_000 } as const;
const held = (reach: 'organ' | 'region' | 'city', where: Partial<Pick<Appointment, 'organ' | 'region'>> = {}): Appointment => ({ role: '', organ: null, region: null, ...where, own: { may: ['matter.read'], reach } });
const [organs, towns] = [[7, 11, 23, 42].map((n) => `organ-${n}`), ['440902001', '440902004', '440902017', '440902025']];
const eight = [...organs.map((each) => held('organ', { organ: each })), ...towns.map((town) => held('region', { region: `${town}000` }))];
const readerOf = (appointments: readonly Appointment[]): Reader => ({ ...guest, kind: 'official', organ, rights: rightsOf({ declared: new Declared() }, appointments) });
/** Rights as appointments give them: everywhere, in one organ, in four organs and four towns. */
const readers = { widest: readerOf([held('city')]), narrowest: readerOf([held('organ', { organ })]), 'of eight scopes': readerOf(eight) };

/** What knowing who asks and what they may costs: a whole call that does nothing else, a list through the compiled row predicate, and the check of one object, each against SQL written by hand for the same rows. */
const permission: BenchCase = {
  name: 'permission',
  what: 'who asks, and may they: a call that does nothing else against a bare handler; a list of 20 through the predicate compiled from appointments, for the widest role, the narrowest and one of eight scopes, and one object found and checked, against SQL by hand for the same rows',
  unit: 'turns',
  goals: { route: 0.5, engine: 0.8 },
  matches: async function* (ground) {
    const { url, database } = await ground.city({ SCALE: 'small' });
    const route = httpLines(await ground.server(new URL('../floors/permission.ts', import.meta.url)));
    const ours = httpLines(url);
    const db = connect(database, { max: ground.concurrency });
    ground.closing(route.close);
    ground.closing(ours.close);
    ground.closing(() => db.end());
    const headers = await signedIn(url, 'window');
    yield {
      label: 'a call that only asks who one is',
      floors: [{ name: 'route', run: async (_turn, worker) => void (await route.ask(worker, 200, 'GET', '/session')) }],
      ours: { name: 'ours', run: async (_turn, worker) => void (await ours.ask(worker, 200, 'GET', '/api/v1/session', { headers })) },
    };
    await growMatters(db, sizes[ground.scale], organ, ground.say);
    const byHand = {
      widest: () => db`select ${db.unsafe(listedColumns)} from matters order by id desc limit ${page + 1}`,
      narrowest: () => db`select ${db.unsafe(listedColumns)} from matters where organ = ${organ} order by id desc limit ${page + 1}`,
      'of eight scopes': () => db`select ${db.unsafe(listedColumns)} from matters where organ = any(${organs}) or town = any(${towns}) order by id desc limit ${page + 1}`,
    } as const;
    for (const role of ['widest', 'narrowest', 'of eight scopes'] as const) {
      const [plain, listed] = [(await byHand[role]()).slice(0, page).map((row) => String(row['id'])), (await listMatters(db, readers[role], {}, { limit: page })).items.map(({ id }) => id)];
      if (listed.length === 0 || plain.join() !== listed.join()) throw new Error(`The ${role} role is served ${listed.length} other rows than the SQL by hand finds (${plain.length}).`);
      yield {
        label: `a list of ${page} out of ${sizes[ground.scale].toLocaleString('en')}, the role ${role}`,
        floors: [{ name: 'engine', run: async () => void (await byHand[role]()) }],
        ours: { name: 'ours', run: async () => void (await listMatters(db, readers[role], {}, { limit: page })) },
      };
    }
    const ids = (await db<{ id: string }[]>`select id from matters where organ = ${organ} or town = ${towns[0]!} order by id limit 256`).map(({ id }) => id);
    const reader = readers['of eight scopes'];
    yield {
      label: 'one object found and checked, eight scopes',
      floors: [{ name: 'engine', run: async (turn) => void (await db`select id, organ, region from matters where id = ${ids[turn % ids.length]!} and (organ = any(${organs}) or town = any(${towns}))`) }],
      ours: {
        name: 'ours', run: async (turn) => {
          const [row] = await db<{ organ: string; region: string }[]>`select id, organ, region from matters where id = ${ids[turn % ids.length]!}`;
          if (!row || !may(reader, 'matter.read', row)) throw new Error('An object in sight was not found.');
        },
      },
    };
  },
};

export default permission;

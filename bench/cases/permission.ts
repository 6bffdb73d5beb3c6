import { connect } from '#kernel/database/connect.ts';
import { guest, may, type Reader, type Scope } from '#domain/subject/reader.ts';
import { seeksOf } from '#domain/subject/seeks.ts';
import type { BenchCase } from '../harness/case.ts';
import { httpLines } from '../harness/http.ts';
import { signedIn } from '../harness/people.ts';

const checks = 10_000;
const scopes: readonly Scope[] = Array.from({ length: 8 }, (_, index) => ({ organ: index % 2 === 0 ? `organ-${index}` : null, region: index % 2 === 0 ? null : `44090200${index}000` }));
const reader: Reader = { ...guest, kind: 'official', organ: 'organ-0', rights: new Map([['matter.read', scopes]]) };

/** What knowing who asks and what they may costs: a whole call that does nothing else, the check alone, and building the row predicate. */
const permission: BenchCase = {
  name: 'permission',
  what: 'who asks, and may they: a call that does nothing else against a bare handler; ten thousand checks of a right at a spot, and the row predicate of eight scopes, against counting',
  unit: 'turns',
  goals: { route: 0.5 },
  matches: async function* (ground) {
    const { url, database } = await ground.city();
    const route = httpLines(await ground.server(new URL('../floors/permission.ts', import.meta.url)));
    const ours = httpLines(url);
    const db = connect(database, { max: 1 });
    ground.closing(route.close);
    ground.closing(ours.close);
    ground.closing(() => db.end());
    const headers = await signedIn(url, 'window');
    yield {
      label: 'a call that only asks who one is',
      floors: [{ name: 'route', run: async (_turn, worker) => void (await route.ask(worker, 200, 'GET', '/session')) }],
      ours: { name: 'ours', run: async (_turn, worker) => void (await ours.ask(worker, 200, 'GET', '/api/v1/session', { headers })) },
    };
    const spots = Array.from({ length: 64 }, (_, index) => ({ organ: `organ-${index % 9}`, region: `44090200${index % 9}00${index % 10}` }));
    yield {
      label: `${checks.toLocaleString('en')} checks of a right at a spot, eight scopes`, concurrency: 1,
      floors: [{ name: 'engine', run: async () => void spots.reduce((sum, { organ, region }) => { let found = sum; for (let i = 0; i < checks / 64; i += 1) found += scopes.some((scope) => scope.organ === organ || scope.region === region) ? 1 : 0; return found; }, 0) }],
      ours: { name: 'ours', run: async () => { for (let i = 0; i < checks; i += 1) may(reader, 'matter.read', spots[i % 64]); } },
    };
    yield {
      label: 'the row predicate of eight scopes, built and sent', concurrency: 1,
      floors: [{ name: 'engine', run: async () => void (await db`select 1`) }],
      ours: { name: 'ours', run: async () => void (await db`select 1 where ${seeksOf(db, reader, 'matter.read').map(() => db`true`).reduce((all, each) => db`${all} and ${each}`, db`true`)}`) },
    };
  },
};

export default permission;

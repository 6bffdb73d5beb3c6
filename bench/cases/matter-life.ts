import { connect } from '#kernel/database/connect.ts';
import type { BenchCase } from '../harness/case.ts';
import { plainLife } from '../floors/life.ts';
import { httpLines } from '../harness/http.ts';
import { signedIn, uploadPhoto } from '../harness/people.ts';

/** A whole case life in four calls: a citizen reports, the desk dispatches, the unit handles with photo and position, the desk finds it again. */
const matterLife: BenchCase = {
  name: 'matter-life',
  what: 'create → assign → resolve → search, four calls by three people with their rights, against the same rows in prepared statements and behind a plain route',
  unit: 'lives',
  goals: { route: 0.5 },
  matches: async function* (ground) {
    const { url, database } = await ground.city();
    const db = connect(database, { max: ground.concurrency });
    ground.closing(() => db.end());
    const route = httpLines(await ground.server(new URL('../floors/matters.ts', import.meta.url), { DATABASE_URL: database }));
    const ours = httpLines(url);
    ground.closing(route.close);
    ground.closing(ours.close);
    const [citizen, desk, unit] = [await signedIn(url, 'citizen'), await signedIn(url, 'dispatch'), await signedIn(url, 'repair')];
    const photo = await uploadPhoto(url, unit);
    const me = JSON.parse((await ours.ask(0, 200, 'GET', '/api/v1/session', { headers: unit })).body) as { reader: { organ: string; region: string } };
    const spot = centreOf(JSON.parse((await ours.ask(0, 200, 'GET', `/api/v1/regions/${me.reader.region}`)).body));
    yield {
      label: 'one life after another',
      floors: [
        { name: 'engine', run: () => plainLife(db) },
        { name: 'route', run: async (_turn, worker) => {
          const { id } = JSON.parse((await route.ask(worker, 201, 'POST', '/matters')).body) as { id: string };
          await route.ask(worker, 200, 'POST', `/matters/${id}/acts`, { body: { state: 'handling' } });
          await route.ask(worker, 200, 'POST', `/matters/${id}/acts`, { body: { state: 'checking' } });
          await route.ask(worker, 200, 'GET', `/matters?number=${id}`);
        } },
      ],
      ours: { name: 'ours', run: async (_turn, worker) => {
        const form = { class: 'road', description: '路面有一个大坑，下雨积水看不见', spot };
        const { id, number } = JSON.parse((await ours.ask(worker, 201, 'POST', '/api/v1/matters', { headers: citizen, body: { type: 'city-report', form } })).body) as { id: string; number: string };
        await ours.ask(worker, 200, 'POST', `/api/v1/matters/${id}/acts`, { headers: desk, body: { act: 'dispatch', data: { organ: me.reader.organ } } });
        await ours.ask(worker, 200, 'POST', `/api/v1/matters/${id}/acts`, { headers: unit, body: { act: 'handle', reason: '已修补', files: [photo], position: spot } });
        await ours.ask(worker, 200, 'GET', `/api/v1/matters?q=${number}`, { headers: desk });
      } },
    };
  },
};

const centreOf = (region: { centre?: [number, number] | null }): [number, number] => region.centre ?? [110.92, 21.66];

export default matterLife;

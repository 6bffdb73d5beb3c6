import { servePlainly } from '../harness/plain-route.ts';

/** A handler that answers at once and asks nobody who calls. */
await servePlainly((app) => {
  app.get('/session', async () => ({ csrf: null, reader: { name: '某某', username: 'bench', kind: 'official', organ: null, region: null, posts: [], rights: ['matter.read'] } }));
});

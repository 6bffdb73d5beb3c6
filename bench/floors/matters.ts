import { connect } from '#kernel/database/connect.ts';
import { servePlainly } from '../harness/plain-route.ts';
import { plainFind, plainList, plainMove, plainOpen } from './life.ts';

/** The statements of a case life behind plain routes, on the city's own tables. */
const db = connect(process.env['DATABASE_URL'] ?? '', { max: 16 });
await servePlainly((app) => {
  app.post('/matters', async (_request, reply) => reply.code(201).send({ id: await plainOpen(db) }));
  app.post<{ Params: { id: string }; Body: { state: string } }>('/matters/:id/acts', async (request) => {
    await plainMove(db, request.params.id, request.body.state);
    return { id: request.params.id };
  });
  app.get<{ Querystring: { number?: string; organ?: string } }>('/matters', async (request) => ({ items: request.query.number ? await plainFind(db, request.query.number) : await plainList(db, request.query.organ ?? '') }));
});

import { connect } from '#kernel/database/connect.ts';
import { servePlainly } from '../harness/plain-route.ts';

/** Writes and reads rows of the table that bench/cases/machine.ts made. */
const db = connect(process.env['DATABASE_URL'] ?? '');
await servePlainly((app) => {
  app.post('/rows', async (_request, reply) => reply.code(201).send((await db`insert into rows (text) values ('一行') returning id`)[0]));
  app.get<{ Params: { id: string } }>('/rows/:id', async (request) => (await db`select id, text from rows where id = ${request.params.id}`)[0]);
});

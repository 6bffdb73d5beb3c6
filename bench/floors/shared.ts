import { connect } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import { servePlainly } from '../harness/plain-route.ts';

/** A row looked up by its key and the look written down, behind a plain route: no rights, no quota, no masks, nothing sealed. */
const db = connect(process.env['DATABASE_URL'] ?? '', { max: 16 });
await servePlainly((app) => {
  app.get<{ Params: { key: string } }>('/rows/:key', async (request) => ({ items: await plainLook(request.params.key) }));
});

async function plainLook(key: string) {
  return db`with looked as (insert into bench_looks (id, key) values (${newId()}, ${key})) select name, id_number, amount from bench_people where id_number = ${key}`;
}

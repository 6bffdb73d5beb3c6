import { isId } from '#kernel/database/id.ts';
import { tellsWhere } from '#domain/subject/rights/objects.ts';

/** Where a thing stands, by id or code. */
tellsWhere('thing', async (db, id) => {
  const [row] = await db<{ organ: string; region: string | null }[]>`select organ, region from things where ${isId(id) ? db`id = ${id}` : db`code = ${id}`}`;
  return row ?? null;
});

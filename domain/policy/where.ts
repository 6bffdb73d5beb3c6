import { isId } from '#kernel/database/id.ts';
import { tellsWhere } from '#domain/subject/rights/objects.ts';

/** Whose a plan is. */
tellsWhere('plan', async (db, id) => {
  if (!isId(id)) return null;
  const [row] = await db<{ organ: string; region: string | null }[]>`select organ, null as region from plans where id = ${id}`;
  return row ?? null;
});

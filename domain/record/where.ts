import { isId } from '#kernel/database/id.ts';
import { tellsWhere } from '#domain/subject/rights/objects.ts';

/** Whose a dataset is. */
tellsWhere('dataset', async (db, id) => {
  if (!isId(id)) return null;
  const [row] = await db<{ organ: string; region: string | null }[]>`select organ, region from datasets where id = ${id}`;
  return row ?? null;
});

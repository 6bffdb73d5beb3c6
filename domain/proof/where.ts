import { isId } from '#kernel/database/id.ts';
import { tellsWhere } from '#domain/subject/rights/objects.ts';

/** Who issued a licence, and where. */
tellsWhere('proof', async (db, id) => {
  const [row] = await db<{ organ: string; region: string | null }[]>`select issuer as organ, region from proofs where ${isId(id) ? db`id = ${id}` : db`identifier = ${id}`}`;
  return row ?? null;
});

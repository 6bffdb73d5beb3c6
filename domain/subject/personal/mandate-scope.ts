import type { Db } from '#kernel/database/connect.ts';
import { isId } from '#kernel/database/id.ts';
import { refuse as refuseSubject } from '../errors.ts';
import { may, type Reader } from '../reader.ts';
import { refuse } from './errors.ts';

const right = 'mandate.register';
type At = { readonly region: string };
const reaches = (reader: Reader, { region }: At) => may(reader, right, { organ: reader.organ, region });

/**
 * Whom a clerk may register a mandate for: the person or enterprise represented must lie within the clerk's right, as for every look
 * at a person. Whoever acts for them may live anywhere. Refuses (SUBJECT_NOT_FOUND) others as if nobody had the id.
 */
export async function mustReachPrincipal(db: Db, reader: Reader, principalId: string): Promise<void> {
  const [at] = await db<At[]>`select region from persons where id = ${principalId} union all select region from enterprises where id = ${principalId}`;
  if (!at || !reaches(reader, at)) throw refuseSubject('SUBJECT_NOT_FOUND');
}

/** Which mandates a clerk may end: either side may end one, so either side within the clerk's right will do. Refuses (NOT_YOUR_DATA) others. */
export async function mustReachMandate(db: Db, reader: Reader, id: string): Promise<void> {
  const sides = isId(id) ? await db<At[]>`
    with mandate as (select principal_id, agent_id from mandates where id = ${id})
    select region from persons, mandate where persons.id in (principal_id, agent_id) union all select region from enterprises, mandate where enterprises.id = principal_id` : [];
  if (!sides.some((side) => reaches(reader, side))) throw refuse('NOT_YOUR_DATA');
}

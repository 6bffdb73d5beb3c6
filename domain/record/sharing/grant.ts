import { audit } from '#kernel/audit/audit.ts';
import { emit } from '#kernel/bus/outbox.ts';
import type { Db } from '#kernel/database/connect.ts';
import { isId, newId } from '#kernel/database/id.ts';
import { addJob } from '#kernel/jobs/jobs.ts';
import { may, type Reader } from '#domain/subject/reader.ts';
import { refuseSharing } from '../errors.ts';
import { endAt, lockOpen, type By } from './request.ts';

export type Grant = {
  readonly id: string; readonly request_id: string; readonly dataset_id: string; readonly organ: string; readonly owner_organ: string; readonly columns: string[]; readonly revealed: string[]; readonly reveal_basis: string | null; readonly purpose: string;
  readonly until: Date; readonly calls_per_day: number; readonly rows_per_call: number; readonly note: string | null; readonly granted_by: string | null; readonly granted_at: Date; readonly ended_at: Date | null; readonly ended_reason: string | null;
};

export type Terms = {
  /** Fewer columns than were asked for; all of them when left out. */
  readonly columns?: readonly string[] | undefined;
  readonly until: string;
  readonly callsPerDay: number;
  readonly rowsPerCall: number;
  /** Columns given unmasked, and the basis for it. */
  readonly reveal?: { readonly columns: readonly string[]; readonly basis: string } | undefined;
  readonly note?: string | undefined;
};
/** What is given without asking where sharing has no condition. */
export const usualTerms = { callsPerDay: 10_000, rowsPerCall: 500 } as const;

/**
 * Grants a request: at most the columns and the time asked for, masked unless revealed on a basis.
 * A domain function: the caller has checked the right, so that a matter's effect can call it as well as a route.
 */
export async function grantRequest(tx: Db, requestId: string, terms: Terms, by: By, now: Date): Promise<Grant> {
  const request = await lockOpen(tx, requestId);
  const columns = terms.columns ?? request.columns;
  const until = endAt(terms.until, now);
  const extra = [...columns.filter((name) => !request.columns.includes(name)), ...(terms.reveal?.columns ?? []).filter((name) => !columns.includes(name)), ...(until > request.until ? ['期限 until'] : [])];
  if (extra.length > 0) throw refuseSharing('GRANT_TOO_WIDE', { extra: extra.join('、') });
  const id = newId();
  const [grant] = await tx<Grant[]>`
    insert into grants (id, request_id, dataset_id, organ, owner_organ, columns, revealed, reveal_basis, purpose, until, calls_per_day, rows_per_call, note, granted_by, granted_at)
    values (${id}, ${requestId}, ${request.dataset_id}, ${request.organ}, ${request.owner_organ}, ${[...columns]}, ${[...(terms.reveal?.columns ?? [])]}, ${terms.reveal?.basis ?? null}, ${request.purpose}, ${until}, ${terms.callsPerDay}, ${terms.rowsPerCall}, ${terms.note ?? null}, ${by.accountId}, ${now}) returning *`;
  await tx`update data_requests set state = 'granted', decided_by = ${by.accountId}, decided_at = now() where id = ${requestId}`;
  await addJob(tx, 'record-serve', { datasetId: request.dataset_id }, { key: `serve:${request.dataset_id}` });
  await emit(tx, { topic: 'dataset.granted', about: id, traceId: by.traceId, organ: request.organ, region: request.region, payload: { datasetId: request.dataset_id, requestId, columns, until: until.toISOString() } });
  await audit(tx, { accountId: by.accountId, act: 'grant.decided', object: 'grant', objectId: id, traceId: by.traceId, purpose: request.purpose, detail: { columns, revealed: terms.reveal?.columns ?? [], basis: terms.reveal?.basis ?? null } });
  return grant!;
}

/** Ends a grant at once: calls from now on are refused. Ending it twice changes nothing. */
export async function endGrant(tx: Db, grant: Grant, reason: string, by: By): Promise<Grant> {
  const [row] = await tx<Grant[]>`update grants set ended_at = now(), ended_reason = ${reason} where id = ${grant.id} and ended_at is null returning *`;
  if (!row) return (await findGrant(tx, grant.id))!;
  await emit(tx, { topic: 'dataset.grant-ended', about: grant.id, traceId: by.traceId, organ: grant.organ, payload: { datasetId: grant.dataset_id, reason } });
  await audit(tx, { accountId: by.accountId, act: 'grant.ended', object: 'grant', objectId: grant.id, traceId: by.traceId, detail: { reason } });
  return row;
}

export async function findGrant(db: Db, id: string): Promise<Grant | null> {
  const [row] = isId(id) ? await db<Grant[]>`select * from grants where id = ${id}` : [];
  return row ?? null;
}

/** Whether a reader is on the holding or on the giving side. */
export const seesGrant = (reader: Reader, grant: Pick<Grant, 'organ' | 'owner_organ'>): boolean =>
  (reader.organ === grant.organ && may(reader, 'dataset.request')) || may(reader, 'grant.decide', { organ: grant.owner_organ });

/** A grant one of the two sides may read. Refuses GRANT_NOT_FOUND. */
export async function getGrant(db: Db, id: string, reader: Reader): Promise<Grant> {
  const grant = await findGrant(db, id);
  if (!grant || !seesGrant(reader, grant)) throw refuseSharing('GRANT_NOT_FOUND');
  return grant;
}

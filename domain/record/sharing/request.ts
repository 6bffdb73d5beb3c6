import { audit } from '#kernel/audit/audit.ts';
import { emit } from '#kernel/bus/outbox.ts';
import type { Db } from '#kernel/database/connect.ts';
import { isId, newId } from '#kernel/database/id.ts';
import { dayOf } from '#kernel/time/day.ts';
import { addWorkingDays } from '#kernel/time/working-days.ts';
import { may, mustMay, type Reader } from '#domain/subject/reader.ts';
import { findDataset, maySee, type Dataset } from '../catalogue/dataset.ts';
import { refuse, refuseSharing } from '../errors.ts';

export type DataRequest = {
  readonly id: string; readonly dataset_id: string; readonly organ: string; readonly region: string | null; readonly owner_organ: string; readonly columns: string[]; readonly purpose: string; readonly scenario: string; readonly basis: string; readonly frequency: string;
  readonly until: Date; readonly state: 'open' | 'granted' | 'refused' | 'withdrawn'; readonly asked_by: string | null; readonly asked_at: Date; readonly due_on: string; readonly urged_at: Date | null; readonly decided_by: string | null; readonly decided_at: Date | null; readonly reason: string | null; readonly law: string | null; readonly trace_id: string;
};
export type Asked = { readonly datasetId: string; readonly columns: readonly string[]; readonly purpose: string; readonly scenario: string; readonly basis: string; readonly frequency: string; readonly until: string };
/** Who does it, as it is written down. */
export type By = { readonly accountId: string | null; readonly traceId: string };

/** Days the owner has to answer when the data is on the platform already (local rule of 2024, taken as the default). */
export const answerWithin = 5;
const longest = 3 * 366 * 86_400_000;

/** The end of a grant or request: in the future, at most three years away. Refuses UNTIL_INVALID. */
export function endAt(text: string, now: Date): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime()) || at <= now || at.getTime() - now.getTime() > longest) throw refuseSharing('UNTIL_INVALID');
  return at;
}

/** Asks for columns of another organ's dataset, for a purpose and a time. The caller has found the asker's organ and right. */
export async function requestData(tx: Db, asked: Asked, reader: Reader, traceId: string, now: Date): Promise<DataRequest> {
  const dataset = await findDataset(tx, asked.datasetId);
  if (!dataset || dataset.status !== 'published' || !maySee(reader, dataset)) throw refuse('DATASET_NOT_FOUND');
  mustMay(reader, 'dataset.request', { organ: reader.organ, region: reader.region });
  if (dataset.organ === reader.organ) throw refuseSharing('REQUEST_OWN');
  if (dataset.sharing === 'none') throw refuseSharing('SHARING_NONE', { basis: dataset.sharing_basis ?? '', organ: dataset.organ });
  knownColumns(dataset, asked.columns);
  const id = newId();
  const due = addWorkingDays(dayOf(now), answerWithin).day;
  const [row] = await tx<DataRequest[]>`
    insert into data_requests (id, dataset_id, organ, region, owner_organ, columns, purpose, scenario, basis, frequency, until, asked_by, asked_at, due_on, trace_id)
    values (${id}, ${dataset.id}, ${reader.organ}, ${reader.region}, ${dataset.organ}, ${[...asked.columns]}, ${asked.purpose}, ${asked.scenario}, ${asked.basis}, ${asked.frequency}, ${endAt(asked.until, now)}, ${reader.accountId}, ${now}, ${due}, ${traceId}) returning *`;
  await emit(tx, { topic: 'dataset.requested', about: id, traceId, organ: dataset.organ, region: dataset.region, payload: { datasetId: dataset.id, title: dataset.title, organ: reader.organ, purpose: asked.purpose, dueOn: due } });
  await audit(tx, { accountId: reader.accountId, act: 'dataset.request', object: 'data-request', objectId: id, traceId, purpose: asked.purpose });
  return row!;
}

/** Refuses REQUEST_COLUMNS_UNKNOWN with what there is. */
export function knownColumns(dataset: Dataset, names: readonly string[]): void {
  const known = dataset.columns.map((column) => column.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw refuseSharing('REQUEST_COLUMNS_UNKNOWN', { unknown: unknown.join('、'), known: known.join('、') });
}

/**
 * Refuses a request, with the reason and the clause it stands on. Unconditionally shared data cannot be refused.
 * A domain function: the caller has checked the right, so that a matter's effect can call it as well as a route.
 */
export async function refuseRequest(tx: Db, requestId: string, { reason, law }: { readonly reason: string; readonly law?: string | undefined }, by: By): Promise<DataRequest> {
  const request = await lockOpen(tx, requestId);
  const dataset = (await findDataset(tx, request.dataset_id))!;
  if (dataset.sharing === 'unconditional') throw refuseSharing('REFUSAL_NOT_POSSIBLE');
  const clause = law?.trim() ?? '';
  if (clause.length < 4) throw refuseSharing('REFUSAL_NEEDS_LAW');
  const [row] = await tx<DataRequest[]>`update data_requests set state = 'refused', reason = ${reason}, law = ${clause}, decided_by = ${by.accountId}, decided_at = now() where id = ${requestId} returning *`;
  await emit(tx, { topic: 'dataset.request-refused', about: requestId, traceId: by.traceId, organ: request.organ, region: request.region, payload: { datasetId: dataset.id, title: dataset.title, reason, law: clause } });
  await audit(tx, { accountId: by.accountId, act: 'grant.refused', object: 'data-request', objectId: requestId, traceId: by.traceId, detail: { reason, law: clause } });
  return row!;
}

/** The asker takes a request back while it is open. */
export async function withdrawRequest(tx: Db, requestId: string, by: By): Promise<DataRequest> {
  await lockOpen(tx, requestId);
  const [row] = await tx<DataRequest[]>`update data_requests set state = 'withdrawn', decided_at = now(), decided_by = ${by.accountId} where id = ${requestId} returning *`;
  await audit(tx, { accountId: by.accountId, act: 'dataset.request-withdrawn', object: 'data-request', objectId: requestId, traceId: by.traceId });
  return row!;
}

/** An open request, locked. Refuses REQUEST_NOT_FOUND, and REQUEST_DECIDED once it has an outcome. */
export async function lockOpen(tx: Db, id: string): Promise<DataRequest> {
  const [row] = await tx<DataRequest[]>`select * from data_requests where id = ${id} for update`;
  if (!row) throw refuseSharing('REQUEST_NOT_FOUND');
  if (row.state !== 'open') throw refuseSharing('REQUEST_DECIDED', { state: row.state });
  return row;
}

/** Whether a reader is on the asking or on the owning side. */
export const seesRequest = (reader: Reader, row: Pick<DataRequest, 'organ' | 'owner_organ' | 'region'>): boolean =>
  may(reader, 'dataset.request', { organ: row.organ, region: row.region }) || may(reader, 'grant.decide', { organ: row.owner_organ });

/** A request one of the two sides may read. Refuses REQUEST_NOT_FOUND. */
export async function getRequest(db: Db, id: string, reader: Reader): Promise<DataRequest> {
  const [row] = isId(id) ? await db<DataRequest[]>`select * from data_requests where id = ${id}` : [];
  if (!row || !seesRequest(reader, row)) throw refuseSharing('REQUEST_NOT_FOUND');
  return row;
}

import { audit } from '#kernel/audit/audit.ts';
import { canonicalJson } from '#kernel/crypto/canonical-json.ts';
import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import { newTraceId } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import type { Sought, Step } from './sought.ts';

/** Whose data is to go: the person and the accounts that stand for them. */
export type Erasing = { readonly subjectId: string; readonly accountIds: readonly string[] };
/** A file that was emptied of somebody or removed: its SHA-256 before, and after; null where nothing is left of it. */
export type ErasedContent = { readonly before: string; readonly after: string | null };
/** What came of it in one place: how many entries went, how many stay, the law they stay by, and the files it touched. */
export type Erased = { readonly place: string; readonly erased: number; readonly kept: number; readonly why: string | null; readonly files?: readonly ErasedContent[] };
/**
 * One place data of persons lies in. `erase` answers a request in its transaction, `search` finds copies outside the tables after
 * the commit, `expire` ends retention periods.
 */
export type Eraser = {
  readonly key: string;
  readonly erase?: (tx: Db, house: House, whose: Erasing) => Promise<readonly Erased[]>;
  /** Looks for copies; may be killed at any moment and run again. Answers false where it has to come back later. */
  readonly search?: (house: House, sought: Sought, step: Step) => Promise<boolean>;
  /** What lies there of a person, for the copy they may take with them. */
  readonly copy?: (db: Db, house: House, whose: Erasing) => Promise<Readonly<Record<string, unknown>>>;
  readonly expire?: (tx: Db, house: House) => Promise<readonly Erased[]>;
};

const erasers = new Map<string, Eraser>();

/** Each floor names the places it keeps data of persons in, at load: a deletion reaches all of them. */
export function addEraser(eraser: Eraser): void {
  erasers.set(eraser.key, eraser);
}

/** Every place named so far. */
export const allErasers = (): Eraser[] => [...erasers.values()];

/** The name of the city's key for certificates of deletion. */
export const deletionKey = 'deletion';

/** Whose data a subject id stands for, with the accounts that stand for it. */
export async function whoseData(db: Db, subjectId: string): Promise<Erasing> {
  const accounts = await db<{ id: string }[]>`select id from accounts where subject_id = ${subjectId}`;
  return { subjectId, accountIds: accounts.map(({ id }) => id) };
}

/** Everything the city holds of somebody, place by place, in machine-readable form. */
export async function copyOf(db: Db, house: House, subjectId: string): Promise<Record<string, unknown>> {
  const whose = await whoseData(db, subjectId);
  const parts: Record<string, unknown> = {};
  for (const eraser of erasers.values()) if (eraser.copy) Object.assign(parts, await eraser.copy(db, house, whose));
  return parts;
}

export type Certificate = { readonly id: string; readonly statement: string; readonly signature: Buffer };

/**
 * Deletes a person's data in every table, but for what law says must stay, and signs where it did what. In the caller's
 * transaction: all of it or nothing.
 */
export async function eraseTables(tx: Db, house: House, subjectId: string, by: { matterId: string; number: string; accountId: string | null; traceId: string }): Promise<Certificate> {
  const whose = await whoseData(tx, subjectId);
  const done: Erased[] = [];
  for (const eraser of erasers.values()) if (eraser.erase) done.push(...(await eraser.erase(tx, house, whose)));
  const certificate = await certify(tx, house, 'request', done, { subjectId, matterId: by.matterId, request: by.number });
  await audit(tx, { accountId: by.accountId, act: 'person.erase', object: 'person', objectId: subjectId, traceId: by.traceId, subjects: [subjectId], detail: { certificate: certificate.id, erased: done.reduce((sum, { erased }) => sum + erased, 0) } });
  return certificate;
}

/** The job: what has reached the end of its retention period goes, with a certificate when anything went. */
export async function expireData(_payload: unknown, house: House): Promise<void> {
  await house.db.begin(async (tx) => {
    const done: Erased[] = [];
    for (const eraser of erasers.values()) if (eraser.expire) done.push(...(await eraser.expire(tx, house)));
    const gone = done.filter(({ erased }) => erased > 0);
    if (gone.length === 0) return;
    const certificate = await certify(tx, house, 'retention', gone, { subjectId: null, matterId: null, request: null });
    await audit(tx, { accountId: null, act: 'data.expire', object: 'deletion-certificate', objectId: certificate.id, traceId: newTraceId(), detail: { erased: gone.reduce((sum, { erased }) => sum + erased, 0) } });
  });
}

/** Signs what went where: `request` for the tables, `copies` for what lay outside them, `retention` for the end of periods. */
export async function certify(tx: Db, house: House, cause: 'request' | 'copies' | 'retention', places: readonly Erased[], { subjectId, matterId, request }: { subjectId: string | null; matterId: string | null; request: string | null }): Promise<Certificate> {
  const id = newId(house.clock.now());
  const statement = canonicalJson({ id, cause, request, at: formatMoment(house.clock.now()), places: places.map(({ place, erased, kept, why, files = [] }) => ({ place, erased, kept, why, files: files.map(({ before, after }) => ({ before, after })) })) });
  const signature = await (await house.crypto.signer(deletionKey)).sign(Buffer.from(statement, 'utf8'));
  await tx`insert into deletion_certificates (id, subject_id, matter_id, cause, statement, signature) values (${id}, ${subjectId}, ${matterId}, ${cause}, ${statement}, ${signature})`;
  return { id, statement, signature };
}

/** The certificates of somebody's requests, newest first. */
export const certificatesOf = (db: Db, subjectId: string) => db<Certificate[]>`select id, statement, signature from deletion_certificates where subject_id = ${subjectId} order by id desc limit 50`;

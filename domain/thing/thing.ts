import type { Db } from '#kernel/database/connect.ts';
import { may, type Reader } from '#domain/subject/reader.ts';
import { refuse } from './errors.ts';

/** One thing as stored; the hash of its key stays in the database. */
export type Thing = {
  readonly id: string;
  readonly type: string;
  readonly code: string;
  readonly name: string;
  readonly organ: string;
  readonly region: string;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly state: ThingState;
  readonly properties: Record<string, unknown>;
  readonly silentSince: Date | null;
  readonly registeredAt: Date;
  readonly retiredAt: Date | null;
  readonly version: number;
  readonly demo: boolean;
};

export const thingStates = ['working', 'silent', 'stopped', 'retired'] as const;
export type ThingState = (typeof thingStates)[number];

/** The columns of a thing under the names of the type, for every select. */
export const thingColumns = `id, type, code, name, organ, region, lon, lat, state, properties, silent_since as "silentSince",
  registered_at as "registeredAt", retired_at as "retiredAt", version, demo`;

/** The newest good value of one quantity of a thing. */
export type Latest = { readonly quantity: string; readonly at: Date; readonly value: number };

/** The thing with this code; null when there is none. */
export async function findThing(db: Db, code: string): Promise<Thing | null> {
  const [thing] = await db<Thing[]>`select ${db.unsafe(thingColumns)} from things where code = ${code}`;
  return thing ?? null;
}

/** The thing a reader asks for, if this right of theirs reaches it. Refuses (THING_NOT_FOUND) otherwise: what may not be seen is not said to exist. */
export async function getThing(db: Db, reader: Reader, code: string, right: 'thing.read' | 'thing.manage' | 'thing.report' = 'thing.read'): Promise<Thing> {
  const thing = await findThing(db, code);
  if (!thing || !may(reader, right, thing)) throw refuse('THING_NOT_FOUND', { code });
  return thing;
}

/** The newest value of each quantity of some things: one index step per series. */
export async function latestOf(db: Db, thingIds: readonly string[]): Promise<Map<string, Latest[]>> {
  const rows = await db<(Latest & { thingId: string })[]>`
    select thing_id as "thingId", quantity, at, value from latest_readings where thing_id = any(${[...thingIds]}) order by datastream`;
  return Map.groupBy(rows, (row) => row.thingId);
}

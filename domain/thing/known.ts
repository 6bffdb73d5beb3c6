import type { Database, Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { thingTypes, type ThingType } from './define.ts';

/** What the intake must know of a thing to take its readings. Held in memory; a change anywhere drops it here. */
export type KnownThing = {
  readonly id: string;
  readonly code: string;
  readonly type: ThingType;
  readonly organ: string;
  readonly region: string;
  readonly state: 'working' | 'silent' | 'stopped' | 'retired';
  readonly secretHash: string;
  /** Quantity → id of its series. */
  readonly streams: ReadonlyMap<string, number>;
};

type Row = Omit<KnownThing, 'type' | 'streams'> & { readonly type: string; readonly streams: Record<string, number> | null };

/** How long a thing is believed without asking again, should a notice ever be missed. */
const trust = 60_000;
const mostHeld = 300_000;

/** The things of one process, read when first heard of. */
export class KnownThings {
  readonly #house: House;
  readonly #held = new Map<string, { readonly thing: Promise<KnownThing | null>; readonly until: number }>();
  readonly #codeOf = new Map<string, string>();

  constructor(house: House) {
    this.#house = house;
  }

  /** The thing with this code; null when there is none, or when its type is no longer declared. */
  find(code: string): Promise<KnownThing | null> {
    const held = this.#held.get(code);
    if (held && held.until > Date.now()) return held.thing;
    if (this.#held.size >= mostHeld) this.#held.clear();
    const thing = readKnown(this.#house, code);
    this.#held.set(code, { thing, until: Date.now() + trust });
    thing.then((found) => found && this.#codeOf.set(found.id, code), () => this.#held.delete(code));
    return thing;
  }

  /** Forgets what has changed, so that the next message meets the new facts. */
  forget(id: string | null): void {
    const code = id === null ? undefined : this.#codeOf.get(id);
    if (code === undefined) this.#held.clear();
    else this.#held.delete(code);
  }
}

async function readKnown(house: House, code: string): Promise<KnownThing | null> {
  const row = await selectKnown(house.db, code);
  const type = row ? house.declared.find(thingTypes, row.type) : undefined;
  if (!row || !type) return null;
  const missing = Object.keys(type.reports).filter((quantity) => row.streams?.[quantity] === undefined);
  const added = missing.length > 0 ? await addStreams(house.db, row.id, missing) : {};
  return { ...row, type, streams: new Map(Object.entries({ ...row.streams, ...added })) };
}

async function selectKnown(db: Database, code: string): Promise<Row | null> {
  const [row] = await db<Row[]>`
    select id, code, type, organ, region, state, secret_hash as "secretHash",
      (select jsonb_object_agg(quantity, datastreams.id) from datastreams where thing_id = things.id) as streams
    from things where code = ${code}`;
  return row ?? null;
}

/** Opens a series for each quantity; those that are there stay. Answers the ids by quantity. */
export async function addStreams(db: Db, thingId: string, quantities: readonly string[]): Promise<Record<string, number>> {
  await db`insert into datastreams (thing_id, quantity) select ${thingId}, quantity from unnest(${[...quantities]}::text[]) quantity on conflict do nothing`;
  const rows = await db<{ id: number; quantity: string }[]>`select id, quantity from datastreams where thing_id = ${thingId} and quantity = any(${[...quantities]})`;
  return Object.fromEntries(rows.map(({ id, quantity }) => [quantity, id]));
}

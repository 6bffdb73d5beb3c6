import type { Db } from '../database/connect.ts';
import type { JsonValue } from '../crypto/canonical-json.ts';

/** What a log is made of: its key, and how its entries are read as the content that is hashed. */
export type ChainLog = {
  readonly key: 'audit' | 'evidence';
  /** The content of entries by their ids; one that is no longer kept is missing. */
  readonly read: (db: Db, refs: readonly string[]) => Promise<Map<string, JsonValue>>;
  /** Some ids of entries that have no place and wait for none: put there, or kept from the queue, by hand. */
  readonly strays: (db: Db, most: number) => Promise<string[]>;
};

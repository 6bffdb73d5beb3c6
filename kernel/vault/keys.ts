import { randomBytes } from 'node:crypto';
import type { Database, Db } from '../database/connect.ts';
import type { House } from '../house.ts';
import { BlindIndex, FieldCipher } from './cipher.ts';
import { refuse } from './errors.ts';

export type KeyPurpose = 'seal' | 'index';
/** A data key as people see it. */
export type DataKey = { readonly purpose: KeyPurpose; readonly version: number; readonly state: 'active' | 'kept' | 'stopped'; readonly madeAt: Date; readonly stoppedAt: Date | null; readonly stopWhy: string | null };

/** The name of the module's key that seals data keys: it never seals data, and data keys never leave the process unsealed. */
const wrapping = 'data-keys';
/** How long a process may go on with a key after another process has changed it. */
export const keyFreshness = 1500;

type Ring = { readonly ciphers: ReadonlyMap<number, FieldCipher>; readonly current: { version: number; stopped: boolean }; readonly index: BlindIndex; readonly readAt: number };
const held = new WeakMap<Database, Ring>();

/** The opened data keys. `fresh` looks whether another process has changed them; reading goes over `db`, so that a full pool cannot starve it. */
export async function keyRing(house: House, db: Db, { fresh }: { fresh: boolean }): Promise<Ring> {
  const mine = held.get(house.db);
  if (mine && !(fresh && performance.now() - mine.readAt > keyFreshness)) return mine;
  const ring = await readRing(house, db, mine ?? null);
  held.set(house.db, ring);
  return ring;
}

/** Forgets what this process holds: the next use reads the keys anew. */
export const forgetKeys = (house: House): boolean => held.delete(house.db);

async function readRing(house: House, db: Db, before: Ring | null): Promise<Ring> {
  const rows = await db<{ purpose: KeyPurpose; version: number; wrapped: Buffer; state: DataKey['state'] }[]>`select purpose, version, wrapped, state from data_keys order by version`;
  if (!rows.some(({ purpose }) => purpose === 'seal') || !rows.some(({ purpose }) => purpose === 'index')) {
    // Made outside the caller's transaction: a key must not vanish with a roll-back after others have used it.
    await makeFirstKeys(house);
    return readRing(house, house.db, before);
  }
  const ciphers = new Map(before?.ciphers);
  for (const { purpose, version, wrapped } of rows) if (purpose === 'seal' && !ciphers.has(version)) ciphers.set(version, new FieldCipher(version, await unwrap(house, purpose, version, wrapped)));
  const sealing = rows.filter(({ purpose }) => purpose === 'seal');
  const current = sealing.find(({ state }) => state === 'active') ?? sealing.at(-1)!;
  const first = rows.find(({ purpose }) => purpose === 'index')!;
  const index = before?.index ?? new BlindIndex(await unwrap(house, 'index', first.version, first.wrapped));
  return { ciphers, current: { version: current.version, stopped: current.state !== 'active' }, index, readAt: performance.now() };
}

async function makeFirstKeys(house: House): Promise<void> {
  for (const purpose of ['seal', 'index'] as const) {
    const wrapped = await newWrapped(house, purpose, 1);
    await house.db`insert into data_keys (purpose, version, wrapped) values (${purpose}, 1, ${wrapped}) on conflict do nothing`;
  }
}

/** Brings a new key for sealing into use in the caller's transaction; the one before still opens. Returns its version. */
export async function newSealingKey(tx: Db, house: House, by: string | null): Promise<number> {
  const [last] = await tx<{ version: number }[]>`select version from data_keys where purpose = 'seal' order by version desc limit 1 for update`;
  const version = (last?.version ?? 0) + 1;
  await tx`update data_keys set state = 'kept' where purpose = 'seal' and state = 'active'`;
  await tx`insert into data_keys (purpose, version, wrapped, made_by) values ('seal', ${version}, ${await newWrapped(house, 'seal', version)}, ${by})`;
  return version;
}

/** Stops a key: it seals nothing new from now on; what it has sealed still opens until it has been sealed anew. */
export async function stopKey(tx: Db, version: number, why: string, by: string | null): Promise<void> {
  const stopped = await tx`update data_keys set state = 'stopped', stopped_at = now(), stopped_by = ${by}, stop_why = ${why} where purpose = 'seal' and version = ${version} returning 1`;
  if (stopped.length === 0) throw refuse('KEY_VERSION_UNKNOWN', { version });
}

/** All data keys, without anything secret. */
export const dataKeys = (db: Db) => db<DataKey[]>`select purpose, version, state, made_at as "madeAt", stopped_at as "stoppedAt", stop_why as "stopWhy" from data_keys order by purpose desc, version`;

const contextOf = (purpose: KeyPurpose, version: number) => `data-key/${purpose}/${version}`;
const newWrapped = async (house: House, purpose: KeyPurpose, version: number) => (await house.crypto.sealer(wrapping)).seal(randomBytes(32).toString('hex'), contextOf(purpose, version));
const unwrap = async (house: House, purpose: KeyPurpose, version: number, wrapped: Buffer) => Buffer.from(await (await house.crypto.sealer(wrapping)).open(wrapped, contextOf(purpose, version)), 'hex');

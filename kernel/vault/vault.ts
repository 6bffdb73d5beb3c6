import { SealBroken } from '../crypto/module.ts';
import type { Db } from '../database/connect.ts';
import type { House } from '../house.ts';
import { versionOf } from './cipher.ts';
import { refuse } from './errors.ts';
import { keyRing } from './keys.ts';

/** A value to be sealed, and the place it is bound to (`persons/<id>`). */
export type ToSeal = { readonly value: unknown; readonly context: string };
/** A sealed value and the place it was found at. */
export type ToOpen = { readonly sealed: Buffer; readonly context: string };

/** Seals values with the key in use, all with the same one. Refuses (KEY_STOPPED) when that key is stopped. `db` is the caller's transaction, if any. */
export async function sealAll(house: House, db: Db, values: readonly ToSeal[]): Promise<Buffer[]> {
  if (values.length === 0) return [];
  const { ciphers, current } = await keyRing(house, db, { fresh: true });
  if (current.stopped) throw refuse('KEY_STOPPED', { version: current.version });
  const cipher = ciphers.get(current.version)!;
  return values.map(({ value, context }) => cipher.seal(JSON.stringify(value), context));
}

/** Seals one value. */
export async function seal(house: House, db: Db, value: unknown, context: string): Promise<Buffer> {
  const [sealed] = await sealAll(house, db, [{ value, context }]);
  return sealed!;
}

/** Opens values, whatever version each was sealed with. Throws SealBroken where one was changed or moved. */
export async function openAll<T>(house: House, db: Db, values: readonly ToOpen[]): Promise<T[]> {
  if (values.length === 0) return [];
  let ring = await keyRing(house, db, { fresh: false });
  if (values.some(({ sealed }) => !ring.ciphers.has(versionOf(sealed) ?? 0))) ring = await keyRing(house, db, { fresh: true });
  return values.map(({ sealed, context }) => {
    const text = ring.ciphers.get(versionOf(sealed) ?? 0)?.open(sealed, context) ?? null;
    if (text === null) throw new SealBroken(context);
    return JSON.parse(text) as T;
  });
}

/** Opens one value. */
export async function open<T>(house: House, db: Db, sealed: Buffer, context: string): Promise<T> {
  const [value] = await openAll<T>(house, db, [{ sealed, context }]);
  return value!;
}

/** Blind indexes of texts, for exact search; null stays null. The index key never seals anything, and does not change with it. */
export async function blindAll(house: House, db: Db, texts: readonly (string | null)[], context: string): Promise<(Buffer | null)[]> {
  const { index } = await keyRing(house, db, { fresh: false });
  return texts.map((text) => (text === null ? null : index.of(text, context)));
}

/** The blind index of one text. */
export async function blind(house: House, db: Db, text: string, context: string): Promise<Buffer> {
  const [made] = await blindAll(house, db, [text], context);
  return made!;
}

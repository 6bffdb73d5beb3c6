import type { House } from '#kernel/house.ts';
import type { Sealer } from '#kernel/crypto/module.ts';

/** The key of a person in the log of reads: a blind index of the identity number, from which the number cannot be found. Null for what is no number. */
export async function subjectKey(house: Pick<House, 'crypto'>, idNumber: unknown): Promise<Buffer | null> {
  if (typeof idNumber !== 'string') return null;
  const number = idNumber.trim().toUpperCase();
  return /^\d{17}[\dX]$/.test(number) ? (await house.crypto.sealer('subject')).index(number, 'person.id-number') : null;
}

/** The key of a value rows can be asked by, blind like the rest: the table of served rows names nobody. */
export async function lookupKey(sealer: Sealer, datasetId: string, column: string, value: unknown): Promise<Buffer | null> {
  if (value === null || value === undefined || value === '') return null;
  return sealer.index(String(value).trim().toUpperCase(), `lookup:${datasetId}:${column}`);
}

/** Seals and blinds the rows that are served. */
export const servedSealer = (house: Pick<House, 'crypto'>): Promise<Sealer> => house.crypto.sealer('served-rows');
/** What binds a sealed row to its place: it opens nowhere else. */
export const sealedAt = (served: number, row: number): string => `served:${served}:${row}`;

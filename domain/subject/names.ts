import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { findEnterprises } from './enterprises.ts';
import { findPersons } from './persons.ts';

/** The names of persons and enterprises by id, however many, with one query to each registry; whom neither has is left out. */
export async function namesOf(db: Db, house: House, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const [persons, enterprises] = await Promise.all([findPersons(db, house, ids), findEnterprises(db, ids)]);
  return new Map([...persons, ...enterprises].map(({ id, name }) => [id, name]));
}

/** The name of a person or enterprise; null when neither registry has it. */
export const nameOf = async (db: Db, house: House, id: string): Promise<string | null> => (await namesOf(db, house, [id])).get(id) ?? null;

import type { Db } from '#kernel/database/connect.ts';

/** A person of the registry. */
export type Person = { readonly id: string; readonly name: string; readonly idNumber: string; readonly sex: '男' | '女'; readonly born: string; readonly phone: string | null; readonly address: string | null; readonly region: string; readonly updatedAt: Date };

const columns = 'id, name, id_number as "idNumber", sex, born, phone, address, region, updated_at as "updatedAt"';

/** A person by id; null when the registry has none. */
export async function findPerson(db: Db, id: string): Promise<Person | null> {
  const [person] = await db<Person[]>`select ${db.unsafe(columns)} from persons where id = ${id}`;
  return person ?? null;
}

/** A person by citizen identity number; null when the registry has none. */
export async function findPersonByIdNumber(db: Db, idNumber: string): Promise<Person | null> {
  const [person] = await db<Person[]>`select ${db.unsafe(columns)} from persons where id_number = ${idNumber.toUpperCase()}`;
  return person ?? null;
}

import type { Db } from '#kernel/database/connect.ts';
import { isId, newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { sealedTable } from '#kernel/vault/sealed-table.ts';
import { blind, blindAll, openAll, seal, sealAll } from '#kernel/vault/vault.ts';
import { realName, type RealName } from './real-name.ts';

/** What is sealed of a person. */
export type PersonFacts = { readonly name: string; readonly idNumber: string; readonly phone: string | null; readonly address: string | null };
/** A person of the registry. */
export type Person = PersonFacts & { readonly id: string; readonly sex: '男' | '女'; readonly born: string; readonly region: string; readonly realName: RealName; readonly version: number; readonly updatedAt: Date };
/** A person to be written; `updatedAt` is now where it is not told. */
export type NewPerson = PersonFacts & Pick<Person, 'id' | 'sex' | 'born' | 'region'> & { readonly realName?: RealName; readonly demo?: boolean; readonly updatedAt?: Date };

export const persons = sealedTable('persons', sealPlainPersons);
const changes = sealedTable('person_changes');

type Row = Omit<Person, keyof PersonFacts> & { sealed: Buffer | null; plain: PersonFacts };
const columns = `id, sex, born, region, real_name as "realName", version, updated_at as "updatedAt", sealed,
  jsonb_build_object('name', name, 'idNumber', id_number, 'phone', phone, 'address', address) as plain`;

/** Rows with their sealed part opened. */
async function opened(db: Db, house: House, rows: readonly Row[]): Promise<Person[]> {
  const sealed = rows.filter((row) => row.sealed !== null);
  const facts = await openAll<PersonFacts>(house, db, sealed.map((row) => ({ sealed: row.sealed!, context: persons.context(row.id) })));
  const byId = new Map(sealed.map((row, index) => [row.id, facts[index]!]));
  return rows.map(({ sealed: _sealed, plain, ...row }) => ({ ...row, ...(byId.get(row.id) ?? plain) }));
}

/** Persons by their ids, in no order. */
export const findPersons = async (db: Db, house: House, ids: readonly string[]): Promise<Person[]> =>
  ids.length === 0 ? [] : opened(db, house, await db<Row[]>`select ${db.unsafe(columns)} from persons where id = any(${[...ids]}::uuid[])`);

/** A person by id; null when the registry has none. */
export async function findPerson(db: Db, house: House, id: string): Promise<Person | null> {
  const [person] = isId(id) ? await findPersons(db, house, [id]) : [];
  return person ?? null;
}

/** A person by citizen identity number, found over its blind index; null when the registry has none. */
export async function findPersonByIdNumber(db: Db, house: House, idNumber: string): Promise<Person | null> {
  const rows = await db<Row[]>`select ${db.unsafe(columns)} from persons where id_number_index = ${await blind(house, db, tidyIdNumber(idNumber), 'id-number')}`;
  return (await opened(db, house, rows))[0] ?? null;
}

/** Persons by exact name or telephone, at most as many as asked for. */
export async function findPersonsBy(db: Db, house: House, by: 'name' | 'phone', text: string, limit = 20): Promise<Person[]> {
  const index = await blind(house, db, text.trim(), by);
  return opened(db, house, await db<Row[]>`select ${db.unsafe(columns)} from persons where ${by === 'name' ? db`name_index` : db`phone_index`} = ${index} order by id limit ${limit}`);
}

const tidyIdNumber = (text: string) => text.trim().toUpperCase();

/** What the database keeps of persons: sealed facts and blind indexes, column by column. `known` are indexes of the numbers, where they were made before. */
export async function sealedPersons(db: Db, house: House, list: readonly (PersonFacts & { readonly id: string })[], known: readonly (Buffer | null)[] | null = null) {
  const [sealed, idNumbers, phones, names] = await Promise.all([
    sealAll(house, db, list.map(({ id, name, idNumber, phone, address }) => ({ value: { name, idNumber, phone, address }, context: persons.context(id) }))),
    known ?? blindAll(house, db, list.map(({ idNumber }) => tidyIdNumber(idNumber)), 'id-number'),
    blindAll(house, db, list.map(({ phone }) => phone), 'phone'),
    blindAll(house, db, list.map(({ name }) => name), 'name'),
  ]);
  return { sealed, idNumbers, phones, names };
}

/** Byte strings as one array parameter: as hexadecimal text, which is what the protocol would send anyway. */
export const hex = (bytes: readonly (Buffer | null)[]): (string | null)[] => bytes.map((each) => each?.toString('hex') ?? null);

/**
 * Writes persons, sealed. A known identity number is brought up to date only where `update` says so; answers the ids written
 * (of those known already, the id they have).
 */
export async function savePersons(tx: Db, house: House, list: readonly NewPerson[], { update = false }: { update?: boolean } = {}): Promise<string[]> {
  if (list.length === 0) return [];
  const indexes = await blindAll(house, tx, list.map(({ idNumber }) => tidyIdNumber(idNumber)), 'id-number');
  const known = update ? await idsByIndex(tx, hex(indexes)) : new Map<string | null, string>();
  const rows = list.map((person, at) => ({ ...person, id: known.get(indexes[at]?.toString('hex') ?? null) ?? person.id }));
  const { sealed, idNumbers, phones, names } = await sealedPersons(tx, house, rows, indexes);
  const written = await tx<{ id: string }[]>`
    insert into persons (id, sex, born, region, real_name, demo, updated_at, sealed, id_number_index, phone_index, name_index)
    select id, sex, born, region, real_name, demo::boolean, coalesce(updated_at::timestamptz, now()), decode(sealed, 'hex'), decode(id_number_index, 'hex'), decode(phone_index, 'hex'), decode(name_index, 'hex')
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ sex }) => sex)}::text[], ${rows.map(({ born }) => born)}::date[], ${rows.map(({ region }) => region)}::text[], ${rows.map((each) => each.realName ?? realName.matched)}::smallint[],
      ${rows.map(({ demo }) => String(demo ?? false))}::text[], ${rows.map(({ updatedAt }) => updatedAt?.toISOString() ?? null)}::text[], ${hex(sealed)}::text[], ${hex(idNumbers)}::text[], ${hex(phones)}::text[], ${hex(names)}::text[]) as row(id, sex, born, region, real_name, demo, updated_at, sealed, id_number_index, phone_index, name_index)
    on conflict (id_number_index) do ${update ? tx`update set sex = excluded.sex, born = excluded.born, region = excluded.region, sealed = excluded.sealed, phone_index = excluded.phone_index, name_index = excluded.name_index, version = persons.version + 1, updated_at = now()` : tx`nothing`}
    returning id`;
  return written.map(({ id }) => id);
}

/** Ids of persons the registry has already, by their index: their sealed part is bound to that id. */
async function idsByIndex(tx: Db, indexes: readonly (string | null)[]): Promise<Map<string | null, string>> {
  const rows = await tx<{ id: string; index: string }[]>`select id, encode(id_number_index, 'hex') as index from persons where id_number_index = any(select decode(each, 'hex') from unnest(${[...indexes]}::text[]) each)`;
  return new Map(rows.map(({ id, index }) => [index, id]));
}

export type Correction = Partial<Pick<Person, 'name' | 'phone' | 'address'>>;

/** Corrects an entry in the caller's transaction; what it said before is kept, sealed, with the reason. */
export async function correctPerson(tx: Db, house: House, id: string, correction: Correction, by: { why: string; matterId: string | null; accountId: string | null }): Promise<Person> {
  await tx`select 1 from persons where id = ${id} for update`;
  const before = await findPerson(tx, house, id);
  if (!before) throw new Error(`No person has the id ${id}.`);
  const fields = (Object.keys(correction) as (keyof Correction)[]).filter((field) => correction[field] !== undefined && correction[field] !== before[field]);
  if (fields.length === 0) return before;
  const after = { ...before, ...correction };
  const changeId = newId();
  await tx`insert into person_changes (id, person_id, fields, sealed, why, matter_id, account_id)
    values (${changeId}, ${id}, ${fields}, ${await seal(house, tx, Object.fromEntries(fields.map((field) => [field, before[field]])), changes.context(changeId))}, ${by.why}, ${by.matterId}, ${by.accountId})`;
  const { sealed, phones, names } = await sealedPersons(tx, house, [after]);
  await tx`update persons set sealed = ${sealed[0]!}, phone_index = ${phones[0] ?? null}, name_index = ${names[0] ?? null}, version = version + 1, updated_at = now() where id = ${id}`;
  return { ...after, version: before.version + 1 };
}

/** The corrections of an entry, newest first, with what it said before. */
export async function changesOf(db: Db, house: House, id: string): Promise<{ id: string; fields: string[]; before: Record<string, unknown>; why: string; matterId: string | null }[]> {
  const rows = await db<{ id: string; fields: string[]; sealed: Buffer | null; why: string; matterId: string | null }[]>`select id, fields, sealed, why, matter_id as "matterId" from person_changes where person_id = ${id} order by id desc limit 100`;
  const there = rows.filter(({ sealed }) => sealed !== null);
  const before = await openAll<Record<string, unknown>>(house, db, there.map((row) => ({ sealed: row.sealed!, context: changes.context(row.id) })));
  return rows.map(({ sealed: _sealed, ...row }) => ({ ...row, before: before[there.findIndex(({ id: each }) => each === row.id)] ?? {} }));
}

/** Seals what a bulk load in SQL left plain, at most so many rows; answers how many it sealed. */
export async function sealPlainPersons(tx: Db, house: House, limit = 5000): Promise<number> {
  const rows = await tx<(PersonFacts & { id: string })[]>`select id, name, id_number as "idNumber", phone, address from persons where sealed is null order by id limit ${limit} for update`;
  if (rows.length === 0) return 0;
  const { sealed, idNumbers, phones, names } = await sealedPersons(tx, house, rows);
  await tx`update persons p set name = null, id_number = null, phone = null, address = null, sealed = decode(row.sealed, 'hex'), id_number_index = decode(row.id_number_index, 'hex'), phone_index = decode(row.phone_index, 'hex'), name_index = decode(row.name_index, 'hex')
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${hex(sealed)}::text[], ${hex(idNumbers)}::text[], ${hex(phones)}::text[], ${hex(names)}::text[]) as row(id, sealed, id_number_index, phone_index, name_index) where p.id = row.id`;
  return rows.length;
}

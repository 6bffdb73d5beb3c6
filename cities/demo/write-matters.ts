import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { closedAll } from '#domain/matter/personal.ts';
import { findPersons, type Person } from '#domain/subject/persons.ts';

/** A case as the generator answers it; the rest of it waits in demo_matters. */
export type Generated = { readonly id: string; readonly type: string; readonly form: Record<string, unknown>; readonly contact: object | null; readonly subject: string | null };

/** Makes the table in which generated cases wait until they are sealed, for one transaction. Answers the columns that come from there as they are. */
export async function layWaitingMatters(session: Db): Promise<string[]> {
  await session`drop table if exists demo_matters`;
  await session`create temporary table demo_matters (like matters including defaults including generated) on commit delete rows`;
  // Read back batch by batch: without it each batch would read the whole chunk.
  await session`create index on demo_matters (id)`;
  const columns = await session<{ name: string }[]>`select attname as name from pg_attribute where attrelid = 'demo_matters'::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`;
  return columns.map(({ name }) => name).filter((name) => !['form', 'contact', 'sealed', 'closed_up'].includes(name));
}

/** Puts the facts of persons where the generator marked them (`{person.name}`), seals the cases and writes them. */
export async function writeMatters(tx: Db, house: House, columns: readonly string[], rows: readonly Generated[]): Promise<void> {
  const people = await peopleOf(tx, house, [...new Set(rows.flatMap(({ subject }) => subject ?? []))]);
  const parts = await closedAll(tx, house, rows.map(({ subject, ...row }) => {
    const person = people.get(subject ?? '') ?? null;
    return { ...row, form: filled(row.form, person), contact: row.contact === null || person === null ? null : { name: person.name, ...(person.phone ? { phone: person.phone } : {}) }, said: {} };
  }));
  await tx`
    insert into matters (${tx(columns)}, form, sealed, closed_up)
    select ${tx(columns.map((name) => `demo_matters.${name}`))}, part.form::jsonb, decode(part.sealed, 'hex'), true
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${parts.map(({ form }) => JSON.stringify(form))}::text[], ${parts.map(({ sealed }) => sealed?.toString('hex') ?? null)}::text[]) as part(id, form, sealed) join demo_matters on demo_matters.id = part.id`;
}

/** By subject: the person, or who represents the enterprise. */
async function peopleOf(tx: Db, house: House, subjects: readonly string[]): Promise<Map<string, Person>> {
  const represented = await tx<{ id: string; person: string }[]>`select id, legal_person as person from enterprises where id = any(${[...subjects]}::uuid[]) and legal_person is not null`;
  const personOf = new Map(represented.map(({ id, person }) => [id, person]));
  const persons = new Map((await findPersons(tx, house, [...new Set(subjects.map((id) => personOf.get(id) ?? id))])).map((person) => [person.id, person]));
  return new Map(subjects.flatMap((id) => { const found = persons.get(personOf.get(id) ?? id); return found ? [[id, found] as const] : []; }));
}

const filled = (form: Record<string, unknown>, person: Person | null): Record<string, unknown> =>
  Object.fromEntries(Object.entries(form).flatMap(([name, value]) => {
    const fact = typeof value === 'string' ? /^\{person\.(name|idNumber|phone|address)\}$/.exec(value)?.[1] : undefined;
    if (fact === undefined) return [[name, value]];
    const known = person?.[fact as 'name'];
    return known ? [[name, known]] : [];
  }));

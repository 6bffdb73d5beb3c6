import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { sealPlainMatters } from '#domain/matter/personal.ts';
import { findPersons, type Person } from '#domain/subject/persons.ts';

const chunk = 5000;

/** Puts the facts of persons where the generator marked them (`{person.name}`), and seals the cases. */
export async function finishMatters(tx: Db, house: House): Promise<void> {
  const fill: NonNullable<Parameters<typeof sealPlainMatters>[2]> = async (rows) => {
    const people = await peopleOf(tx, house, rows.map(({ id }) => id));
    return rows.map((row) => {
      const person = people.get(row.id) ?? people.get((row.contact as { subject?: string } | null)?.subject ?? '') ?? null;
      return { ...row, form: filled(row.form, person), contact: row.contact === null || person === null ? null : { name: person.name, ...(person.phone ? { phone: person.phone } : {}) } };
    });
  };
  while ((await sealPlainMatters(tx, house, fill, chunk)) === chunk);
}

/** By case and by subject: the person who applied, or who represents the enterprise. */
async function peopleOf(tx: Db, house: House, matterIds: readonly string[]): Promise<Map<string, Person>> {
  const pairs = await tx<{ id: string; subject: string; person: string }[]>`
    select m.id, m.subject, coalesce(e.legal_person, m.subject) as person from (select id, coalesce(subject_id, (contact->>'subject')::uuid) as subject from matters where id = any(${[...matterIds]}::uuid[])) m left join enterprises e on e.id = m.subject where m.subject is not null`;
  const persons = new Map((await findPersons(tx, house, [...new Set(pairs.map(({ person }) => person))])).map((person) => [person.id, person]));
  return new Map(pairs.flatMap(({ id, subject, person }) => { const found = persons.get(person); return found ? [[id, found] as const, [subject, found] as const] : []; }));
}

const filled = (form: Record<string, unknown>, person: Person | null): Record<string, unknown> =>
  Object.fromEntries(Object.entries(form).flatMap(([name, value]) => {
    const fact = typeof value === 'string' ? /^\{person\.(name|idNumber|phone|address)\}$/.exec(value)?.[1] : undefined;
    if (fact === undefined) return [[name, value]];
    const known = person?.[fact as 'name'];
    return known ? [[name, known]] : [];
  }));

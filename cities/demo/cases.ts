import { fileURLToPath } from 'node:url';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { caseNumber } from '#domain/matter/number.ts';
import { closedAll } from '#domain/matter/personal.ts';
import { findEnterprises } from '#domain/subject/enterprises.ts';
import { findPersons } from '#domain/subject/persons.ts';
import type { Life } from './lives.ts';

/** A case as cases.sql answers it; the rest of it waits in demo_cases. `village` is where its spot lies; degrees CGCS2000, null where it has no spot. */
export type OpenedCase = { readonly n: number; readonly life: number; readonly id: string; readonly openedAt: Date; readonly village: string; readonly lon: number | null; readonly lat: number | null; readonly subject: string | null };

/** Where generated cases wait until they are sealed, for one transaction. */
export async function layCases(session: Db): Promise<void> {
  await session`drop table if exists demo_cases`;
  await session`create temporary table demo_cases (n int primary key, life int, id uuid, opened_at timestamptz, minutes int, village text, place_vector tsvector, lon float8, lat float8, address text, subject uuid) on commit delete rows`;
}

/** Fills in what cases say of those they are for, seals it and writes them with their acts and ratings. A case whose subject the registry no longer has is left out. */
export async function writeCases(tx: Db, house: House, lives: readonly Life[], rows: readonly OpenedCase[]): Promise<void> {
  const subjects = await subjectsOf(tx, house, rows.flatMap(({ subject }) => subject ?? []));
  const cases = rows.flatMap((row) => {
    const life = lives[row.life];
    const subject = row.subject === null ? nobody : subjects.get(row.subject);
    return life && subject ? [caseOf(row, life, subject)] : [];
  });
  const parts = await closedAll(tx, house, cases);
  await tx.file(fileURLToPath(new URL('matters.sql', import.meta.url)), [
    cases.map(({ n }) => n), cases.map(({ n, openedAt }) => caseNumber(n, openedAt)), cases.map(({ region }) => region),
    parts.map(({ form }) => JSON.stringify(form)), parts.map(({ sealed }) => sealed?.toString('hex') ?? null),
  ] as never);
}

/** What the registries know of whom a case is for; of an enterprise, also who represents it. */
type Subject = { readonly region: string | null; readonly person: object | null; readonly enterprise: object | null };
const nobody: Subject = { region: null, person: null, enterprise: null };

async function subjectsOf(tx: Db, house: House, ids: readonly string[]): Promise<Map<string, Subject>> {
  const wanted = [...new Set(ids)];
  const enterprises = await findEnterprises(tx, wanted);
  const known = new Set(enterprises.map(({ id }) => id));
  const persons = new Map((await findPersons(tx, house, [...wanted.filter((id) => !known.has(id)), ...enterprises.flatMap(({ legalPerson }) => legalPerson ?? [])])).map((person) => [person.id, person]));
  return new Map<string, Subject>([
    ...[...persons].map(([id, person]) => [id, { region: person.region, person, enterprise: null }] as const),
    ...enterprises.map((enterprise) => [enterprise.id, { region: enterprise.region, person: persons.get(enterprise.legalPerson ?? '') ?? null, enterprise }] as const),
  ]);
}

function caseOf({ n, id, openedAt, village, lon, lat }: OpenedCase, { type, form, fills, regions, points }: Life, subject: Subject) {
  const region = type.kind === 'service' ? (subject.region ?? village) : village;
  const facts = Object.entries(fills).map(([field, from]) => [field, factOf(subject, from)] as const);
  return {
    n, id, openedAt, region, type: type.key, said: {}, contact: type.kind === 'ticket' ? contactOf(subject) : null,
    form: {
      ...form, ...Object.fromEntries(facts.filter(([, fact]) => fact !== undefined)),
      ...Object.fromEntries(regions.map((field) => [field, `${region.slice(0, 9)}000`])),
      ...(lon === null ? {} : Object.fromEntries(points.map((field) => [field, [lon, lat]]))),
    },
  };
}

/** `person.name`, `enterprise.uscc` …; undefined where nobody knows it. */
function factOf(subject: Subject, from: string): unknown {
  const [registry, name] = from.split('.') as ['person' | 'enterprise', string];
  return (subject[registry] as Record<string, unknown> | null)?.[name] ?? undefined;
}

function contactOf(subject: Subject) {
  const [name, phone] = [factOf(subject, 'person.name'), factOf(subject, 'person.phone')];
  return typeof name === 'string' ? { name, ...(typeof phone === 'string' ? { phone } : {}) } : null;
}

import type { TObject } from 'typebox';
import { findFiles } from '#kernel/files/table.ts';
import type { House } from '#kernel/house.ts';
import { fieldsOf, type Field } from '#kernel/schema/fields.ts';
import { placesOf } from '#domain/place/places.ts';
import { allOrgans } from '#domain/subject/organs.ts';
import type { Visit } from '../visit.ts';
import type { FileNote, FormContext, OptionGroup, Typed } from './kind.ts';

/** For forms that ask neither places nor organs nor files. */
export const bareContext = ({ say, locale, today }: Visit): FormContext => ({ say, locale, today, regions: [], organs: [], files: new Map() });

/** What the fields of these schemas need: divisions and organs only where one is asked, notes of the files named in the values. */
export async function contextFor(visit: Visit, schemas: readonly TObject[], fileIds: readonly string[] = []): Promise<FormContext> {
  const fields = schemas.flatMap((schema) => fieldsOf(schema));
  const asks = (kind: Field['kind']) => fields.some((field) => field.kind === kind);
  const [regions, organs, files] = await Promise.all([asks('region') ? regionsOf(visit.house) : [], asks('organ') ? organsOf(visit.house) : [], notesOf(visit, fileIds)]);
  return { ...bareContext(visit), regions, organs, files };
}

/** Files of this reader alone: an id somebody else found out opens nothing. */
const notesOf = async ({ house, reader }: Visit, ids: readonly string[]): Promise<ReadonlyMap<string, FileNote>> =>
  new Map(ids.length === 0 ? [] : (await findFiles(house.db, ids)).filter(({ ownerId }) => ownerId !== null && ownerId === reader.accountId).map(({ id, name, size, type }) => [id, { id, name, size, type }]));

/** Towns and streets in groups by county: fine enough to find the organ, short enough for a drop-down. */
async function regionsOf(house: House): Promise<OptionGroup[]> {
  const { tree } = await placesOf(house);
  return tree.all.filter(({ level, validTo }) => level === 'county' && validTo === null).map((county) => ({
    label: county.name,
    options: tree.children(county.code).filter(({ validTo }) => validTo === null).map(({ code, name }) => ({ code, label: name })),
  }));
}

/** Organs in groups by county, those of the city first: a city has some hundreds. */
async function organsOf(house: House): Promise<OptionGroup[]> {
  const [{ tree }, organs] = await Promise.all([placesOf(house), allOrgans(house)]);
  const groups = Map.groupBy(organs, ({ region }) => (tree.at(region, 'county') ?? tree.find(region))?.name ?? '');
  return [...groups].map(([label, inCounty]) => ({ label, options: inCounty.map(({ id, name }) => ({ code: id, label: name })) }));
}

/** What was sent without files that are not this reader's own, and a context that knows the others. */
export async function withOwnFiles(visit: Visit, schemas: readonly TObject[], fields: readonly Field[], sent: Typed): Promise<{ typed: Typed; context: FormContext }> {
  const controls = fields.filter(({ kind }) => kind === 'files').flatMap(({ name }) => [name, `${name}-kept`]);
  const context = await contextFor(visit, schemas, controls.flatMap((control) => sent[control] ?? []));
  return { typed: { ...sent, ...Object.fromEntries(controls.map((control) => [control, (sent[control] ?? []).filter((id) => context.files.has(id))])) }, context };
}

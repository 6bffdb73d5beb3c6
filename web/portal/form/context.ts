import type { TObject } from 'typebox';
import { findFiles } from '#kernel/files/table.ts';
import type { House } from '#kernel/house.ts';
import { fieldsOf, type Field } from '#kernel/schema/fields.ts';
import { placesOf } from '#domain/place/places.ts';
import { allOrgans } from '#domain/subject/organs.ts';
import type { Visit } from '../visit.ts';
import type { FileNote, FormContext, OptionGroup } from './kind.ts';

/** For forms that ask neither places nor organs nor files. */
export const bareContext = ({ say, locale, today }: Visit): FormContext => ({ say, locale, today, regions: [], organs: [], files: new Map() });

/** What the fields of these schemas need: divisions and organs only where one is asked, notes of the files named in the values. */
export async function contextFor(visit: Visit, schemas: readonly TObject[], fileIds: readonly string[] = []): Promise<FormContext> {
  const fields = schemas.flatMap((schema) => fieldsOf(schema));
  const asks = (kind: Field['kind']) => fields.some((field) => field.kind === kind);
  const [regions, organs, files] = await Promise.all([asks('region') ? regionsOf(visit.house) : [], asks('organ') ? organsOf(visit.house) : [], notesOf(visit.house, fileIds)]);
  return { ...bareContext(visit), regions, organs, files };
}

const notesOf = async (house: House, ids: readonly string[]): Promise<ReadonlyMap<string, FileNote>> =>
  new Map(ids.length === 0 ? [] : (await findFiles(house.db, ids)).map(({ id, name, size, type }) => [id, { id, name, size, type }]));

/** Towns and streets in groups by county: fine enough to find the organ, short enough for a drop-down. */
async function regionsOf(house: House): Promise<OptionGroup[]> {
  const { tree } = await placesOf(house);
  return tree.all.filter(({ level, validTo }) => level === 'county' && validTo === null).map((county) => ({
    label: county.name,
    options: tree.children(county.code).filter(({ validTo }) => validTo === null).map(({ code, name }) => ({ code, label: name })),
  }));
}

const organsOf = async (house: House): Promise<OptionGroup[]> => [{ label: '', options: (await allOrgans(house)).map(({ id, name }) => ({ code: id, label: name })) }];

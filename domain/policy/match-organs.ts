import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { regionPrefix } from '#domain/place/region.ts';
import { allOrgans, type Organ } from '#domain/subject/organs.ts';

/** What is left of an organ's name without place, level and kind of body: 市发展和改革委员会 and 发展和改革局 are both 发展和改革. */
const stem = (name: string): string => name.replace(/^.*?(省|自治区|市|州|盟|县|区|旗)(?=.{2,})/u, '').replace(/(委员会办公室|委员会|办公室|管理局|局|委|厅|办)$/u, '').replaceAll(/[和与、]/gu, '');

/** Under what a name is remembered once somebody has said which organ it means: without place and kind of body, where that leaves enough. */
export const nameKey = (name: string): string => (stem(name).length > 1 ? stem(name) : name);

/** The organ of this city that a document means by a name; null where a person has to say. */
export type OrganMatcher = (name: string) => Organ | null;

/** Knows the organs of this city by the names a document may use: what people have said before, whole name, function, stem. City level first. */
export async function organMatcher(house: House, db: Db): Promise<OrganMatcher> {
  const all = await allOrgans(house);
  const said = await db<{ name: string; organ: string }[]>`select name, organ from plan_unit_names`;
  const byId = new Map(all.map((organ) => [organ.id, organ]));
  const byName = new Map<string, Organ>();
  for (const organ of all.filter(({ region }) => regionPrefix(region).length === 4).toReversed()) for (const key of [stem(organ.name), stem(organ.function), organ.function, organ.name]) if (key.length > 1) byName.set(key, organ);
  for (const { name, organ } of said) if (byId.has(organ)) byName.set(name, byId.get(organ)!);
  return (name) => byName.get(name) ?? byName.get(nameKey(name)) ?? byName.get(stem(`市${name}`)) ?? null;
}

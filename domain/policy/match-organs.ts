import type { House } from '#kernel/house.ts';
import { regionPrefix } from '#domain/place/region.ts';
import { allOrgans, type Organ } from '#domain/subject/organs.ts';

/** What is left of an organ's name without place, level and kind of body: 市发展和改革委员会 and 发展和改革局 are both 发展和改革. */
const stem = (name: string): string => name.replace(/^.*?(省|自治区|市|州|盟|县|区|旗)(?=.{2,})/u, '').replace(/(委员会办公室|委员会|办公室|管理局|局|委|厅|办)$/u, '').replaceAll(/[和与、]/gu, '');

/** The organs of this city by the names a document may use: whole name, function, stem. City level first. */
export async function organMatcher(house: House): Promise<(name: string) => Organ | null> {
  const organs = (await allOrgans(house)).filter((organ) => regionPrefix(organ.region).length === 4);
  const byName = new Map<string, Organ>();
  for (const organ of organs.toReversed()) for (const key of [stem(organ.name), stem(organ.function), organ.function, organ.name]) if (key.length > 1) byName.set(key, organ);
  return (name) => byName.get(name) ?? byName.get(stem(name)) ?? byName.get(stem(`市${name}`)) ?? null;
}

import type { House } from '#kernel/house.ts';
import type { MatterType } from '#domain/matter/define.ts';
import type { Guide } from '#domain/matter/guide.ts';
import { serviceItems } from '#domain/matter/search.ts';

/** A service item: a matter type with its guide. */
export type Item = MatterType & { readonly guide: Guide };
/** An occasion in the life of a person or an enterprise, with the items it needs. */
export type Occasion = { readonly title: string; readonly items: readonly Item[] };

const isItem = (type: MatterType): type is Item => type.guide !== undefined;

/** Every service item the city offers. */
export const itemsOf = (house: House): Item[] => serviceItems(house).filter(isItem);

/** The occasions of the city, in the order the packs name them. */
export function occasionsOf(house: House): { readonly person: Occasion[]; readonly enterprise: Occasion[] } {
  const items = itemsOf(house);
  const titles = [...new Set(items.flatMap(({ events }) => events))];
  const all = titles.map((title) => ({ title, items: items.filter(({ events }) => events.includes(title)) }));
  // An occasion is a personal one when most of its items name persons first among those they serve.
  const personal = ({ items: own }: Occasion) => own.filter(forPersons).length * 2 > own.length;
  return { person: all.filter(personal), enterprise: all.filter((occasion) => !personal(occasion)) };
}

const forPersons = ({ guide }: Item) => guide.serves[0] === '自然人';

import type { House } from '#kernel/house.ts';
import type { MatterType } from '#domain/matter/define.ts';
import type { Guide } from '#domain/matter/define-guide.ts';
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
  // Where any of its items is open to enterprises, people look for the occasion among those of enterprises.
  const business = ({ items: own }: Occasion) => own.some(forEnterprises);
  return { person: all.filter((occasion) => !business(occasion)), enterprise: all.filter(business) };
}

const forEnterprises = ({ guide }: Item) => guide.serves.some((kind) => kind !== '自然人');

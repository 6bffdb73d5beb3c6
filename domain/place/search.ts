import { pinyin } from 'pinyin-pro';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { queryWords } from '#kernel/search/segment.ts';
import type { Point } from './geometry.ts';
import { placesOf, type Places } from './places.ts';
import { spokenName, type Region } from './region.ts';

/** A place found by its name. `code` is the division or grid code, or the address id. */
export type FoundPlace = { readonly kind: 'region' | 'grid' | 'address'; readonly code: string; readonly name: string; readonly fullName: string; readonly centre: Point | null };

/** One name to be found: how it is written and said, the names of what it lies in (widest first), and its rank among equals (small is wide). */
type Entry = { readonly place: FoundPlace; readonly names: readonly string[]; readonly above: readonly (readonly string[])[]; readonly rank: number; sound?: { full: string; initials: string } };

/** Places whose name answers the words or the pinyin of a query, the best first. Divisions come before grids, grids before addresses. */
export async function searchPlaces(house: House, query: string, limit: number): Promise<FoundPlace[]> {
  const entries = namesOf(await placesOf(house));
  const text = plain(query.normalize('NFKC').trim().toLowerCase());
  const score = /^[a-z][a-z' ]*$/.test(text) ? bySound(text.replaceAll(/[' ]/g, '')) : byWords(text);
  const found = entries.flatMap((entry) => {
    const points = score(entry);
    return points === null ? [] : [{ place: entry.place, points, rank: entry.rank }];
  });
  found.sort((a, b) => a.points - b.points || a.rank - b.rank);
  const named = found.slice(0, limit).map(({ place }) => place);
  const isAnswered = named.length === limit || found[0]?.points === 0;
  return isAnswered ? named : [...named, ...(await searchAddresses(house.db, query, limit - named.length))];
}

/**
 * 0 for the name itself, 1 when it begins the name, 2 when it is part of it; what it lies in may stand before, whole or in part:
 * 高州根子柏桥. Words in another order (柏桥 高州) count 3. Null for everything else.
 */
function byWords(text: string): (entry: Entry) => number | null {
  const said = text.replaceAll(' ', '');
  const words = text.split(/\s+/).filter((word) => word !== '');
  return (entry) => {
    const inOrder = closeness(said, entry, 0);
    if (inOrder !== null || words.length < 2) return inOrder;
    const path = [...entry.above.flat(), ...entry.names].join(' ');
    return words.every((word) => path.includes(word)) && words.some((word) => entry.names.includes(word)) ? 3 : null;
  };
}

/** How close a text comes to a name after taking away, from the front, what the place lies in. */
function closeness(said: string, { names, above }: Entry, from: number): number | null {
  const own = names.includes(said) ? 0 : names.some((name) => name.startsWith(said)) ? 1 : said.length > 1 && names.some((name) => name.includes(said)) ? 2 : null;
  if (own === 0) return 0;
  const rest = above.slice(from).flatMap((variants, index) => variants.filter((variant) => said.length > variant.length && said.startsWith(variant)).map((variant) => closeness(said.slice(variant.length), { names, above } as Entry, from + index + 1)));
  return [own, ...rest].filter((each) => each !== null).toSorted((x, y) => x - y)[0] ?? null;
}

/** The same by pinyin (`gaozhou`) or initials (`gz`). */
function bySound(letters: string): (entry: Entry) => number | null {
  return (entry) => {
    const { full, initials } = (entry.sound ??= soundOf(entry.names.at(-1) ?? ''));
    if (full === letters || initials === letters) return 0;
    if (full.startsWith(letters) || initials.startsWith(letters)) return 1;
    return letters.length > 2 && full.includes(letters) ? 2 : null;
  };
}

function soundOf(name: string): { full: string; initials: string } {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true });
  return { full: syllables.join(''), initials: syllables.map((syllable) => syllable[0] ?? '').join('') };
}

/** Standard addresses with all words of the query. */
async function searchAddresses(db: Db, query: string, limit: number): Promise<FoundPlace[]> {
  const words = queryWords(query);
  if (words === '') return [];
  const rows = await db<{ id: string; fullName: string; lon: number; lat: number }[]>`
    select id, full_name as "fullName", lon, lat from addresses where words @@ to_tsquery('simple', ${words}) limit ${limit}`;
  return rows.map(({ id, fullName, lon, lat }) => ({ kind: 'address', code: id, name: fullName, fullName, centre: [lon, lat] }));
}

/** Both ways of writing a committee are one name. */
const plain = (name: string) => name.replace('村民委员会', '村委会').replace('居民委员会', '居委会');
const cutShort = (name: string) => name.replace(/(?<=..)(街道|[省市区县镇乡村])$/, '');

const held = new WeakMap<Places, readonly Entry[]>();

/** All names of the city, made ready at the first search. */
function namesOf(places: Places): readonly Entry[] {
  let entries = held.get(places);
  if (!entries) held.set(places, (entries = [...regionNames(places), ...gridNames(places)]));
  return entries;
}

function regionNames({ tree }: Places): Entry[] {
  return tree.all.filter((region) => region.validTo === null).map((region) => ({
    place: { kind: 'region', code: region.code, name: region.name, fullName: tree.fullName(region.code) || region.name, centre: region.centre },
    names: variantsOf(region), above: tree.chain(region.code).slice(0, -1).map(variantsOf), rank: region.code.replace(/0+$/, '').length,
  }));
}

function gridNames({ tree, grids }: Places): Entry[] {
  return [...grids.values()].map((grid) => ({
    place: { kind: 'grid', code: grid.code, name: grid.name, fullName: `${tree.fullName(grid.region)}${grid.name}`, centre: grid.centre },
    names: [grid.name, grid.code.toLowerCase()], above: tree.chain(grid.region).map(variantsOf), rank: 20,
  }));
}

/** The ways a division is called, the longest first: 柏桥村委会, 柏桥村, 柏桥. */
const variantsOf = ({ name }: Region): string[] => [...new Set([plain(name), spokenName(name), cutShort(spokenName(name))])].toSorted((a, b) => b.length - a.length);

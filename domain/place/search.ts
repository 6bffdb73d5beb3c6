import { pinyin } from 'pinyin-pro';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { indexWords, queryWords } from '#kernel/search/segment.ts';
import type { Point } from './geometry.ts';
import { placesOf, type Places } from './places.ts';
import { spokenName } from './region.ts';

/** A place found by its name. `code` is the division or grid code, or the address id. */
export type FoundPlace = { readonly kind: 'region' | 'grid' | 'address'; readonly code: string; readonly name: string; readonly fullName: string; readonly centre: Point | null };

/** One name to be found: how it is written and said, everything it lies in, and its rank among equals (0 is the widest). */
type Entry = { readonly place: FoundPlace; readonly names: readonly string[]; readonly path: string; readonly rank: number; sound?: { full: string; initials: string } };

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

/** 0 when the query ends in the name itself, 1 when its telling word begins the name, 2 when it is part of it; null when some word occurs neither in the name nor in what it lies in. */
function byWords(text: string): (entry: Entry) => number | null {
  const words = indexWords(text).split(' ').filter((word) => word !== '');
  const telling = words.findLast((word) => word.length > 1) ?? words.at(-1) ?? '';
  const said = text.replaceAll(' ', '');
  return ({ names, path }) => {
    if (words.length === 0 || !words.every((word) => path.includes(word))) return null;
    if (names.some((name) => said.endsWith(name))) return 0;
    if (names.some((name) => name.startsWith(telling))) return 1;
    return names.some((name) => name.includes(telling)) ? 2 : null;
  };
}

/** The same by pinyin (`gaozhou`) or initials (`gz`). */
function bySound(letters: string): (entry: Entry) => number | null {
  return (entry) => {
    const { full, initials } = (entry.sound ??= soundOf(entry.names[0] ?? ''));
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
  return tree.all.filter((region) => region.validTo === null).map((region) => {
    const fullName = tree.fullName(region.code) || region.name;
    const spoken = spokenName(region.name);
    const above = region.parent === null ? '' : tree.fullName(region.parent);
    const names = [...new Set([cutShort(spoken), spoken, plain(region.name)])];
    return { place: { kind: 'region', code: region.code, name: region.name, fullName, centre: region.centre }, names, path: `${above} ${names.join(' ')}`, rank: region.code.replace(/0+$/, '').length };
  });
}

function gridNames({ tree, grids }: Places): Entry[] {
  return [...grids.values()].map((grid) => {
    const fullName = `${tree.fullName(grid.region)}${grid.name}`;
    return { place: { kind: 'grid', code: grid.code, name: grid.name, fullName, centre: grid.centre }, names: [grid.name, grid.code.toLowerCase()], path: `${fullName} ${grid.code.toLowerCase()}`, rank: 20 };
  });
}

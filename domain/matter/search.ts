import { pinyin } from 'pinyin-pro';
import type { House } from '#kernel/house.ts';
import { indexWords, queryWords } from '#kernel/search/segment.ts';
import { matterTypes, type MatterType } from './define.ts';

export type Found = { readonly type: MatterType; readonly score: number };

type Entry = { readonly type: MatterType; readonly titleWords: ReadonlySet<string>; readonly otherWords: ReadonlySet<string>; readonly pinyin: string; readonly initials: string };
const indexes = new WeakMap<House, Entry[]>();

/** Service items by the words people would use: title, other names, life events, conditions, results; also pinyin and its initials. */
export function searchServices(house: House, text: string, limit = 20): Found[] {
  const entries = indexOf(house);
  const words = [...queryWords(text).matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '');
  // 开, 个, 生 stand in half of all titles: a single character counts only where nothing longer was said.
  const asked = words.some((word) => word.length > 1) ? words.filter((word) => word.length > 1) : words;
  const letters = text.toLowerCase().replace(/[^a-z]/g, '');
  return entries
    .map((entry) => ({ type: entry.type, score: scoreOf(entry, asked) + pinyinScore(entry, letters) }))
    .filter((found) => found.score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
}

/** All service items, in the order they are declared. */
export const serviceItems = (house: House) => house.declared.all(matterTypes).filter((type) => type.kind === 'service' && type.guide);

function scoreOf(entry: Entry, asked: readonly string[]): number {
  const hits = asked.map((word) => (entry.titleWords.has(word) ? 3 : entry.otherWords.has(word) ? 1 : 0));
  const met = hits.filter((hit) => hit > 0).length;
  return met === 0 ? 0 : (hits.reduce<number>((sum, hit) => sum + hit, 0) * met) / asked.length;
}

const pinyinScore = (entry: Entry, letters: string) => (letters.length < 2 ? 0 : entry.pinyin.includes(letters) ? 3 : entry.initials.includes(letters) ? 2 : 0);

function indexOf(house: House): Entry[] {
  const known = indexes.get(house);
  if (known) return known;
  const words = (text: string) => new Set(indexWords(text).split(' '));
  const made = serviceItems(house).map((type) => ({
    type,
    titleWords: words([type.title, ...type.alsoCalled, house.declared.say(type.title, 'en')].join(' ')),
    otherWords: words([...type.events, ...(type.guide?.conditions ?? []), type.guide?.result.name ?? '', type.guide?.organ ?? '', ...type.materials.map((each) => each.title)].join(' ')),
    pinyin: pinyin(type.title, { toneType: 'none', separator: '' }).toLowerCase(),
    initials: pinyin(type.title, { pattern: 'first', toneType: 'none', separator: '' }).toLowerCase(),
  }));
  indexes.set(house, made);
  return made;
}

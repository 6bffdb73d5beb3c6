import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

let jieba: Jieba | null = null;
const tool = () => (jieba ??= Jieba.withDict(dict));

const words = (text: string) => text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The words of a text as PostgreSQL's `simple` configuration takes them: Chinese cut into words, every part of a compound too. */
export function indexWords(text: string): string {
  return words(text).flatMap((part) => tool().cutForSearch(part, true)).join(' ');
}

/** A query as people type it, as a tsquery text: every word must occur, the last one may be unfinished. Empty when nothing can be searched. */
export function queryWords(text: string): string {
  const parts = words(text.slice(0, 200)).flatMap((part) => tool().cut(part, true)).filter((word) => word.trim() !== '');
  return parts.slice(0, 20).map((word, index) => `'${word.replaceAll("'", '').replaceAll('\\', '')}'${index === parts.length - 1 ? ':*' : ''}`).join(' & ');
}

/** Adds the city's own words (places, organs) so that they are not cut apart. */
export function learnWords(list: readonly string[]): void {
  tool().loadDict(Buffer.from(list.map((word) => `${word} 1000`).join('\n')));
}

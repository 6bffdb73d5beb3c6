import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

let jieba: Jieba | null = null;
const tool = () => (jieba ??= Jieba.withDict(dict));

const words = (text: string) => text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * The words of a text as PostgreSQL's `simple` configuration takes them: every word of the dictionary that stands anywhere in it.
 * The guessing of unknown words is left off: it made 路 and 灯不亮 of 路灯不亮, and nobody found the lamp.
 */
export function indexWords(text: string): string {
  return [...new Set(words(text).flatMap((part) => [...tool().cutAll(part), ...tool().cut(part, false)]))].join(' ');
}

/** A query as people type it, as a tsquery text: every word must occur, the last one may be unfinished. Empty when nothing can be searched. */
export function queryWords(text: string): string {
  const parts = words(text.slice(0, 200)).flatMap((part) => tool().cut(part, false)).filter((word) => word.trim() !== '').slice(0, 20);
  return parts.map((word, index) => `'${word.replaceAll("'", '').replaceAll('\\', '')}'${index === parts.length - 1 ? ':*' : ''}`).join(' & ');
}

/** Adds the city's own words (places, organs) so that they are not cut apart. */
export function learnWords(list: readonly string[]): void {
  tool().loadDict(Buffer.from(list.map((word) => `${word} 1000`).join('\n')));
}

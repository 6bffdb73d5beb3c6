import type { Dictionary } from './dictionary.ts';

type Pairs = Readonly<Record<string, readonly [zh: string, en: string]>>;

/** A dictionary written with both languages on one line, so that neither is forgotten: `{ save: ['保存', 'Save'] }`. */
export function both<const P extends Pairs>(pairs: P): Dictionary<{ readonly [Key in keyof P & string]: P[Key][0] }> {
  const side = (at: 0 | 1) => Object.fromEntries(Object.entries(pairs).map(([key, texts]) => [key, texts[at]]));
  return { zh: side(0), en: side(1) } as Dictionary<{ readonly [Key in keyof P & string]: P[Key][0] }>;
}

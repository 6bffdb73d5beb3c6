import { Converter } from 'opencc-js/t2cn';

const convert = Converter({ from: 'tw', to: 'cn' });

/** Traditional characters turned into simplified ones, character by character where possible; other text stays. */
export function simplify(text: string): string {
  return convert(text);
}

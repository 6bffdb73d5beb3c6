import iconv from 'iconv-lite';

const han = /\p{Script=Han}/u;
const digits: Readonly<Record<string, number>> = {
  〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
};
const tens: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** Is this one character a Chinese character? */
export function isHan(character: string | undefined): boolean {
  return character !== undefined && han.test(character);
}

/** How many Chinese characters a text holds. */
export function countHan(text: string): number {
  let count = 0;
  for (const character of text) if (han.test(character)) count++
  return count;
}

/** The 3,755 simplified characters of everyday use: GB 2312 level 1, lead bytes B0–D7. */
const everyday = new Set<string>();
for (let lead = 0xb0; lead <= 0xd7; lead++) {
  for (let trail = 0xa1; trail <= 0xfe; trail++) everyday.add(iconv.decode(Buffer.from([lead, trail]), 'gbk'));
}

/**
 * Is this simplified character one of everyday use? Real prose consists almost wholly of them, misread bytes do not,
 * so the share tells one from the other.
 */
export function isCommonHan(character: string): boolean {
  return everyday.has(character);
}

/** Is this one of the 6,763 simplified characters of GB 2312? Others are rare: old place names, or damage. */
export function isListedHan(character: string): boolean {
  const [lead = 0, trail = 0] = iconv.encode(character, 'gbk');
  return lead >= 0xb0 && lead <= 0xf7 && trail >= 0xa1;
}

/** A Chinese or Arabic number such as 十二, 二十一, 一百零三, 34, 两; undefined when it is none. 万 and 亿 are understood. */
export function readNumber(words: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(words)) return Number(words);
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const character of words) {
    if (digits[character] !== undefined) digit = (digit ?? 0) * (digit === undefined ? 1 : 10) + digits[character];
    else if (tens[character] !== undefined) {
      section += (digit ?? 1) * tens[character];
      digit = undefined;
    } else if (character === '万' || character === '亿') {
      total = (total + (section + (digit ?? 0) || 1)) * (character === '万' ? 1e4 : 1e8);
      section = 0;
      digit = undefined;
    } else return undefined
  }
  return words === '' ? undefined : total + section + (digit ?? 0);
}

import { clauseWords } from './unit-lists.ts';
import { groupWords, levelWord, stems, territoryGroup, unitEnding, wholes } from './unit-names.ts';
import type { Span } from './traced-text.ts';

/** A unit as a plan names it. `name` is the plan's own words in simplified characters, `full` the organ's full name where the rules give one. */
export type UnitMention = {
  readonly name: string;
  readonly full: string;
  /** One organ, many at once (各有关部门), or territorial governments (各区、县政府). */
  readonly kind: 'organ' | 'group' | 'territories';
  readonly level: 'nation' | 'province' | 'city' | 'county' | 'town' | 'unknown';
  /** False when the words do not look like a unit: for a person to check. */
  readonly recognised: boolean;
  readonly place: Span;
};

/** What the plan's own place is called, as 海澜市; empty when the document does not say. */
export type PlaceName = string;

const levels: Readonly<Record<string, UnitMention['level']>> = {
  国家: 'nation', 中央: 'nation', 省: 'province', 自治区: 'province', 市: 'city', 州: 'city', 盟: 'city', 地区: 'city', 县: 'county', 区: 'county', 旗: 'county', 镇: 'town', 乡: 'town', 街道: 'town',
};

/** The units in a list such as "市发展改革委、市财政局和各区、县（市）政府"; `at` is where the list begins in the text. */
export function readUnits(list: string, at: number, place: PlaceName): UnitMention[] {
  const units: UnitMention[] = [];
  let prefix = '';
  for (const { words, start } of clauseWords(list)) {
    const name = prefix !== '' && wantsPrefix(words) ? prefix + words : words;
    prefix = /^[省市县区州盟旗]委(?=.{2,}[部委办局]$)/.exec(name)?.[0] ?? (levelWord.test(name) ? '' : prefix);
    if (units.some((unit) => unit.name === name)) continue;
    units.push(describe(name, { start: at + start, end: at + start + words.length }, place));
  }
  return units;
}

/** After 市委组织部 a bare 宣传部 is 市委宣传部. */
function wantsPrefix(words: string): boolean {
  return /^(组织部|宣传部|统战部|政法委|网信办|编办|改革办|办公室|社会工作部|老干部局)$/.test(words);
}

function describe(name: string, span: Span, place: PlaceName): UnitMention {
  const group = isGroup(name);
  const level = levels[levelWord.exec(name)?.[1] ?? ''] ?? 'unknown';
  const kind = !group ? 'organ' : territoryGroup.test(name) && !/部门|单位|企业/.test(name) ? 'territories' : 'group';
  return { name, full: group ? name : fullName(name, place), kind, level: levelOf(name, level, place), recognised: group || looksLikeUnit(name), place: span };
}

function levelOf(name: string, level: UnitMention['level'], place: PlaceName): UnitMention['level'] {
  if (level !== 'unknown' || place === '' || !name.startsWith(place.slice(0, -1))) return level;
  return levels[place.slice(-1)] ?? level;
}

function isGroup(name: string): boolean {
  const bare = name.replace(/（[^（）]*）$/, '');
  return groupWords.test(name) && (unitEnding.test(bare) || /[县区市旗镇乡街道盟州]$/.test(bare));
}

/** Does a text name a unit? By its ending, or by a stem the list of organs knows (市教育、市公安等部门). */
export function looksLikeUnit(name: string): boolean {
  if (name.length < 2 || name.length > 40 || /[。；！？]/.test(name)) return false;
  return unitEnding.test(name.replace(/（[^（）]*）$/, '')) || stems.has(name.replace(levelWord, ''));
}

/**
 * An organ's full name: 市发改委 in 海澜市 → 海澜市发展和改革委员会. A name the rules do not know only gets its place in front.
 * Without a place the level word stays.
 */
export function fullName(name: string, place: PlaceName): string {
  const own = place !== '' && name.startsWith(place) ? place : undefined;
  const short = own ? place.slice(-1) + name.slice(place.length) : name;
  const level = /^(省|市|县|区|州|盟|旗)/.exec(short)?.[1];
  if (/^团[省市县区州盟旗]委$/.test(short)) return `共产主义青年团${place || short[1]}委员会`;
  if (!level) return name;
  // A county document's 市X局 is its city's organ, whose name the document does not give.
  const home = place !== '' && place.endsWith(level) ? place : level;
  const rest = short.slice(1);
  const whole = wholes.get(rest);
  if (whole) return whole.replaceAll('⌂', home);
  const [, stem = '', ending = ''] = /^(.+?)(委员会|委|局|厅|办公室|办)$/.exec(rest) ?? [];
  const known = stems.get(stem);
  const longEnding = ending === '委' ? '委员会' : ending === '办' ? '办公室' : ending;
  return stem === '' ? home + rest : home + (known ?? stem) + longEnding;
}

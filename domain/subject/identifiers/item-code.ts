import { isDay, type Day } from '#kernel/time/day.ts';
import { no, tidy, type Outcome } from './outcome.ts';
import { checkUscc } from './uscc.ts';

/** Why a text is no code of a scheme. */
export type ItemCodeReason = 'ITEM_CODE_SCHEME' | 'ITEM_CODE_LENGTH' | 'ITEM_CODE_PART';

/** One part of a code. `upTo` allows the last part to grow where a busy day needs more digits. */
export type CodePart = { readonly name: string; readonly title: string; readonly length: number; readonly upTo?: number; readonly accepts: (text: string) => boolean };
/** How one family of codes is built; local schemes are further rows of the table. */
export type CodeScheme = { readonly title: string; readonly source: string; readonly parts: readonly CodePart[] };

export type ItemCodeFacts = {
  /** Name of the part → its text. */
  readonly parts: Readonly<Record<string, string>>;
  /** What the item type means; null for a type outside the national list, which cities use and nobody may refuse. */
  readonly type: ItemType | null;
};

const digits = (text: string): boolean => /^\d+$/.test(text);
const part = (name: string, title: string, length: number, accepts = digits): CodePart => ({ name, title, length, accepts });

const basic = [part('owner', '事权层级', 2), part('type', '事项类型', 2), part('main', '主项', 5), part('sub', '子项', 3)];
const implementation = [part('body', '实施机构', 18, (text) => checkUscc(text).ok), part('level', '行使层级', 1, (text) => /^[1-6]$/.test(text)), ...basic];
const compactDay = (text: string): boolean => isDay(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
const caseParts = [part('day', '受理日期', 8, compactDay), { ...part('sequence', '序号', 4), upTo: 8 }];

/** The national schemes (GB/T 39554.1-2020, widths as seen in public codes) and local ones known so far. */
export const codeSchemes = {
  basic: { title: '基本编码', source: 'GB/T 39554.1-2020', parts: basic },
  implementation: { title: '实施编码', source: 'GB/T 39554.1-2020', parts: implementation },
  handling: { title: '业务办理项编码', source: 'GB/T 39554.1-2020', parts: [...implementation, part('handling', '办理项', 2)] },
  case: { title: '办件编号', source: 'GB/T 39554.1-2020', parts: [...implementation, ...caseParts] },
  guizhou: {
    title: '贵州事项编码',
    source: 'DB52/T 1264-2018',
    parts: [part('type', '事项类型', 2, (text) => /^[A-Z]{2}$/.test(text)), part('main', '主项', 5), part('sub', '子项', 3)],
  },
} as const satisfies Record<string, CodeScheme>;

/** Takes a code apart by a scheme; the first part that is wrong refuses. */
export function checkItemCode(text: string, scheme: CodeScheme): Outcome<ItemCodeFacts, ItemCodeReason> {
  const value = tidy(text);
  const least = scheme.parts.reduce((sum, { length }) => sum + length, 0);
  const last = scheme.parts.at(-1);
  if (last === undefined) return no('ITEM_CODE_SCHEME');
  if (value.length < least || value.length > least - last.length + (last.upTo ?? last.length)) return no('ITEM_CODE_LENGTH');
  const parts: Record<string, string> = {};
  let at = 0;
  for (const { name, length, accepts } of scheme.parts) {
    const read = name === last.name ? value.slice(at) : value.slice(at, at + length);
    if (!accepts(read)) return no('ITEM_CODE_PART');
    parts[name] = read;
    at += length;
  }
  return { ok: true, value, parts, type: itemTypes[parts['type'] ?? ''] ?? null };
}

/** A case number: implementation code, day of acceptance, sequence of that day (at least 4 digits). */
export function caseNumber(implementationCode: string, day: Day, sequence: number): string {
  return `${implementationCode}${day.replaceAll('-', '')}${String(sequence).padStart(4, '0')}`;
}

export type ItemType = { readonly zh: string; readonly en: string };

/** 事项类型. */
export const itemTypes: Readonly<Record<string, ItemType>> = {
  '01': { zh: '行政许可', en: 'licence' },
  '02': { zh: '行政处罚', en: 'penalty' },
  '03': { zh: '行政强制', en: 'compulsion' },
  '04': { zh: '行政征收', en: 'levy' },
  '05': { zh: '行政给付', en: 'benefit' },
  '06': { zh: '行政检查', en: 'inspection' },
  '07': { zh: '行政确认', en: 'confirmation' },
  '08': { zh: '行政奖励', en: 'award' },
  '09': { zh: '行政裁决', en: 'ruling' },
  '10': { zh: '其他行政权力', en: 'other power' },
  '20': { zh: '公共服务', en: 'public service' },
};

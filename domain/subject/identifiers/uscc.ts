import { no, tidy, type Outcome } from './outcome.ts';

/** Why a text is no unified social credit code. */
export type UsccReason = 'USCC_LENGTH' | 'USCC_CHARACTERS' | 'USCC_CHECK';
/** What is doubtful in a code that is accepted: old codes with such defects are in use. */
export type UsccWarning = 'USCC_INNER_CHECK' | 'USCC_CATEGORY_UNKNOWN';

export type UsccFacts = {
  /** First two characters: registering department and category. */
  readonly category: string;
  /** What the category means; null where it is not in the standard's list. */
  readonly kind: UsccKind | null;
  readonly divisionCode: string;
  /** 组织机构代码, 9 characters (GB 11714). */
  readonly organisationCode: string;
  readonly warnings: readonly UsccWarning[];
};

/** Checks a unified social credit code (统一社会信用代码, GB 32100-2015). A wrong inner check only warns. */
export function checkUscc(text: string): Outcome<UsccFacts, UsccReason> {
  const value = tidy(text);
  if (value.length !== 18) return no('USCC_LENGTH');
  if (!/^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$/.test(value)) return no('USCC_CHARACTERS');
  if (usccCheck(value.slice(0, 17)) !== value[17]) return no('USCC_CHECK');
  const category = value.slice(0, 2);
  const kind = kinds.get(category) ?? null;
  const organisationCode = value.slice(8, 17);
  const innerRight = organisationCheck(organisationCode.slice(0, 8)) === organisationCode[8];
  const warnings: UsccWarning[] = [...(innerRight ? [] : ['USCC_INNER_CHECK' as const]), ...(kind ? [] : ['USCC_CATEGORY_UNKNOWN' as const])];
  return { ok: true, value, category, kind, divisionCode: value.slice(2, 8), organisationCode, warnings };
}

/** The check character over the first 17 characters. A remainder of 31 is written 0, which careless programs forget. */
export function usccCheck(code: string): string {
  let [sum, weight] = [0, 1];
  for (const character of code.slice(0, 17)) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

/** The check character of an organisation code over its first 8 characters (GB 11714). */
export function organisationCheck(body: string): string {
  const sum = innerWeights.reduce((total, weight, i) => total + weight * Number.parseInt(body.charAt(i), 36), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** The 31 characters of the code: no I, O, S, V, Z, which look like others. */
export const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const innerWeights = [3, 7, 9, 10, 5, 8, 4, 2];

export type UsccKind = { readonly zh: string; readonly en: string };
const kind = (zh: string, en: string): UsccKind => ({ zh, en });
const other = kind('其他', 'other');
const kinds: ReadonlyMap<string, UsccKind> = new Map([
  ['11', kind('机关', 'government organ')],
  ['12', kind('事业单位', 'public institution')],
  ['13', kind('群众团体', 'mass organisation')],
  ['19', other],
  ['21', kind('外国常驻新闻机构', 'foreign news bureau')],
  ['29', other],
  ['31', kind('律师执业机构', 'law firm')],
  ['32', kind('公证处', 'notary office')],
  ['33', kind('基层法律服务所', 'local legal service')],
  ['34', kind('司法鉴定机构', 'forensic institution')],
  ['35', kind('仲裁委员会', 'arbitration commission')],
  ['39', other],
  ['41', kind('外国在华文化中心', 'foreign cultural centre')],
  ['49', other],
  ['51', kind('社会团体', 'social group')],
  ['52', kind('民办非企业单位', 'private non-enterprise unit')],
  ['53', kind('基金会', 'foundation')],
  ['59', other],
  ['61', kind('外国旅游部门常驻代表机构', 'foreign tourism office')],
  ['62', kind('港澳台旅游部门常驻内地代表机构', 'tourism office of Hong Kong, Macao or Taiwan')],
  ['69', other],
  ['71', kind('宗教活动场所', 'place of worship')],
  ['72', kind('宗教院校', 'religious school')],
  ['79', other],
  ['81', kind('基层工会', 'trade union')],
  ['89', other],
  ['91', kind('企业', 'company')],
  ['92', kind('个体工商户', 'individual business')],
  ['93', kind('农民专业合作社', 'farmers’ cooperative')],
  ['A1', kind('军队事业单位', 'military institution')],
  ['A9', other],
  ['N1', kind('组级集体经济组织', 'rural collective, group')],
  ['N2', kind('村级集体经济组织', 'rural collective, village')],
  ['N3', kind('乡镇级集体经济组织', 'rural collective, town')],
  ['N9', other],
  ['Y1', other],
]);

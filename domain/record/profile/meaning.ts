import type { FieldClass } from '#kernel/schema/fields.ts';
import type { Column, ColumnMask, ColumnType, VersionColumn } from '../column.ts';
import type { Lake } from '../lake/lake.ts';
import { identifier } from '../lake/sql.ts';

type Meaning = { readonly words: RegExp; readonly class: FieldClass; readonly mask: ColumnMask; readonly types?: readonly ColumnType[] };

/**
 * What headings tell about people, most telling first. Sensitive kinds follow the law's own list: biometrics, religion,
 * specific identity, health, financial accounts, whereabouts, and all about children under fourteen (个人信息保护法 第二十八条).
 */
const meanings: readonly Meaning[] = [
  { words: /身份证|身份号码|证件号|公民身份|护照|id_?card|id_?number|passport|ssn/i, class: 'sensitive', mask: 'idNumber', types: ['text', 'idNumber', 'code', 'integer'] },
  { words: /银行卡|银行账|卡号|账号|帐号|bank_?(card|account)|iban/i, class: 'sensitive', mask: 'bankCard' },
  { words: /病|诊断|症|残疾|孕|疫苗|血型|健康|diagnos|disab|disease|health/i, class: 'sensitive', mask: 'hide', types: ['text', 'code', 'yesNo'] },
  { words: /宗教|信仰|民族|政治面貌|指纹|人脸|虹膜|声纹|基因|religio|ethnic|biometric/i, class: 'sensitive', mask: 'hide' },
  { words: /行踪|轨迹|定位|whereabouts/i, class: 'sensitive', mask: 'hide' },
  { words: /低保|救助|贫困|前科|犯罪|吸毒|戒毒|矫正|信访人/, class: 'sensitive', mask: 'hide', types: ['text', 'code', 'yesNo'] },
  { words: /手机|电话|联系方式|传真|phone|mobile|tel(ephone)?$|fax/i, class: 'personal', mask: 'phone', types: ['text', 'phone', 'integer', 'code'] },
  { words: /邮箱|电子邮件|e-?mail/i, class: 'personal', mask: 'email', types: ['text'] },
  { words: /车牌|号牌|plate/i, class: 'personal', mask: 'plate', types: ['text', 'code'] },
  { words: /^(姓名|名字|.*(人|者|员|户主|代表|配偶|父亲|母亲)(姓名|名称)?|.*姓名|.*联系人|法定代表人|full_?name|first_?name|last_?name|person)$/i, class: 'personal', mask: 'name', types: ['text'] },
  { words: /(家庭|居住|户籍|通讯|现住|联系)?(住址|地址)$|home_?address/i, class: 'personal', mask: 'address', types: ['text'] },
  { words: /出生(日期|年月)|生日|年龄|birth|^age$/i, class: 'personal', mask: 'hide' },
  { words: /收入|工资|薪|学历|婚姻|salary|income|marital/i, class: 'personal', mask: 'hide' },
];
/** Addresses and telephones of enterprises and stations are no personal data. */
const ofOrganisations = /企业|公司|单位|机构|注册|经营|站点|场所|门店|学校|医院|办公/;

/** Class and mask to propose for a column, by its kind of value first, then by its heading. */
export function proposeClass(name: string, type: ColumnType): Pick<Column, 'class' | 'mask'> {
  if (type === 'idNumber') return { class: 'sensitive', mask: 'idNumber' };
  const organisational = ofOrganisations.test(name);
  const meaning = meanings.find(({ words, types }) => words.test(name) && (types?.includes(type) ?? true));
  if (meaning && !(organisational && meaning.class === 'personal')) return { class: meaning.class, mask: meaning.mask };
  if (type === 'phone' && !organisational) return { class: 'personal', mask: 'phone' };
  return { class: 'internal', mask: 'none' };
}

/** Chinese surnames that make up most names; enough to tell a column of names from one of words. */
const surnames = new Set('王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戴莫孔向汤柯'.split(''));
const sampled = 400;

/**
 * Looks into columns of text for what their headings do not tell: names of people, addresses with house numbers, e-mail, plates, bank cards.
 * Only proposes; the owner decides in the catalogue.
 */
export async function proposeFromProfile(lake: Lake, from: string, columns: readonly VersionColumn[]): Promise<VersionColumn[]> {
  const doubtful = columns.filter((column) => column.class === 'internal' && (column.type === 'text' || column.type === 'code' || column.type === 'integer')).slice(0, 200);
  if (doubtful.length === 0) return [...columns];
  const rows = await lake.rows(`select ${doubtful.map((column) => `${identifier(column.name)}::varchar as ${identifier(column.name)}`).join(', ')} from ${from} limit ${sampled}`);
  const proposed = new Map(doubtful.flatMap((column) => {
    const texts = rows.flatMap((row) => (typeof row[column.name] === 'string' && row[column.name] !== '' ? [String(row[column.name]).trim()] : []));
    const look = looks.find(({ fits, share }) => texts.length >= 5 && texts.filter(fits).length >= texts.length * share);
    return look && !ofOrganisations.test(column.name) ? [[column.name, { class: look.class, mask: look.mask }] as const] : [];
  }));
  return columns.map((column) => ({ ...column, ...proposed.get(column.name) }));
}

type Look = { readonly fits: (text: string) => boolean; readonly share: number; readonly class: FieldClass; readonly mask: ColumnMask };
const looks: readonly Look[] = [
  { fits: (text) => /^\p{Script=Han}{2,4}$/u.test(text) && surnames.has(text[0]!), share: 0.8, class: 'personal', mask: 'name' },
  { fits: (text) => /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i.test(text), share: 0.6, class: 'personal', mask: 'email' },
  { fits: (text) => /^\p{Script=Han}[A-Z][·• ]?[A-Z0-9]{5,6}$/u.test(text), share: 0.6, class: 'personal', mask: 'plate' },
  { fits: (text) => /^\d{16,19}$/.test(text) && luhn(text), share: 0.8, class: 'sensitive', mask: 'bankCard' },
  { fits: (text) => /(路|街|巷|村|镇|小区|花园|大道).*\d+(号|栋|幢|室|座|单元)/.test(text), share: 0.5, class: 'personal', mask: 'address' },
];

/** The check of bank card numbers (ISO/IEC 7812). */
function luhn(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** How much of a value a reader may see: staff who need it for their case, or anybody. */
export type MaskFor = 'staff' | 'public';
export type MaskKind = 'name' | 'idNumber' | 'phone' | 'bankCard' | 'address' | 'email' | 'plate';

/** The conventions of masking (脱敏), total over what can be masked. Names of enterprises are not masked. */
export const masks: Readonly<Record<MaskKind, (value: string, reader: MaskFor) => string>> = {
  name: maskName,
  idNumber: maskCitizenId,
  phone: maskPhone,
  bankCard: maskBankCard,
  address: maskAddress,
  email: maskEmail,
  plate: maskPlate,
};

/** 王明 → 王*, 王小明 → 王*明, 欧阳修 → 欧阳*, 阿依古丽·买买提 → 阿***·买**, John Smith → J*** S****. */
export function maskName(name: string): string {
  const whole = name.trim();
  if (/[·•・\s]/.test(whole)) return whole.replace(/[^·•・\s]+/g, (word) => first(word) + stars(length(word) - 1));
  const surname = compoundSurnames.find((one) => whole.startsWith(one) && whole.length > one.length);
  if (surname) return surname + stars(length(whole) - 2);
  const characters = [...whole];
  if (characters.length <= 1) return stars(characters.length);
  if (characters.length === 2 || !/\p{Script=Han}/u.test(whole)) return first(whole) + stars(characters.length - 1);
  return first(whole) + stars(characters.length - 2) + characters.at(-1);
}

/** Staff: 440902********0017. Public: 4****************7. */
export function maskCitizenId(id: string, reader: MaskFor = 'public'): string {
  return reader === 'staff' ? keep(id, 6, 4) : keep(id, 1, 1);
}

/** 138****5678; of a landline only the area code stays: 0668-*******. */
export function maskPhone(phone: string): string {
  const [, area, local] = /^(0\d{2,3})-?(\d{7,8})$/.exec(phone) ?? [];
  return area !== undefined && local !== undefined ? `${area}-${stars(local.length)}` : keep(phone, 3, 4);
}

/** ************5678. */
export function maskBankCard(card: string): string {
  return keep(card.replace(/\s/g, ''), 0, 4);
}

/** Down to the street or town: 广东省茂名市茂南区河东街道****. */
export function maskAddress(address: string): string {
  const [seen] = /^.*?[市县区旗].*?(?:街道|镇|乡|大道|路|街|巷)(?!道)/u.exec(address) ?? /^.*?(?:街道|大道|路|街|巷)(?!道)/u.exec(address) ?? [address.slice(0, 3)];
  return `${seen}****`;
}

/** l***@example.cn. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at > 0 ? `${first(email)}***${email.slice(at)}` : stars(length(email));
}

/** 粤K12345 → 粤K·***45. */
export function maskPlate(plate: string): string {
  const bare = plate.replace(/[·•\s]/g, '');
  return bare.length < 6 ? stars(bare.length) : `${bare.slice(0, 2)}·${stars(bare.length - 4)}${bare.slice(-2)}`;
}

/** Nothing of a value too short to hide the rest is shown. */
function keep(value: string, head: number, tail: number): string {
  return value.length <= head + tail ? stars(value.length) : value.slice(0, head) + stars(value.length - head - tail) + (tail > 0 ? value.slice(-tail) : '');
}

const stars = (count: number): string => '*'.repeat(Math.max(0, count));
const first = (text: string): string => [...text][0] ?? '';
const length = (text: string): number => [...text].length;

const compoundSurnames = [
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '司徒',
  '夏侯',
  '长孙',
  '宇文',
  '端木',
  '百里',
  '南宫',
  '轩辕',
  '独孤',
  '呼延',
  '东郭',
  '西门',
  '澹台',
  '闻人',
  '申屠',
  '太史',
  '钟离',
  '拓跋',
  '万俟',
  '单于',
];

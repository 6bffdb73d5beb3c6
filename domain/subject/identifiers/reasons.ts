import type { CitizenIdReason } from './citizen-id.ts';
import type { DivisionCodeReason } from './division-code.ts';
import type { ItemCodeReason } from './item-code.ts';
import type { PhoneReason } from './phone.ts';
import type { UsccReason, UsccWarning } from './uscc.ts';
import type { VideoDeviceIdReason } from './video-device-id.ts';

/** Every reason a check of identifiers may give. A code, once published, keeps its meaning. */
export type IdentifierReason = CitizenIdReason | UsccReason | UsccWarning | DivisionCodeReason | PhoneReason | VideoDeviceIdReason | ItemCodeReason;

/** What each reason says to the person who typed the value: what is wrong, and what to do. */
export const reasonWords: Readonly<Record<IdentifierReason, { readonly zh: string; readonly en: string }>> = {
  ID_NUMBER_OLD_FORM: { zh: '15位旧号码已停止使用，请填写18位公民身份号码', en: 'the old number of 15 digits is no longer valid; enter the number of 18' },
  ID_NUMBER_LENGTH: { zh: '公民身份号码应为18位，请核对是否多写或漏写', en: 'an identity number has 18 characters; check for one too many or too few' },
  ID_NUMBER_CHARACTERS: {
    zh: '公民身份号码由17位数字和1位校验码（数字或X）组成，请去掉其他字符',
    en: 'an identity number is 17 digits and a digit or X; remove other characters',
  },
  ID_NUMBER_DATE: { zh: '第7至14位不是存在的出生日期，请核对', en: 'characters 7 to 14 are no date of birth; check them' },
  ID_NUMBER_FUTURE: { zh: '第7至14位的出生日期晚于今天，请核对', en: 'the date of birth in characters 7 to 14 lies in the future; check it' },
  ID_NUMBER_CHECK: {
    zh: '校验码不符，号码中有错位或错字，请对照证件逐位核对',
    en: 'the check character does not fit: a digit is wrong or two are exchanged; compare with the card',
  },
  USCC_LENGTH: { zh: '统一社会信用代码应为18位，请核对', en: 'a social credit code has 18 characters; check it' },
  USCC_CHARACTERS: {
    zh: '统一社会信用代码只用数字和大写字母（不含I、O、S、V、Z），第3至8位为数字，请核对',
    en: 'a social credit code has digits and capitals without I, O, S, V, Z, and digits at 3 to 8; check it',
  },
  USCC_CHECK: { zh: '校验码不符，代码中有错位或错字，请对照营业执照逐位核对', en: 'the check character does not fit; compare with the business licence' },
  USCC_INNER_CHECK: {
    zh: '其中的组织机构代码校验码不符，请再核对一次；确实如此可以继续',
    en: 'the organisation code inside has a wrong check character; check once more, then you may go on',
  },
  USCC_CATEGORY_UNKNOWN: {
    zh: '前两位不是已知的登记部门和机构类别，请再核对一次；确实如此可以继续',
    en: 'the first two characters are no known category; check once more, then you may go on',
  },
  DIVISION_LENGTH: { zh: '区划代码应为6、9或12位数字', en: 'a division code has 6, 9 or 12 digits' },
  DIVISION_CHARACTERS: { zh: '区划代码只用数字，且不以0开头', en: 'a division code has digits only and does not begin with 0' },
  DIVISION_GAP: { zh: '区划代码缺少中间一级，请核对', en: 'a level in the middle of the division code is missing; check it' },
  PHONE_CHARACTERS: { zh: '电话号码只能是数字，请去掉其他字符', en: 'a telephone number has digits only; remove other characters' },
  PHONE_LENGTH: { zh: '手机号码应为11位，固定电话应带区号，请核对', en: 'a mobile number has 11 digits, a landline needs its area code; check it' },
  PHONE_RANGE: { zh: '没有这样开头的号码，请核对', en: 'no number begins like this; check it' },
  VIDEO_ID_LENGTH: { zh: '视频设备编码应为20位数字', en: 'a video device id has 20 digits' },
  VIDEO_ID_CHARACTERS: { zh: '视频设备编码只用数字', en: 'a video device id has digits only' },
  VIDEO_ID_TYPE: { zh: '第11至13位不是设备类型编码，请核对', en: 'digits 11 to 13 are no device type; check them' },
  ITEM_CODE_SCHEME: { zh: '编码规则没有定义任何部分，请联系系统管理员', en: 'the coding scheme has no parts; tell the administrator' },
  ITEM_CODE_LENGTH: { zh: '事项编码的位数不对，请核对', en: 'the item code has the wrong length; check it' },
  ITEM_CODE_PART: { zh: '事项编码中有一段不符合规则，请核对', en: 'a part of the item code does not follow the scheme; check it' },
};

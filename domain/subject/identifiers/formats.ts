import { addFormat } from '#kernel/schema/check.ts';
import type { Day } from '#kernel/time/day.ts';
import { checkCitizenId } from './citizen-id.ts';
import { checkPhone } from './phone.ts';
import { checkUscc } from './uscc.ts';

/** Makes forms and APIs check identity numbers, credit codes and telephone numbers digit by digit. Call once at start. */
export function addIdentifierFormats(today: () => Day): void {
  addFormat('id-number', (text) => checkCitizenId(text, today()).ok, {
    zh: '不是有效的公民身份号码：请对照证件核对18位号码，出生日期应存在，最后一位校验码应相符',
    en: 'is no valid identity number: compare all 18 characters with the card',
  });
  addFormat('uscc', (text) => checkUscc(text).ok, {
    zh: '不是有效的统一社会信用代码：请对照营业执照核对18位代码',
    en: 'is no valid social credit code: compare all 18 characters with the business licence',
  });
  addFormat('phone', (text) => checkPhone(text).ok, {
    zh: '不是有效的电话号码：请填写11位手机号码，或带区号的固定电话，如 0668-2912345',
    en: 'is no valid telephone number: enter a mobile number of 11 digits or a landline with area code such as 0668-2912345',
  });
}

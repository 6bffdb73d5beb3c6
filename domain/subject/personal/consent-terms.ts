import type { BothWords, FieldFault, Locale } from '#kernel/errors/refusal.ts';
import type { House } from '#kernel/house.ts';
import { addMonths, dayOf, type Day } from '#kernel/time/day.ts';
import { fullDay } from '#kernel/time/friendly.ts';
import { isOrgan, organName } from '../organs.ts';

/** Stands where a consent names no single organ: each organ of the city may use the data. */
export const everyOrgan = 'every-organ';
const everyOrganWords: BothWords = { zh: '本市各政务部门', en: 'Every organ of the city' };

/** Whom a consent is given to, in words. */
export const toWhomName = (house: House, toWhom: string, locale: Locale): string => (toWhom === everyOrgan ? everyOrganWords[locale] : organName(house, toWhom));

const longestMonths = 24;

/** What stands against the terms of a consent: an organ the city does not have, a last day that is past or too far. */
export async function faultsOfTerms(house: House, { toWhom, untilDay }: { readonly toWhom?: string; readonly untilDay?: Day }): Promise<FieldFault[]> {
  const today = dayOf(house.clock.now());
  const last = addMonths(today, longestMonths);
  const isKnown = toWhom === undefined || toWhom === everyOrgan || (await isOrgan(house, toWhom));
  return [
    ...(isKnown ? [] : [{ pointer: '/toWhom', zh: '没有这个部门，请从列表里选一个', en: 'There is no such organ; choose one from the list' }]),
    ...(untilDay !== undefined && untilDay < today ? [{ pointer: '/untilDay', zh: '同意的最后一天不能早于今天', en: 'The last day of the consent cannot be earlier than today' }] : []),
    ...(untilDay !== undefined && untilDay > last ? [{ pointer: '/untilDay', zh: `一次最多同意两年，请填${fullDay(last, 'zh')}或更早的一天`, en: `A consent lasts two years at most; enter ${fullDay(last, 'en')} or an earlier day` }] : []),
  ];
}

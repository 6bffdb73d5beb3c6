import { Type, type Static } from 'typebox';
import type { House } from '#kernel/house.ts';
import { durationWords } from '#kernel/time/duration.ts';
import type { Locale } from '#kernel/errors/refusal.ts';
import { organName } from '#domain/subject/organs.ts';
import { thingTypes, type ThingType } from './define.ts';
import { reasons } from './intake/reasons.ts';
import type { Rejected } from './rejected.ts';
import { thingStates, type Latest, type Thing } from './thing.ts';

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
const moment = Type.String({ format: 'date-time' });

export const codeParam = Type.Object({ code: Type.String({ minLength: 1, maxLength: 64 }) });
export const pointShape = Type.Unsafe<[number, number]>({ type: 'array', items: { type: 'number', minimum: -180, maximum: 180 }, minItems: 2, maxItems: 2, title: '位置', description: '[经度, 纬度] CGCS2000' });
export const pageShape = <T extends Parameters<typeof Type.Array>[0]>(item: T) => Type.Object({ items: Type.Array(item), next: orNull(Type.String()) });

export const typeShape = Type.Object({
  key: Type.String(), title: Type.String(), owner: Type.String(), sensing: Type.String(), every: Type.String(), silentAfter: Type.String(),
  reports: Type.Array(Type.Object({ key: Type.String(), title: Type.String(), unit: Type.String(), minimum: Type.Number(), maximum: Type.Number() })),
});
const latestShape = Type.Object({ quantity: Type.String(), title: Type.String(), unit: Type.String(), at: moment, value: Type.Number() });
export const thingShape = Type.Object({
  id: Type.String(), type: Type.String(), typeTitle: Type.String(), code: Type.String(), name: Type.String(), organ: Type.String(), organName: Type.String(), region: Type.String(),
  point: orNull(Type.Array(Type.Number())), state: Type.Enum([...thingStates]), properties: Type.Record(Type.String(), Type.Unknown()), silentSince: orNull(moment), registeredAt: moment, retiredAt: orNull(moment), demo: Type.Boolean(),
  latest: Type.Array(latestShape),
});
export const seriesShape = Type.Object({
  quantity: Type.String(), title: Type.String(), unit: Type.String(), step: Type.String(), complete: Type.Boolean(),
  points: Type.Array(Type.Object({
    at: moment, value: Type.Optional(Type.Number()), quality: Type.Optional(Type.Integer()), traceId: Type.Optional(Type.String()),
    mean: Type.Optional(Type.Number()), lowest: Type.Optional(Type.Number()), highest: Type.Optional(Type.Number()), last: Type.Optional(Type.Number()), readings: Type.Optional(Type.Integer()),
  })),
});
export const rejectedShape = Type.Object({
  id: Type.String(), receivedAt: moment, code: Type.String(), quantity: orNull(Type.String()), reason: Type.String(), words: Type.String(), reportedAt: orNull(Type.String()), value: orNull(Type.String()), source: Type.String(), traceId: Type.String(),
});

/** A kind of thing as readers see it, in their language. */
export function shownType(house: House, type: ThingType, locale: Locale): Static<typeof typeShape> {
  const say = (text: string) => house.declared.say(text, locale);
  return {
    key: type.key, title: say(type.title), owner: say(type.owner), sensing: type.sensing, every: durationWords(type.every, locale), silentAfter: durationWords(type.silentAfter, locale),
    reports: Object.entries(type.reports).map(([key, quantity]) => ({ key, ...quantity, title: say(quantity.title) })),
  };
}

/** A thing as readers see it, with its newest values in the order of its type. */
export function shownThing(house: House, thing: Thing, latest: readonly Latest[], locale: Locale): Static<typeof thingShape> {
  const type = house.declared.find(thingTypes, thing.type);
  const { lon, lat, silentSince, registeredAt, retiredAt, version: _, ...rest } = thing;
  return {
    ...rest, typeTitle: house.declared.say(type?.title ?? thing.type, locale), organName: organName(house, thing.organ), point: lon === null || lat === null ? null : [lon, lat],
    silentSince: silentSince?.toISOString() ?? null, registeredAt: registeredAt.toISOString(), retiredAt: retiredAt?.toISOString() ?? null,
    latest: latest.map(({ quantity, at, value }) => ({ quantity, title: house.declared.say(type?.reports[quantity]?.title ?? quantity, locale), unit: type?.reports[quantity]?.unit ?? '', at: at.toISOString(), value })),
  };
}

export const shownRejected = ({ receivedAt, ...rejected }: Rejected, locale: Locale): Static<typeof rejectedShape> => ({ ...rejected, receivedAt: receivedAt.toISOString(), words: reasons[rejected.reason][locale] });

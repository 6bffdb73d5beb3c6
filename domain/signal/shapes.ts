import { Type, type Static } from 'typebox';
import type { Locale } from '#kernel/errors/refusal.ts';
import type { House } from '#kernel/house.ts';
import type { Band, Signal } from './define.ts';
import { meets, conditionWords } from './judge.ts';
import type { Standing, Value } from './read.ts';
import { linesOf, ruleShape, type RuleInForce } from './rules.ts';

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
const moment = Type.String({ format: 'date-time' });
export const regionCode = Type.String({ pattern: '^\\d{12}$', title: '区划代码' });
export const keyParam = Type.Object({ key: Type.String({ maxLength: 60 }) });

const bandShape = Type.Object({ title: Type.String(), colour: Type.String() });
export const valueShape = Type.Object({
  region: Type.String(), organ: Type.String(), start: moment, value: Type.Number(), level: orNull(Type.String()), band: orNull(bandShape), because: orNull(Type.Object({ thing: Type.Optional(Type.String()), quantity: Type.Optional(Type.String()), words: Type.Optional(Type.String()) })),
  rule: Type.Integer(), traceId: Type.String(), computedAt: moment,
});
export const standingShape = Type.Object({ region: Type.String(), name: Type.String(), start: moment, value: Type.Number(), level: orNull(Type.String()), band: orNull(bandShape), since: moment });
export const signalShape = Type.Object({
  key: Type.String(), title: Type.String(), meaning: Type.String(), formula: Type.String(), edition: Type.String(), owner: Type.String(), unit: Type.String(), decimals: Type.Integer(), better: Type.String(),
  target: orNull(Type.Object({ words: Type.String(), row: Type.String() })), period: Type.String(), regionLevel: Type.String(), byOrgan: Type.Boolean(), source: Type.String(), keyNumber: orNull(Type.Integer()), related: Type.Array(Type.String()),
  bands: Type.Array(Type.Object({ from: Type.Number(), title: Type.String(), colour: Type.String() })), rule: Type.Object({ version: Type.Integer(), warn: ruleShape }),
});
export const newestShape = Type.Object({
  ...signalShape.properties, region: Type.String(),
  latest: orNull(Type.Object({ start: moment, value: Type.Number(), level: orNull(Type.String()), since: orNull(moment), band: orNull(bandShape), onTarget: orNull(Type.Boolean()), words: orNull(Type.String()), traceId: Type.String() })),
  before: orNull(Type.Number()), trend: Type.Array(Type.Object({ start: moment, value: Type.Number() })),
});

/** A signal's declaration as readers see it, in their language. */
export function shownSignal(house: House, signal: Signal, rule: RuleInForce, locale: Locale): Static<typeof signalShape> {
  const say = (text: string) => house.declared.say(text, locale);
  return {
    key: signal.key, title: say(signal.title), meaning: say(signal.meaning), formula: say(signal.formula), edition: say(signal.edition), owner: say(signal.owner), unit: say(signal.unit), decimals: signal.decimals, better: signal.better,
    target: signal.target ? { words: conditionWords(signal.target.condition), row: signal.target.row } : null,
    period: signal.per.period, regionLevel: signal.per.region, byOrgan: signal.per.organ, source: signal.from.kind === 'readings' ? signal.from.thing.key : signal.from.kind, keyNumber: signal.keyNumber ?? null, related: [...signal.related],
    bands: signal.bands.map((band) => ({ ...band, title: say(band.title) })), rule: { version: rule.version, warn: linesOf(rule.warn) },
  };
}

export function shownValue(house: House, signal: Signal, value: Value, locale: Locale): Static<typeof valueShape> {
  return { ...value, value: rounded(signal, value.value), start: value.start.toISOString(), computedAt: value.computedAt.toISOString(), band: bandOf(house, signal, value.value, locale), because: value.because && { ...value.because } };
}

/** A signal with its newest value, the one before, and the last ones for a small curve, oldest first. */
export function shownNewest(house: House, signal: Signal, rule: RuleInForce, region: string, values: readonly Value[], standing: Standing | undefined, locale: Locale): Static<typeof newestShape> {
  const [newest, before] = values;
  const level = standing && newest && standing.start.getTime() === newest.start.getTime() ? standing.level : (newest?.level ?? null);
  return {
    ...shownSignal(house, signal, rule, locale), region,
    latest: newest ? {
      start: newest.start.toISOString(), value: rounded(signal, newest.value), level, since: standing?.since.toISOString() ?? null, band: bandOf(house, signal, newest.value, locale),
      onTarget: signal.target ? meets(newest.value, signal.target.condition) : null, words: newest.because?.words ?? null, traceId: newest.traceId,
    } : null,
    before: before ? rounded(signal, before.value) : null,
    trend: values.toReversed().map(({ start, value }) => ({ start: start.toISOString(), value: rounded(signal, value) })),
  };
}

export const shownStanding = (house: House, signal: Signal, { region, name, start, value, level, since }: Standing & { region: string; name: string }, locale: Locale): Static<typeof standingShape> =>
  ({ region, name, start: start.toISOString(), value: rounded(signal, value), level, band: bandOf(house, signal, value, locale), since: since.toISOString() });

/** Shown with the signal's decimals and two more, so that nothing is rounded twice. */
const rounded = ({ decimals }: Signal, value: number) => Number(value.toFixed(decimals + 2));

function bandOf(house: House, signal: Signal, value: number, locale: Locale): { title: string; colour: string } | null {
  const band = signal.bands.findLast((each: Band) => value >= each.from);
  return band ? { title: house.declared.say(band.title, locale), colour: band.colour } : null;
}


import { Type } from 'typebox';
import type { App } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import { once } from '#kernel/http/once.ts';
import { pageQuery } from '#kernel/http/page.ts';
import { cityRegion } from '#domain/matter/spot.ts';
import { placesOf } from '#domain/place/places.ts';
import { organName } from '#domain/subject/organs.ts';
import { mustMay, whoAsks } from '#domain/subject/reader.ts';
import { signals } from './define.ts';
import { refuse } from './errors.ts';
import { isPeriodStart, movePeriod } from './period.ts';
import { explainValue, newestValues, readValues, rowsBehind, signalNamed, standings, standingsBeneath, valuesByOrgan } from './read.ts';
import { reportValue } from './report.ts';
import { rulesInForce } from './rules.ts';
import { keyParam, newestShape, regionCode, shownNewest, shownStanding, shownValue, standingShape, valueShape } from './shapes.ts';

const tags = ['signals'];
const read = { permission: 'signal.read' } as const;
const moment = Type.String({ format: 'date-time' });
const valueParams = Type.Object({ key: Type.String({ maxLength: 60 }), region: regionCode, start: moment });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
const organ = Type.Optional(Type.String({ maxLength: 80 }));

/** The numbers of the city: what stands where, how it went, and the rows behind every one of them. */
export function signalRoutes(app: App, house: House): void {
  app.get('/api/v1/signals', {
    config: read,
    schema: { summary: '指标与最新值 Signals with their newest values', tags, querystring: Type.Object({ region: Type.Optional(regionCode), key: Type.Optional(Type.Boolean({ description: '只要关键指标 only the key numbers' })), trend: Type.Integer({ minimum: 1, maximum: 200, default: 24 }) }), response: { 200: Type.Array(newestShape) } },
  }, async (request) => {
    const region = request.query.region ?? (await cityRegion(house));
    const list = house.declared.all(signals).filter(({ keyNumber }) => !request.query.key || keyNumber !== undefined).toSorted((a, b) => (a.keyNumber ?? 99) - (b.keyNumber ?? 99));
    const keys = list.map(({ key }) => key);
    const [values, standing, rules] = await Promise.all([newestValues(house.db, keys, region, request.query.trend), standings(house.db, keys, region), rulesInForce(house.db, list)]);
    return list.map((signal) => shownNewest(house, signal, rules.get(signal.key) ?? { version: 0, warn: signal.warn }, region, values.get(signal.key) ?? [], standing.get(signal.key), request.locale));
  });

  app.get('/api/v1/signals/:key', {
    config: read,
    schema: { summary: '一项指标，连同相关指标 One signal with those that move with it', tags, params: keyParam, querystring: Type.Object({ region: Type.Optional(regionCode), trend: Type.Integer({ minimum: 1, maximum: 200, default: 48 }) }), response: { 200: Type.Object({ ...newestShape.properties, relatedSignals: Type.Array(newestShape) }) } },
  }, async (request) => {
    const signal = signalNamed(house, request.params.key);
    const region = request.query.region ?? (await cityRegion(house));
    const list = [signal, ...signal.related.map((key) => signalNamed(house, key))];
    const keys = list.map(({ key }) => key);
    const [values, standing, rules] = await Promise.all([newestValues(house.db, keys, region, request.query.trend), standings(house.db, keys, region), rulesInForce(house.db, list)]);
    const [first, ...rest] = list.map((each) => shownNewest(house, each, rules.get(each.key) ?? { version: 0, warn: each.warn }, region, values.get(each.key) ?? [], standing.get(each.key), request.locale));
    if (!first) throw refuse('SIGNAL_NOT_FOUND', { key: request.params.key });
    return { ...first, relatedSignals: rest };
  });

  app.get('/api/v1/signals/:key/regions', {
    config: read, schema: { summary: '各区划现状 Where it stands in each division', tags, params: keyParam, querystring: Type.Object({ region: Type.Optional(regionCode) }), response: { 200: Type.Array(standingShape) } },
  }, async (request) => {
    const signal = signalNamed(house, request.params.key);
    const { tree } = await placesOf(house);
    const rows = await standingsBeneath(house.db, signal, request.query.region ?? (await cityRegion(house)));
    return rows.map((row) => shownStanding(house, signal, { ...row, name: tree.find(row.region)?.name ?? row.region }, request.locale));
  });

  app.get('/api/v1/signals/:key/values', {
    config: read,
    schema: { summary: '指标序列 Values over time', tags, params: keyParam, querystring: Type.Object({ region: Type.Optional(regionCode), organ, from: Type.Optional(moment), to: Type.Optional(moment) }), response: { 200: Type.Array(valueShape) } },
  }, async (request) => {
    const signal = signalNamed(house, request.params.key);
    const to = request.query.to ? new Date(request.query.to) : new Date(house.clock.now().getTime() + 1);
    const from = request.query.from ? new Date(request.query.from) : movePeriod(signal.per.period, to, -48);
    const values = await readValues(house.db, signal, { region: request.query.region ?? (await cityRegion(house)), organ: request.query.organ, from, to });
    return values.map((value) => shownValue(house, signal, value, request.locale));
  });

  app.post('/api/v1/signals/:key/values', {
    config: { permission: 'signal.report' },
    schema: {
      summary: '填报指标值 Report a value by hand', tags, params: keyParam,
      body: Type.Object({ region: regionCode, start: moment, value: Type.Number({ title: '数值' }), unit: Type.String({ maxLength: 20, title: '单位' }), note: Type.Optional(Type.String({ maxLength: 500, title: '说明' })) }, { additionalProperties: false }),
      response: { 201: Type.Object({ id: Type.String() }) },
    },
  }, async (request, reply) => once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
    mustMay(request.reader, 'signal.report', { organ: request.reader.organ, region: request.body.region });
    const id = await reportValue(tx, house, signalNamed(house, request.params.key), request.body, whoAsks(request));
    return { status: 201, body: { id } };
  }));

  app.get('/api/v1/signals/:key/values/:region/:start', {
    config: read,
    schema: {
      summary: '一个值由什么得来 What a value is made of', tags, params: valueParams, querystring: Type.Object({ organ }),
      response: { 200: Type.Object({ ...valueShape.properties, title: Type.String(), formula: Type.String(), edition: Type.String(), unit: Type.String(), parts: Type.Unknown(), beneath: Type.Array(Type.Object({ region: Type.String(), name: Type.String(), parts: Type.Unknown() })), organs: Type.Array(Type.Object({ organ: Type.String(), organName: Type.String(), value: Type.Number() })) }) },
    },
  }, async (request) => {
    const { signal, at } = asked(house, request.params, request.query.organ);
    const [value, byOrgan, { tree }] = await Promise.all([explainValue(house.db, signal, at), valuesByOrgan(house.db, signal, at.region, at.start), placesOf(house)]);
    const say = (text: string) => house.declared.say(text, request.locale);
    return {
      ...shownValue(house, signal, value, request.locale), title: say(signal.title), formula: say(signal.formula), edition: say(signal.edition), unit: say(signal.unit), parts: value.parts,
      beneath: value.beneath.map(({ region, parts }) => ({ region, name: tree.find(region)?.name ?? region, parts })),
      organs: byOrgan.map((each) => ({ organ: each.organ, organName: organName(house, each.organ), value: each.value })),
    };
  });

  app.get('/api/v1/signals/:key/values/:region/:start/rows', {
    config: read,
    schema: {
      summary: '一个值的来源数据 The rows behind a value', tags, params: valueParams, querystring: Type.Object({ ...pageQuery, organ }),
      response: { 200: Type.Object({ items: Type.Array(Type.Object({ at: moment, kind: Type.String(), object: Type.String(), title: Type.String(), organ: orNull(Type.String()), organName: orNull(Type.String()), region: Type.String(), value: Type.Number(), unit: Type.String(), traceId: Type.String() })), next: orNull(Type.String()) }) },
    },
  }, async (request) => {
    const { cursor, limit } = request.query;
    const { signal, at } = asked(house, request.params, request.query.organ);
    const { items, next } = await rowsBehind(house.db, signal, at, { cursor, limit });
    return { items: items.map((row) => ({ ...row, at: row.at.toISOString(), organName: row.organ === null ? null : organName(house, row.organ) })), next };
  });
}

/** The value an address names. Refuses a start that begins no period of the signal. */
function asked(house: House, { key, region, start }: { key: string; region: string; start: string }, organName: string | undefined) {
  const signal = signalNamed(house, key);
  const at = { region, start: new Date(start), organ: organName };
  if (!isPeriodStart(signal.per.period, at.start)) throw refuse('SIGNAL_PERIOD_WRONG', { start, period: signal.per.period });
  return { signal, at };
}

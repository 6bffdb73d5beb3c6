import { Type } from 'typebox';
import type { FastifyRequest } from 'fastify';
import type { App } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import type { FieldFault } from '#kernel/errors/refusal.ts';
import { pageQuery } from '#kernel/http/page.ts';
import { addDays, dayOf } from '#kernel/time/day.ts';
import { may, mustMay, whoAsks } from '#domain/subject/reader.ts';
import { refuse } from './errors.ts';
import { intakeOf } from './intake/intake.ts';
import { mostPoints, readContent, type Message } from './intake/read-message.ts';
import { reasons } from './intake/reasons.ts';
import { isKey } from './key.ts';
import type { KnownThing } from './known.ts';
import { markReadings } from './mark.ts';
import { balanceOf } from './reconcile.ts';
import { typeNamed } from './register.ts';
import { listRejected } from './rejected.ts';
import { readSeries, stepFor, steps, streamOf } from './series.ts';
import { codeParam, pageShape, rejectedShape, seriesShape, shownRejected } from './shapes.ts';
import { getThing } from './thing.ts';

const tags = ['readings'];
const moment = Type.String({ format: 'date-time' });
const day = Type.String({ format: 'date' });
const observation = Type.Unsafe<Record<string, unknown>>({ type: 'object', title: '读数', description: '{"at": "2026-03-12T08:00:00+08:00", "pm25": 35}' });
const qualities = { good: 0, suspect: 1, invalid: 2 } as const;

/** Readings: in by HTTP, out as series; what was refused, what a reviewer marked, and whether the sums are right. */
export function readingRoutes(app: App, house: House): void {
  app.post('/api/v1/things/:code/readings', {
    config: { permission: 'public' },
    schema: {
      summary: '上报读数 Report readings', tags, params: codeParam,
      description: '设备以请求头 x-device-key 表明身份，或由持有 thing.report 权限的服务代报。全部合格才入库；重复上报只存一次。',
      body: Type.Union([observation, Type.Array(observation, { minItems: 1, maxItems: mostPoints })]),
      response: { 200: Type.Object({ accepted: Type.Integer(), traceId: Type.String() }) },
    },
  }, async (request) => {
    const thing = await reporter(house, request);
    const message = readContent(request.body, { thing, source: 'http', traceId: request.traceId, address: request.ip, now: house.clock.now().getTime() });
    const { rejections, points } = message;
    await intakeOf(house).take(rejections.length > 0 ? { ...message, points: [] } : message);
    if (rejections.length > 0) throw refuse('READINGS_REFUSED', { wrong: rejections.length, count: points.length + rejections.length }, faultsOf(message));
    return { accepted: points.length, traceId: request.traceId };
  });

  app.get('/api/v1/things/:code/readings', {
    config: { permission: 'thing.read' },
    schema: {
      summary: '读数序列 A series of readings', tags, params: codeParam,
      querystring: Type.Object({ quantity: Type.String({ maxLength: 40 }), from: Type.Optional(moment), to: Type.Optional(moment), step: Type.Optional(Type.Enum([...steps])) }),
      response: { 200: seriesShape },
    },
  }, async (request) => {
    const { quantity, step } = request.query;
    const thing = await getThing(house.db, request.reader, request.params.code);
    const type = typeNamed(house, thing.type);
    const stream = await streamOf(house.db, type, thing.id, quantity);
    const to = request.query.to ? new Date(request.query.to) : new Date(house.clock.now().getTime() + 300_000);
    const from = request.query.from ? new Date(request.query.from) : new Date(to.getTime() - 86_400_000);
    const series = await readSeries(house.db, stream ?? 0, { from, to, step: step ?? stepFor(from, to) });
    const { title, unit } = type.reports[quantity] ?? { title: quantity, unit: '' };
    return { quantity, title: house.declared.say(title, request.locale), unit, ...series, points: series.points.map((point) => ({ ...point, at: point.at.toISOString() })) };
  });

  app.get('/api/v1/things/:code/rejected-readings', {
    config: { permission: 'thing.read' },
    schema: { summary: '未被接收的读数 Readings not accepted', tags, params: codeParam, querystring: Type.Object(pageQuery), response: { 200: pageShape(rejectedShape) } },
  }, async (request) => {
    const thing = await getThing(house.db, request.reader, request.params.code);
    const { items, next } = await listRejected(house.db, { code: thing.code }, request.query);
    return { items: items.map((rejected) => shownRejected(rejected, request.locale)), next };
  });

  app.get('/api/v1/rejected-readings', {
    config: { permission: 'thing.manage' },
    schema: { summary: '未登记设备的上报 What came from devices nobody registered', tags, querystring: Type.Object(pageQuery), response: { 200: pageShape(rejectedShape) } },
  }, async (request) => {
    const { items, next } = await listRejected(house.db, 'unknown', request.query);
    return { items: items.map((rejected) => shownRejected(rejected, request.locale)), next };
  });

  app.post('/api/v1/things/:code/quality', {
    config: { permission: 'thing.manage' },
    schema: {
      summary: '审核标记读数质量 Mark the quality of readings', tags, params: codeParam,
      body: Type.Object({ quantity: Type.String({ maxLength: 40 }), from: moment, to: moment, quality: Type.Enum(['good', 'suspect', 'invalid']), reason: Type.String({ minLength: 1, maxLength: 500, title: '原因' }) }, { additionalProperties: false }),
      response: { 200: Type.Object({ changed: Type.Integer() }) },
    },
  }, async (request) => {
    const { quantity, quality, reason } = request.body;
    const thing = await getThing(house.db, request.reader, request.params.code, 'thing.manage');
    const stream = await streamOf(house.db, typeNamed(house, thing.type), thing.id, quantity);
    const from = new Date(request.body.from);
    const to = new Date(request.body.to);
    if (!(from < to) || to.getTime() - from.getTime() > 31 * 86_400_000) throw refuse('RANGE_TOO_LONG', { days: 31 });
    const changed = stream === null ? 0 : await house.db.begin((tx) => markReadings(tx, thing, stream, { quantity, from, to, quality: qualities[quality], reason }, whoAsks(request)));
    return { changed };
  });

  app.get('/api/v1/readings/balance', {
    config: { permission: 'thing.manage' },
    schema: {
      summary: '读数对账：差额应为 0 Received against stored', tags, querystring: Type.Object({ from: Type.Optional(day), to: Type.Optional(day) }),
      response: { 200: Type.Array(Type.Object({ day: Type.String(), received: Type.Integer(), stored: Type.Integer(), repeated: Type.Integer(), rejected: Type.Integer(), found: Type.Integer(), difference: Type.Integer() })) },
    },
  }, async (request) => {
    const to = request.query.to ?? addDays(dayOf(house.clock.now()), 1);
    const from = request.query.from ?? addDays(to, -3);
    if (from > to || addDays(from, 31) < to) throw refuse('RANGE_TOO_LONG', { days: 31 });
    return balanceOf(house.db, from, to);
  });
}

/** The thing whose readings come: the device itself by its key, or a service that may report for it. */
async function reporter(house: House, request: FastifyRequest<{ Params: { code: string } }>): Promise<KnownThing> {
  const { code } = request.params;
  const thing = await intakeOf(house).things.find(code);
  const key = request.headers['x-device-key'];
  if (typeof key === 'string') {
    if (!thing || !isKey(key, thing.secretHash)) throw refuse('DEVICE_KEY_WRONG');
    return thing;
  }
  mustMay(request.reader, 'thing.report');
  if (!thing || !may(request.reader, 'thing.report', thing)) throw refuse('THING_NOT_FOUND', { code });
  return thing;
}

const faultsOf = ({ rejections }: Message): FieldFault[] => rejections.slice(0, 100).map(({ pointer, reason }) => ({ pointer, ...reasons[reason] }));

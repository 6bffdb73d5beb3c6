import { Type } from 'typebox';
import type { App } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import { once } from '#kernel/http/once.ts';
import { etagOf, pageQuery, requireMatch } from '#kernel/http/page.ts';
import { whoAsks } from '#domain/subject/reader.ts';
import { coverageOf } from './coverage.ts';
import { thingTypes } from './define.ts';
import { countThings, listThings } from './list.ts';
import { changeThing, registerThing, renewKey, retireThing, typeNamed } from './register.ts';
import { codeParam, pageShape, pointShape, shownThing, shownType, thingShape, typeShape } from './shapes.ts';
import { getThing, latestOf, thingStates } from './thing.ts';

const tags = ['things'];
const regionCode = Type.String({ pattern: '^\\d{12}$', title: '区划代码' });
const organKey = Type.String({ minLength: 1, maxLength: 60, title: '主管单位' });
const name = Type.String({ minLength: 1, maxLength: 100, title: '名称' });
const facts = Type.Record(Type.String({ maxLength: 60 }), Type.Unknown(), { title: '固定参数' });
const manage = { permission: 'thing.manage' } as const;
const read = { permission: 'thing.read' } as const;

/** Kinds of things, the register of things, and where sensing is thin. */
export function thingRoutes(app: App, house: House): void {
  app.get('/api/v1/thing-types', { config: read, schema: { summary: '设备类型 Kinds of things', tags, response: { 200: Type.Array(typeShape) } } },
    async (request) => house.declared.all(thingTypes).map((type) => shownType(house, type, request.locale)));

  app.get('/api/v1/thing-types/:type/coverage', {
    config: read,
    schema: {
      summary: '感知覆盖与空缺 Coverage and gaps by county', tags, params: Type.Object({ type: Type.String() }),
      response: { 200: Type.Array(Type.Object({ region: Type.String(), name: Type.String(), things: Type.Integer(), working: Type.Integer(), silent: Type.Integer(), stopped: Type.Integer(), completeness: Type.Union([Type.Number(), Type.Null()]) })) },
    },
  }, async (request) => coverageOf(house, typeNamed(house, request.params.type)));

  app.get('/api/v1/things', {
    config: read,
    schema: {
      summary: '设备列表 Things', tags,
      querystring: Type.Object({ ...pageQuery, type: Type.Optional(Type.String({ maxLength: 40 })), state: Type.Optional(Type.Enum([...thingStates])), organ: Type.Optional(organKey), region: Type.Optional(regionCode), q: Type.Optional(Type.String({ maxLength: 60 })) }),
      response: { 200: Type.Object({ ...pageShape(thingShape).properties, count: Type.Object({ value: Type.Integer(), exact: Type.Boolean() }) }) },
    },
  }, async (request) => {
    const { cursor, limit, ...filter } = request.query;
    const [page, count] = await Promise.all([listThings(house.db, request.reader, filter, { cursor, limit }), countThings(house.db, request.reader, filter)]);
    const latest = await latestOf(house.db, page.items.map((thing) => thing.id));
    return { items: page.items.map((thing) => shownThing(house, thing, latest.get(thing.id) ?? [], request.locale)), next: page.next, count };
  });

  app.post('/api/v1/things', {
    config: manage,
    schema: {
      summary: '登记设备，密钥只显示一次 Register a thing; its key is shown once', tags,
      body: Type.Object({ type: Type.String({ maxLength: 40, title: '类型' }), code: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$', title: '设备编号' }), name, point: Type.Optional(pointShape), region: Type.Optional(regionCode), organ: Type.Optional(organKey), properties: Type.Optional(facts) }, { additionalProperties: false }),
      response: { 201: Type.Object({ ...thingShape.properties, key: Type.String() }) },
    },
  }, async (request, reply) => once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const { thing, key } = await registerThing(tx, house, request.reader, request.body, whoAsks(request));
    return { status: 201, headers: { location: `/api/v1/things/${thing.code}`, etag: etagOf(thing.version) }, body: { ...shownThing(house, thing, [], request.locale), key } };
  }));

  app.get('/api/v1/things/:code', { config: read, schema: { summary: '一个设备与最新读数 A thing with its newest values', tags, params: codeParam, response: { 200: thingShape } } }, async (request, reply) => {
    const thing = await getThing(house.db, request.reader, request.params.code);
    const latest = await latestOf(house.db, [thing.id]);
    return reply.header('etag', etagOf(thing.version)).send(shownThing(house, thing, latest.get(thing.id) ?? [], request.locale));
  });

  app.patch('/api/v1/things/:code', {
    config: manage,
    schema: {
      summary: '修改设备 Change a thing', tags, params: codeParam,
      body: Type.Object({ name: Type.Optional(name), point: Type.Optional(Type.Union([pointShape, Type.Null()])), organ: Type.Optional(organKey), properties: Type.Optional(facts), state: Type.Optional(Type.Enum(['working', 'stopped'])) }, { additionalProperties: false, minProperties: 1 }),
      response: { 200: thingShape },
    },
  }, async (request, reply) => {
    const thing = await getThing(house.db, request.reader, request.params.code, 'thing.manage');
    requireMatch(request, thing.version);
    const changed = await house.db.begin((tx) => changeThing(tx, house, request.reader, thing, request.body, whoAsks(request)));
    return reply.header('etag', etagOf(changed.version)).send(shownThing(house, changed, [], request.locale));
  });

  app.post('/api/v1/things/:code/retirement', {
    config: manage,
    schema: { summary: '退役 Retire a thing', tags, params: codeParam, body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500, title: '原因' }) }, { additionalProperties: false }), response: { 200: thingShape } },
  }, async (request) => {
    const thing = await getThing(house.db, request.reader, request.params.code, 'thing.manage');
    requireMatch(request, thing.version);
    const retired = await house.db.begin((tx) => retireThing(tx, house, thing, request.body.reason, whoAsks(request)));
    return shownThing(house, retired, [], request.locale);
  });

  app.post('/api/v1/things/:code/key', { config: manage, schema: { summary: '更换密钥 Give out a new key', tags, params: codeParam, response: { 201: Type.Object({ key: Type.String() }) } } }, async (request, reply) => {
    const thing = await getThing(house.db, request.reader, request.params.code, 'thing.manage');
    const key = await house.db.begin((tx) => renewKey(tx, thing, whoAsks(request)));
    return reply.code(201).send({ key });
  });
}

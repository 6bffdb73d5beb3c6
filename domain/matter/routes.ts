import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '#kernel/http/app.ts';
import { refuse } from '#kernel/errors/common.ts';
import { sendFile } from '#kernel/files/routes.ts';
import { findFile, linksOf } from '#kernel/files/table.ts';
import { once } from '#kernel/http/once.ts';
import { etagOf, pageQuery, requireMatch } from '#kernel/http/page.ts';
import type { House } from '#kernel/house.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { organName } from '#domain/subject/organs.ts';
import { revealBody } from '#domain/subject/personal/basis.ts';
import { act, matterFor } from './act.ts';
import { matterTypes } from './define.ts';
import { draftRoutes } from './draft-routes.ts';
import { ledgerRoutes } from './ledger-routes.ts';
import { joinMatter, neighboursOf } from './duplicates.ts';
import { queues } from './filter.ts';
import { countMatters, listMatters, queuesOf } from './list.ts';
import { matterLayer } from './map.ts';
import { answerPart, partsOf } from './parts.ts';
import { rate, ratingOf } from './rate.ts';
import { behalfOf } from './behalf.ts';
import { noteOpened, revealFields } from './reveal.ts';
import { timelineOf } from './read.ts';
import { submit } from './submit.ts';
import { isApplicant } from './people.ts';
import { actsOpenTo, shownForm, shownSaid, summary } from './view.ts';
import { typeRoutes } from './type-routes.ts';

const point = Type.Unsafe<[number, number]>({ type: 'array', items: { type: 'number', minimum: -180, maximum: 180 }, minItems: 2, maxItems: 2, title: '坐标（经度、纬度）' });
const materials = Type.Record(Type.String(), Type.Object({ files: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 20 })), licence: Type.Optional(Type.String({ maxLength: 120 })), later: Type.Optional(Type.Boolean()) }, { additionalProperties: false }), { title: '材料' });
const byId = Type.Object({ id: Type.String({ maxLength: 60 }) });
const filterQuery = Type.Object({
  ...pageQuery,
  queue: Type.Optional(Type.Unsafe<(typeof queues)[number]>({ type: 'string', enum: [...queues] })),
  type: Type.Optional(Type.String({ maxLength: 80 })), kind: Type.Optional(Type.String({ maxLength: 20 })), state: Type.Optional(Type.String({ maxLength: 80 })), level: Type.Optional(Type.String({ maxLength: 20 })),
  source: Type.Optional(Type.String({ maxLength: 40 })), organ: Type.Optional(Type.String({ maxLength: 80 })), region: Type.Optional(Type.String({ pattern: '^\\d{12}$' })),
  open: Type.Optional(Type.Boolean()), q: Type.Optional(Type.String({ maxLength: 200 })),
});

const caller = (request: FastifyRequest) => ({ traceId: request.traceId, address: request.ip });

export function matterRoutes(app: App, house: House): void {
  typeRoutes(app, house);
  draftRoutes(app, house);
  ledgerRoutes(app, house);
  matterLayer(app, house);

  app.get('/api/v1/queues', { config: { permission: 'matter.read' }, schema: { summary: '我的待办队列 My queues', tags: ['matters'] } }, async (request) => {
    const titles = { todo: '待我办理', late: '已经超期', waiting: '等申请人', parts: '待会审', handled: '我办过的', all: '全部' };
    return (await queuesOf(house.db, request.reader)).map((queue) => ({ ...queue, title: house.declared.say(titles[queue.key], request.locale), nearestDue: queue.nearestDue ? formatMoment(queue.nearestDue) : null }));
  });

  app.get('/api/v1/matters', { config: { permission: 'matter.read' }, schema: { summary: '事项列表 Matters the reader may see', tags: ['matters'], querystring: filterQuery } }, async (request) => {
    const { cursor, limit, ...filter } = request.query;
    const page = await listMatters(house.db, request.reader, filter, { limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map((matter) => summary(house, matter, request.locale)), next: page.next };
  });

  app.get('/api/v1/matters/count', { config: { permission: 'matter.read' }, schema: { summary: '事项数（有上限） Bounded count', tags: ['matters'], querystring: filterQuery } }, async (request) => {
    const { cursor: _cursor, limit: _limit, ...filter } = request.query;
    return countMatters(house.db, request.reader, filter);
  });

  app.post('/api/v1/matters', {
    config: { permission: 'signed-in' },
    schema: {
      summary: '提交事项 Open a matter', tags: ['matters'],
      body: Type.Object({
        type: Type.String({ maxLength: 80, title: '事项' }), form: Type.Record(Type.String(), Type.Unknown(), { title: '表单' }), answers: Type.Optional(Type.Record(Type.String(), Type.String())), materials: Type.Optional(materials),
        point: Type.Optional(point), address: Type.Optional(Type.String({ maxLength: 200, title: '地址' })), draftId: Type.Optional(Type.String({ maxLength: 60 })), for: Type.Optional(Type.String({ format: 'uuid', title: '代谁办理' })),
        contact: Type.Optional(Type.Object({ name: Type.Optional(Type.String({ maxLength: 60 })), phone: Type.Optional(Type.String({ format: 'phone', maxLength: 20, title: '联系电话' })) }, { additionalProperties: false })),
      }, { additionalProperties: false }),
    },
  }, (request, reply) => once(house.db, request.reader.accountId ?? 'guest', request, reply, async (tx) => {
    const opened = await submit(tx, house, request.reader, request.body, { source: request.reader.kind === 'citizen' ? 'portal' : 'office', ...caller(request) });
    return { status: 201, headers: { location: `/api/v1/matters/${opened.id}`, etag: etagOf(1) }, body: { id: opened.id, number: opened.number, organ: opened.organ, organName: organName(house, opened.organ), dueAt: opened.dueAt ? formatMoment(opened.dueAt) : null, traceId: opened.traceId } };
  }, { whole: true }));

  app.get('/api/v1/matters/:id', { config: { permission: 'signed-in' }, schema: { summary: '一件事项 One matter, by id or number', tags: ['matters'], params: byId } }, async (request, reply) => {
    const matter = await matterFor(house.db, house, request.reader, request.params.id);
    const type = house.declared.get(matterTypes, matter.type);
    const [acts, parts, rating] = await Promise.all([actsOpenTo(house, request.reader, matter, request.locale), partsOf(house.db, type, matter), ratingOf(house.db, matter.id)]);
    const { form, masked } = shownForm(type, matter, request.reader);
    await noteOpened(house.db, house, request.reader, type, matter, caller(request));
    reply.header('etag', etagOf(matter.version));
    return {
      ...summary(house, matter, request.locale), behalf: await behalfOf(house.db, house, request.reader, matter), traceId: matter.traceId, address: matter.address, parentId: matter.parentId, form, masked, schema: type.form, answers: matter.answers, materials: matter.materials, acts,
      parts: parts.map((part) => ({ ...part, organName: organName(house, part.organ) })), rating, promiseDueAt: matter.promiseDueAt ? formatMoment(matter.promiseDueAt) : null, stops: matter.stops,
    };
  });

  app.post('/api/v1/matters/:id/reveal', {
    config: { permission: 'matter.read', stepUp: true },
    schema: { summary: '说明用途和依据后查看遮盖的字段 See masked fields, with purpose and basis', tags: ['matters'], params: byId, body: revealBody },
  }, async (request, reply) => {
    const values = await house.db.begin(async (tx) => revealFields(tx, house, request.reader, await matterFor(tx, house, request.reader, request.params.id), request.body, caller(request)));
    reply.header('cache-control', 'no-store');
    return { values };
  });

  app.get('/api/v1/matters/:id/timeline', { config: { permission: 'signed-in' }, schema: { summary: '办理过程 Timeline', tags: ['matters'], params: byId } }, async (request) => {
    const matter = await matterFor(house.db, house, request.reader, request.params.id);
    const entries = await timelineOf(house.db, matter.id);
    const type = house.declared.get(matterTypes, matter.type);
    const say = (chinese: string) => house.declared.say(chinese, request.locale);
    return entries.map((entry) => ({ ...entry, data: shownSaid(type, matter, entry, isApplicant(request.reader, matter)), title: say(entry.title), actor: say(entry.actor), reason: entry.reason && say(entry.reason), organName: entry.organ ? organName(house, entry.organ) : null, at: formatMoment(entry.at) }));
  });

  app.get('/api/v1/matters/:id/files/:file', { config: { permission: 'signed-in', compress: false }, schema: { summary: '事项附件 A file of a matter', tags: ['matters'], params: Type.Object({ id: Type.String({ maxLength: 60 }), file: Type.String({ format: 'uuid' }) }) } }, async (request, reply) => {
    const matter = await matterFor(house.db, house, request.reader, request.params.id);
    const linked = await linksOf(house.db, request.params.file);
    const file = linked.some((link) => link.object === 'matter' && link.objectId === matter.id) ? await findFile(house.db, request.params.file) : null;
    if (!file) throw refuse('NOT_FOUND');
    return sendFile(house, reply, file);
  });

  app.post('/api/v1/matters/:id/acts', {
    config: { permission: 'signed-in' },
    schema: {
      summary: '办理 Do something to a matter', tags: ['matters'], params: byId,
      body: Type.Object({ act: Type.String({ maxLength: 60, title: '办理动作' }), reason: Type.Optional(Type.String({ maxLength: 4000, title: '理由' })), data: Type.Optional(Type.Record(Type.String(), Type.Unknown())), files: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 20 })), position: Type.Optional(point) }, { additionalProperties: false }),
    },
  }, (request, reply) => once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const matter = await matterFor(tx, house, request.reader, request.params.id);
    requireMatch(request, matter.version);
    const after = await act(tx, house, { reader: request.reader }, matter, request.body, caller(request));
    return { status: 200, headers: { etag: etagOf(after.version) }, body: summary(house, after, request.locale) };
  }, { whole: true }));

  app.post('/api/v1/matters/:id/parts/:part', {
    config: { permission: 'matter.handle' },
    schema: {
      summary: '会审意见 Answer a part of a joint review', tags: ['matters'], params: Type.Object({ id: Type.String({ maxLength: 60 }), part: Type.String({ maxLength: 60 }) }),
      body: Type.Object({ answer: Type.Unsafe<'agreed' | 'refused'>({ type: 'string', enum: ['agreed', 'refused'], title: '意见' }), opinion: Type.String({ minLength: 1, maxLength: 4000, title: '意见说明' }) }, { additionalProperties: false }),
    },
  }, (request, reply) => once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const matter = await matterFor(tx, house, request.reader, request.params.id);
    const after = await answerPart(tx, house, request.reader, matter, request.params.part, request.body.answer, request.body.opinion, caller(request));
    return { status: 200, headers: { etag: etagOf(after.version) }, body: summary(house, after, request.locale) };
  }));

  app.post('/api/v1/matters/:id/rating', {
    config: { permission: 'signed-in' },
    schema: {
      summary: '好差评 Rate an ended matter', tags: ['matters'], params: byId,
      body: Type.Object({ level: Type.Unsafe<1 | 2 | 3 | 4 | 5>({ type: 'integer', minimum: 1, maximum: 5, title: '满意度' }), tags: Type.Optional(Type.Array(Type.Integer(), { maxItems: 8, uniqueItems: true })), words: Type.Optional(Type.String({ maxLength: 1000, title: '评价' })) }, { additionalProperties: false }),
    },
  }, (request, reply) => once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const matter = await matterFor(tx, house, request.reader, request.params.id);
    const { reviewNumber } = await rate(tx, house, request.reader, matter, { level: request.body.level, tags: request.body.tags ?? [], words: request.body.words ?? null }, caller(request));
    return { status: 201, body: { level: request.body.level, reviewNumber } };
  }));

  app.post('/api/v1/matters/:id/reporters', {
    config: { permission: 'signed-in' },
    schema: { summary: '“就是这件” Join a public report', tags: ['matters'], params: byId, body: Type.Object({ note: Type.Optional(Type.String({ maxLength: 500, title: '补充说明' })) }, { additionalProperties: false }) },
  }, async (request) => {
    const matter = await house.db.begin((tx) => joinMatter(tx, house, request.reader, request.params.id, request.body.note ?? null));
    return { id: matter.id, number: matter.number };
  });

  app.get('/api/v1/neighbours', {
    config: { permission: 'public' },
    schema: { summary: '附近可能相同的上报 Open reports nearby', tags: ['matters'], querystring: Type.Object({ type: Type.String({ maxLength: 80 }), lon: Type.Number({ minimum: -180, maximum: 180 }), lat: Type.Number({ minimum: -90, maximum: 90 }), words: Type.Optional(Type.String({ maxLength: 500 })) }) },
  }, async (request) => {
    const { type, lon, lat, words } = request.query;
    return (await neighboursOf(house.db, house, { type, point: [lon, lat], words: words ?? '' })).map((each) => ({ ...each, openedAt: formatMoment(each.openedAt) }));
  });
}

import { Type } from 'typebox';
import type { House } from '#kernel/house.ts';
import type { App } from '#kernel/http/app.ts';
import { pageOf, pageQuery, positionOf } from '#kernel/http/page.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { mustMay, whoAsks } from '#domain/subject/reader.ts';
import { organName } from '#domain/subject/organs.ts';
import { findPerson } from '#domain/subject/persons.ts';
import { CallShape, DataReadShape, GrantShape, pageOfShape, SharedRowsShape } from '../shapes.ts';
import type { Gateway } from './gateway.ts';
import { endGrant, getGrant } from './grant.ts';
import { subjectKey } from './keys.ts';
import { callsOf, listedGrant, listGrants } from './list.ts';
import { readsOf } from './reads.ts';
import { callView, grantView } from './view.ts';

const id = Type.Object({ id: Type.String() });
const after = (cursor: string | undefined) => (positionOf(cursor, 1)?.[0] as string | undefined) ?? null;

/** Grants, the calls made under them, the gateway itself, and what a person sees of it. */
export function grantRoutes(app: App, house: House, gateway: Gateway): void {
  const { db } = house;

  app.get('/api/v1/grants', {
    config: { permission: 'signed-in' },
    schema: { summary: '授权列表 Grants held or given', tags: ['sharing'], response: { 200: pageOfShape(GrantShape) }, querystring: Type.Object({ ...pageQuery, box: Type.Unsafe<'held' | 'given'>({ type: 'string', enum: ['held', 'given'], default: 'held' }) }) },
  }, async (request) => {
    const { cursor, limit, box } = request.query;
    mustMay(request.reader, box === 'held' ? 'dataset.request' : 'grant.decide');
    const page = pageOf(await listGrants(db, request.reader, box, after(cursor), limit), limit, (row) => [row.id]);
    return { items: page.items.map((row) => grantView(house, row)), next: page.next };
  });

  app.get('/api/v1/grants/:id', {
    config: { permission: 'signed-in' },
    schema: { summary: '一个授权 One grant with its use', tags: ['sharing'], params: id, response: { 200: GrantShape } },
  }, async (request) => {
    const grant = await getGrant(db, request.params.id, request.reader);
    return grantView(house, await listedGrant(db, grant.id));
  });

  app.post('/api/v1/grants/:id/end', {
    config: { permission: 'signed-in' },
    schema: { summary: '终止授权 End a grant at once', tags: ['sharing'], params: id, body: Type.Object({ reason: Type.String({ minLength: 2, maxLength: 1000, title: '原因' }) }, { additionalProperties: false }), response: { 200: GrantShape } },
  }, async (request) => {
    const grant = await getGrant(db, request.params.id, request.reader);
    // The holder may give it back; anybody else must be entitled to decide for the owner.
    if (request.reader.organ !== grant.organ) mustMay(request.reader, 'grant.decide', { organ: grant.owner_organ });
    await db.begin((tx) => endGrant(tx, grant, request.body.reason, whoAsks(request)));
    return grantView(house, await listedGrant(db, grant.id));
  });

  app.get('/api/v1/grants/:id/calls', {
    config: { permission: 'signed-in' },
    schema: { summary: '调用记录 Calls made under a grant', tags: ['sharing'], params: id, querystring: Type.Object(pageQuery), response: { 200: pageOfShape(CallShape) } },
  }, async (request) => {
    const { cursor, limit } = request.query;
    const grant = await getGrant(db, request.params.id, request.reader);
    const page = pageOf(await callsOf(db, grant.id, after(cursor), limit), limit, (row) => [row.id]);
    return { items: page.items.map((row) => callView(row, grant, request.locale)), next: page.next };
  });

  app.get('/api/v1/shared/:grant/rows', {
    config: { permission: 'public', compress: false },
    schema: { summary: '共享数据接口 Shared rows under a grant; filter by granted columns', tags: ['sharing'], params: Type.Object({ grant: Type.String({ maxLength: 60 }) }), response: { 200: SharedRowsShape },
      querystring: Type.Object({ cursor: Type.Optional(Type.String({ maxLength: 400 })), limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }) }, { additionalProperties: true }) },
  }, async (request, reply) => {
    const { limit, cursor } = request.query;
    const { callId, context, items, next, remaining } = await gateway.ask({ grantId: request.params.grant, reader: request.reader, query: request.query, limit, cursor, traceId: request.traceId, address: request.ip });
    return reply.header('cache-control', 'no-store').header('x-quota-limit', context.grant.calls_per_day).header('x-quota-remaining', remaining).send({
      callId, version: context.version, purpose: context.grant.purpose, columns: context.granted.map(({ name, title, type, unit }) => ({ name, title, type, ...(unit ? { unit } : {}) })), masked: [...context.masked], items, next,
    });
  });

  app.get('/api/v1/me/data-reads', {
    config: { permission: 'signed-in' },
    schema: { summary: '谁看过我的数据 Who read my data, and what for', tags: ['sharing'], querystring: Type.Object(pageQuery), response: { 200: pageOfShape(DataReadShape) } },
  }, async (request) => {
    const { cursor, limit } = request.query;
    const person = request.reader.subjectId ? await findPerson(db, house, request.reader.subjectId) : null;
    const key = person ? await subjectKey(house, person.idNumber) : null;
    const page = pageOf(key ? await readsOf(db, key, { after: after(cursor), limit }) : [], limit, (row) => [row.callId]);
    return { items: page.items.map((row) => ({ ...row, at: formatMoment(row.at), organName: organName(house, row.organ), ownerName: organName(house, row.owner), columns: [...row.columns], unmasked: [...row.unmasked] })), next: page.next };
  });
}

import { Type } from 'typebox';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import type { App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import { pageOf, pageQuery, positionOf } from '#kernel/http/page.ts';
import { may, mustMay, whoAsks } from '#domain/subject/reader.ts';
import { findDataset } from '../catalogue/dataset.ts';
import { within } from '../rights.ts';
import { GrantShape, pageOfShape, RequestShape } from '../shapes.ts';
import { grantRequest, usualTerms } from './grant.ts';
import { listedGrant } from './list.ts';
import { getRequest, refuseRequest, requestData, withdrawRequest, type DataRequest } from './request.ts';
import { grantView, requestView } from './view.ts';

const id = Type.Object({ id: Type.String() });
const names = Type.Array(Type.String({ minLength: 1, maxLength: 120 }), { minItems: 1, maxItems: 1000, uniqueItems: true, title: '信息项' });
const until = Type.String({ format: 'date-time', title: '截止时间' });
const words = (title: string, maxLength: number) => Type.String({ minLength: 2, maxLength, title });

const Asked = Type.Object({
  datasetId: Type.String({ format: 'uuid', title: '数据资源' }), columns: names, purpose: words('用途', 1000), scenario: words('应用场景', 1000), basis: words('职责或法律依据', 1000), frequency: words('使用频率', 100), until,
  undertaking: Type.Literal(true, { title: '安全承诺' }),
}, { additionalProperties: false });
const Terms = Type.Object({
  columns: Type.Optional(names), until, callsPerDay: Type.Integer({ minimum: 1, maximum: 100_000_000, title: '每日次数' }), rowsPerCall: Type.Integer({ minimum: 1, maximum: 1000, title: '每次行数' }),
  reveal: Type.Optional(Type.Object({ columns: names, basis: words('不脱敏的依据', 1000) }, { additionalProperties: false })), note: Type.Optional(Type.String({ maxLength: 1000, title: '说明' })),
}, { additionalProperties: false });
const Refusal = Type.Object({ reason: words('理由', 1000), law: Type.Optional(Type.String({ maxLength: 1000, title: '法律依据' })) }, { additionalProperties: false });

/** Requests for data: ask, read, grant, refuse, take back. */
export function requestRoutes(app: App, house: House): void {
  const { db } = house;

  const view = async (on: Db, row: DataRequest) => {
    const [more] = await on<{ title: string; grant_id: string | null }[]>`select title, (select id from grants where request_id = ${row.id}) as grant_id from datasets where id = ${row.dataset_id}`;
    return requestView(house, { ...row, ...more! });
  };

  app.post('/api/v1/data-requests', {
    config: { permission: 'dataset.request' },
    schema: { summary: '申请数据 Ask for another organ’s data', tags: ['sharing'], body: Asked, response: { 201: RequestShape } },
  }, async (request, reply) => void (await once(db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const row = await requestData(tx, request.body, request.reader, request.traceId, house.clock.now());
    const dataset = (await findDataset(tx, row.dataset_id))!;
    // What is shared without condition needs nobody's decision: the purpose is on record, and the grant follows at once.
    if (dataset.sharing === 'unconditional') await grantRequest(tx, row.id, { ...usualTerms, until: request.body.until }, { accountId: null, traceId: request.traceId }, house.clock.now());
    const [now] = await tx<DataRequest[]>`select * from data_requests where id = ${row.id}`;
    return { status: 201, body: await view(tx, now!), headers: { location: `/api/v1/data-requests/${row.id}` } };
  })));

  app.get('/api/v1/data-requests', {
    config: { permission: 'signed-in' },
    schema: { summary: '数据申请列表 Requests sent or received', tags: ['sharing'], response: { 200: pageOfShape(RequestShape) }, querystring: Type.Object({ ...pageQuery, box: Type.Unsafe<'sent' | 'received'>({ type: 'string', enum: ['sent', 'received'], default: 'received' }), state: Type.Optional(Type.Unsafe<string>({ type: 'string', enum: ['open', 'granted', 'refused', 'withdrawn'] })) }) },
  }, async (request) => {
    const { cursor, limit, box, state } = request.query;
    const right = box === 'sent' ? 'dataset.request' : 'grant.decide';
    mustMay(request.reader, right);
    const after = positionOf(cursor, 1)?.[0] as string | undefined;
    const rows = await db<(DataRequest & { title: string; grant_id: string | null })[]>`
      select r.*, d.title, g.id as grant_id from (select * from data_requests where (${within(db, request.reader, right, box === 'sent' ? 'organ' : 'owner_organ')}) ${state ? db`and state = ${state}` : db``} ${after ? db`and id < ${after}` : db``} order by id desc limit ${limit + 1}) r
      join datasets d on d.id = r.dataset_id left join grants g on g.request_id = r.id order by r.id desc`;
    const page = pageOf(rows, limit, (row) => [row.id]);
    return { items: page.items.map((row) => requestView(house, row)), next: page.next };
  });

  app.get('/api/v1/data-requests/:id', {
    config: { permission: 'signed-in' },
    schema: { summary: '一个数据申请 One request', tags: ['sharing'], params: id, response: { 200: RequestShape } },
  }, async (request) => view(db, await getRequest(db, request.params.id, request.reader)));

  app.post('/api/v1/data-requests/:id/grant', {
    config: { permission: 'grant.decide' },
    schema: { summary: '同意共享 Grant a request', tags: ['sharing'], params: id, body: Terms, response: { 201: GrantShape } },
  }, async (request, reply) => void (await once(db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const asked = await getRequest(tx, request.params.id, request.reader);
    mustMay(request.reader, 'grant.decide', { organ: asked.owner_organ });
    const grant = await grantRequest(tx, asked.id, request.body, whoAsks(request), house.clock.now());
    return { status: 201, body: grantView(house, await listedGrant(tx, grant.id)), headers: { location: `/api/v1/grants/${grant.id}` } };
  })));

  app.post('/api/v1/data-requests/:id/refuse', {
    config: { permission: 'grant.decide' },
    schema: { summary: '不同意共享 Refuse a request, citing the law', tags: ['sharing'], params: id, body: Refusal, response: { 200: RequestShape } },
  }, async (request) => db.begin(async (tx) => {
    const asked = await getRequest(tx, request.params.id, request.reader);
    mustMay(request.reader, 'grant.decide', { organ: asked.owner_organ });
    return view(tx, await refuseRequest(tx, asked.id, request.body, whoAsks(request)));
  }));

  app.post('/api/v1/data-requests/:id/withdraw', {
    config: { permission: 'dataset.request' },
    schema: { summary: '撤回申请 Take a request back', tags: ['sharing'], params: id, response: { 200: RequestShape } },
  }, async (request) => db.begin(async (tx) => {
    const asked = await getRequest(tx, request.params.id, request.reader);
    if (!may(request.reader, 'dataset.request', { organ: asked.organ, region: asked.region })) mustMay(request.reader, 'dataset.request', { organ: asked.organ });
    return view(tx, await withdrawRequest(tx, asked.id, whoAsks(request)));
  }));
}

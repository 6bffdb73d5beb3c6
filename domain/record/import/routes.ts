import { Type } from 'typebox';
import type { House } from '#kernel/house.ts';
import type { App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import { pageOf, pageQuery, positionOf } from '#kernel/http/page.ts';
import { lakeOf } from '../lake/lake.ts';
import { rowPosition } from '../lake/rows.ts';
import { within } from '../rights.ts';
import { ImportShape, pageOfShape, RefusedRowShape } from '../shapes.ts';
import { encodings } from './encoding.ts';
import { orderUpload } from './order.ts';
import { refusedRows } from './refused.ts';
import { getImport, type ImportRow } from './store.ts';
import { importView } from './view.ts';

const Order = Type.Object({
  fileIds: Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 200, uniqueItems: true, title: '文件' }),
  datasetId: Type.Optional(Type.String({ format: 'uuid', title: '数据资源' })),
  title: Type.Optional(Type.String({ maxLength: 200, title: '名称' })),
  organ: Type.Optional(Type.String({ maxLength: 60, title: '单位' })),
  mode: Type.Optional(Type.Unsafe<'replace' | 'append'>({ type: 'string', enum: ['replace', 'append'], title: '方式' })),
  encoding: Type.Optional(Type.Unsafe<(typeof encodings)[number]>({ type: 'string', enum: [...encodings], title: '编码' })),
  delimiter: Type.Optional(Type.Unsafe<string>({ type: 'string', enum: [',', '\t', ';', '|'], title: '分隔符' })),
  header: Type.Optional(Type.Boolean({ title: '首行是列名' })),
  sheet: Type.Optional(Type.String({ maxLength: 100, title: '工作表' })),
}, { additionalProperties: false });
const id = Type.Object({ id: Type.String() });

/** Uploads become datasets: order, watch, and look at what was refused. */
export function importRoutes(app: App, house: House): void {
  app.post('/api/v1/imports', {
    config: { permission: 'dataset.manage' },
    schema: { summary: '导入数据表 Import uploaded files as a table', tags: ['datasets'], body: Order, response: { 202: ImportShape } },
  }, async (request, reply) => void (await once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const row = await orderUpload(tx, request.body, { reader: request.reader, traceId: request.traceId });
    const [{ title }] = await tx<[{ title: string }]>`select title from datasets where id = ${row.dataset_id}`;
    return { status: 202, body: importView({ ...row, title }, request.locale), headers: { location: `/api/v1/imports/${row.id}` } };
  })));

  app.get('/api/v1/imports', {
    config: { permission: 'dataset.manage' },
    schema: { summary: '导入列表 Imports', tags: ['datasets'], response: { 200: pageOfShape(ImportShape) }, querystring: Type.Object({ ...pageQuery, datasetId: Type.Optional(Type.String({ format: 'uuid' })), state: Type.Optional(Type.Unsafe<string>({ type: 'string', enum: ['waiting', 'running', 'done', 'failed'] })) }) },
  }, async (request) => {
    const { cursor, limit, datasetId, state } = request.query;
    const after = positionOf(cursor, 1)?.[0] as string | undefined;
    const rows = await house.db<(ImportRow & { title: string })[]>`
      select i.*, d.title from (select * from imports where (${within(house.db, request.reader, 'dataset.manage')}) ${datasetId ? house.db`and dataset_id = ${datasetId}` : house.db``} ${state ? house.db`and state = ${state}` : house.db``} ${after ? house.db`and id < ${after}` : house.db``} order by id desc limit ${limit + 1}) i
      join datasets d on d.id = i.dataset_id order by i.id desc`;
    const page = pageOf(rows, limit, (row) => [row.id]);
    return { items: page.items.map((row) => importView(row, request.locale)), next: page.next };
  });

  app.get('/api/v1/imports/:id', {
    config: { permission: 'dataset.manage' },
    schema: { summary: '导入进度 How far an import is', tags: ['datasets'], params: id, response: { 200: ImportShape } },
  }, async (request) => {
    const row = await getImport(house.db, request.params.id, request.reader);
    const [{ title }] = await house.db<[{ title: string }]>`select title from datasets where id = ${row.dataset_id}`;
    return importView({ ...row, title }, request.locale);
  });

  app.get('/api/v1/imports/:id/refused', {
    config: { permission: 'dataset.manage' },
    schema: { summary: '被拒的行 Refused rows with file, line and reason', tags: ['datasets'], params: id, querystring: Type.Object({ ...pageQuery, reason: Type.Optional(Type.String({ maxLength: 40 })) }), response: { 200: pageOfShape(RefusedRowShape) } },
  }, async (request) => {
    const { cursor, limit, reason } = request.query;
    const row = await getImport(house.db, request.params.id, request.reader);
    const after = rowPosition(cursor);
    return pageOf(await refusedRows(lakeOf(house), row, { reason, after, limit }, request.locale), limit, (each) => [each.n]);
  });
}

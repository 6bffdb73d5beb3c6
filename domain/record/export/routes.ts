import { Type } from 'typebox';
import { audit } from '#kernel/audit/audit.ts';
import type { App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import type { House } from '#kernel/house.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { organName } from '#domain/subject/organs.ts';
import { whoAsks, type Reader } from '#domain/subject/reader.ts';
import { isHeldByAnother } from '#domain/subject/rights/held.ts';
import { askExport, decideExport, exportFile, exportsFor, traceMark, type Export } from './export.ts';

const byId = Type.Object({ id: Type.String({ maxLength: 60 }) });
const names = Type.Array(Type.String({ maxLength: 200 }), { minItems: 1, maxItems: 500, uniqueItems: true });

/** Exports of datasets: asked for with a purpose, approved where the grade is high, marked for the receiver. */
export function exportRoutes(app: App, house: House): void {
  const { db } = house;
  const by = (request: { reader: Reader; traceId: string; ip: string }) => ({ reader: request.reader, traceId: request.traceId, address: request.ip });
  const shown = ({ mark: _mark, accountId, ...each }: Export, reader: Reader) => ({ ...each, mine: accountId === reader.accountId, organName: organName(house, each.organ), until: each.until && formatMoment(each.until) });
  /** As its receiver sees it: an export that waits where nobody may decide says so, instead of waiting for nobody. */
  const shownToAsker = async (each: Export, reader: Reader) => ({ ...shown(each, reader), nobodyDecides: each.state === 'asked' && each.accountId === reader.accountId && !(await isHeldByAnother(db, house, 'export.decide', each.organ, each.accountId)) });

  app.post('/api/v1/exports', {
    config: { permission: 'dataset.read' },
    schema: {
      summary: '申请导出数据集 Ask for an export', tags: ['datasets'],
      body: Type.Object({ datasetId: Type.String({ format: 'uuid' }), version: Type.Optional(Type.Integer({ minimum: 1 })), columns: Type.Optional(names), unmasked: Type.Optional(names), purpose: Type.String({ minLength: 4, maxLength: 200, title: '用途' }) }, { additionalProperties: false }),
    },
  }, (request, reply) => once(db, request.reader.accountId ?? '', request, reply, async (tx) => ({ status: 201, body: await shownToAsker(await askExport(tx, house, by(request), request.body), request.reader) })));

  app.get('/api/v1/exports', { config: { permission: 'signed-in' }, schema: { summary: '我的导出，和等我审批的 My exports, and those that wait for me', tags: ['datasets'] } }, async (request) => {
    const found = await exportsFor(db, request.reader);
    return { items: await Promise.all(found.map((each) => shownToAsker(each, request.reader))) };
  });

  app.post('/api/v1/exports/:id/decide', {
    config: { permission: 'export.decide' },
    schema: { summary: '审批导出 Decide on an export', tags: ['datasets'], params: byId, body: Type.Object({ approve: Type.Boolean({ title: '是否同意' }), reason: Type.String({ minLength: 2, maxLength: 500, title: '意见' }) }, { additionalProperties: false }) },
  }, async (request) => shown(await db.begin((tx) => decideExport(tx, house, by(request), request.params.id, request.body)), request.reader));

  app.get('/api/v1/exports/:id/file', { config: { permission: 'dataset.read', compress: false }, schema: { summary: '下载导出文件（带水印） The marked file', tags: ['datasets'], params: byId } }, async (request, reply) => {
    const { name, body } = await db.begin((tx) => exportFile(tx, house, by(request), request.params.id));
    return reply.header('content-type', 'text/csv; charset=utf-8').header('cache-control', 'no-store').header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`).send(body);
  });

  app.post('/api/v1/exports/trace', {
    config: { permission: 'audit.read' },
    schema: { summary: '由行内水印找到领取人 From a mark to its receiver', tags: ['datasets'], body: Type.Object({ mark: Type.String({ minLength: 12, maxLength: 40, title: '水印' }) }, { additionalProperties: false }) },
  }, async (request) => db.begin(async (tx) => {
    const found = await traceMark(tx, request.body.mark);
    await audit(tx, { ...whoAsks(request), act: 'export.trace', object: 'export', objectId: found?.id ?? null });
    if (!found) throw refuseCommon('NOT_FOUND');
    return shown(found, request.reader);
  }));
}

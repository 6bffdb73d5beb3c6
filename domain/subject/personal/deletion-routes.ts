import { Type } from 'typebox';
import type { App } from '#kernel/http/app.ts';
import { pageOf, pageQuery, positionOf } from '#kernel/http/page.ts';
import { idTime } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';

type Row = { readonly id: string; readonly cause: string; readonly statement: string; readonly signature: Buffer };

/** The log of everything that was deleted, for auditors: at a person's request, and at the end of retention periods. It says counts and places, never of whom. */
export function deletionRoutes(app: App, house: House): void {
  app.get('/api/v1/deletions', {
    config: { permission: 'audit.read' },
    schema: { summary: '删除记录：按申请、按保管期限 What was deleted, at a request or at the end of a retention period', tags: ['personal data'], querystring: Type.Object(pageQuery) },
  }, async (request) => {
    const after = positionOf(request.query.cursor, 1);
    const rows = await house.db<Row[]>`select id, cause, statement, signature from deletion_certificates ${after ? house.db`where id < ${String(after[0])}` : house.db``} order by id desc limit ${request.query.limit + 1}`;
    const page = pageOf([...rows], request.query.limit, (row) => [row.id]);
    return { items: page.items.map(({ id, cause, statement, signature }) => ({ id, cause, at: formatMoment(idTime(id)), statement, signature: signature.toString('base64') })), next: page.next };
  });
}

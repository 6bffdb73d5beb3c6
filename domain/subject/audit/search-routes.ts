import { Type } from 'typebox';
import { audit } from '#kernel/audit/audit.ts';
import { auditContents } from '#kernel/audit/log.ts';
import { anchorOver, anchorView, lastAnchor } from '#kernel/chain/anchor.ts';
import { proofOf } from '#kernel/chain/proof.ts';
import { idTime, isId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import type { App } from '#kernel/http/app.ts';
import { pageOf, pageQuery, positionOf } from '#kernel/http/page.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { whoAsks } from '../reader.ts';
import { refuseAudit } from './errors.ts';
import { searchAudit } from './search.ts';

const text = (title: string, maxLength = 80) => Type.Optional(Type.String({ minLength: 1, maxLength, title }));
const question = {
  account: Type.Optional(Type.String({ format: 'uuid', title: '帐号编号' })), username: text('用户名', 100), kind: text('对象类型'), object: text('对象编号', 200), subject: Type.Optional(Type.String({ format: 'uuid', title: '主体编号' })),
  act: text('操作'), purpose: text('用途', 200), trace: text('追踪号', 32), address: text('来源地址', 45),
  from: Type.Optional(Type.String({ format: 'date-time', title: '起' })), to: Type.Optional(Type.String({ format: 'date-time', title: '止' })),
};

/** What a declared act was called when it was done: a case's acts are named by its type, not by the program. Null for all others. */
function calledIn(house: House, detail: unknown, locale: 'zh' | 'en'): string | null {
  const called = (detail as { called?: unknown } | null)?.called;
  return typeof called === 'string' ? house.declared.say(called, locale) : null;
}

/** What auditors look up. Looking is an act itself, and written down like any other. */
export function auditSearchRoutes(app: App, house: House): void {
  app.get('/api/v1/audit', {
    config: { permission: 'audit.read' },
    schema: { summary: '审计检索 Search the audit log', tags: ['audit'], querystring: Type.Object({ ...pageQuery, ...question }) },
  }, async (request) => {
    const { cursor, limit, ...asked } = request.query;
    const after = positionOf(cursor, 1);
    const page = await house.db.begin(async (tx) => {
      const rows = await searchAudit(tx, asked, { after: after && isId(String(after[0])) ? String(after[0]) : null, limit });
      await audit(tx, { ...whoAsks(request), act: 'audit.search', object: 'audit', detail: { asked, found: Math.min(rows.length, limit) } });
      return pageOf(rows, limit, ({ id }) => [id]);
    });
    return { ...page, items: page.items.map((row) => ({ ...row, called: calledIn(house, row.detail, request.locale), at: formatMoment(idTime(row.id)) })) };
  });

  app.get('/api/v1/audit/entries/:id', {
    config: { permission: 'audit.read' },
    schema: { summary: '一条审计记录及其存在证明 One entry with its proof of inclusion', tags: ['audit'], params: Type.Object({ id: Type.String({ maxLength: 40 }) }) },
  }, async (request) => {
    const { id } = request.params;
    const { db } = house;
    const entry = isId(id) ? (await auditContents(db, [id])).get(id) : undefined;
    if (!entry) throw refuseAudit('AUDIT_ENTRY_NOT_FOUND');
    await audit(db, { ...whoAsks(request), act: 'audit.read-entry', object: 'audit', objectId: id });
    const [account] = entry.accountId === null ? [] : await db<{ name: string; username: string }[]>`select name, username from accounts where id = ${entry.accountId}`;
    const place = await proofOf(db, 'audit', id);
    const anchor = place && ((await anchorOver(db, 'audit', place.seq)) ?? null);
    const proof = place && anchor ? await proofOf(db, 'audit', id, anchor.size) : null;
    return {
      entry, called: calledIn(house, entry.detail, request.locale), at: formatMoment(idTime(id)), accountName: account?.name ?? null, username: account?.username ?? null,
      place: place && { seq: place.seq, leaf: place.leaf, block: { ...place.block, at: formatMoment(place.block.at) } },
      proof: proof && anchor ? { path: proof.path, anchor: anchorView(anchor) } : null, anchored: (await lastAnchor(db, 'audit'))?.size ?? 0,
    };
  });
}

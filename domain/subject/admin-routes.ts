import { Type } from 'typebox';
import type { App } from '#kernel/http/app.ts';
import { cursorOf, pageQuery, positionOf } from '#kernel/http/page.ts';
import type { House } from '#kernel/house.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { idTime } from '#kernel/database/id.ts';
import { roles } from './define.ts';
import { organName } from './organs.ts';

/** What the three administrators see: accounts and appointments, roles and their rights, the audit log. */
export function administrationRoutes(app: App, house: House): void {
  app.get('/api/v1/roles', { config: { permission: 'account.read' }, schema: { summary: '岗位角色与权限 Roles and their rights', tags: ['administration'] } }, async (request) =>
    house.declared.all(roles).map((role) => ({ key: role.key, title: house.declared.say(role.title, request.locale), reach: role.reach, face: role.face, may: role.may })));

  app.get('/api/v1/accounts', { config: { permission: 'account.read' }, schema: { summary: '帐号与任职 Accounts and appointments', tags: ['administration'], querystring: Type.Object({ ...pageQuery, q: Type.Optional(Type.String({ maxLength: 60 })) }) } }, async (request) => {
    const { cursor, limit, q } = request.query;
    const after = positionOf(cursor, 1);
    const rows = await house.db<AccountRow[]>`
      select a.id, a.username, a.kind, a.name, a.organ, a.region, a.posts, a.demo, a.closed_at as "closedAt",
        (select coalesce(array_agg(role order by role), '{}') from appointments p where p.account_id = a.id and (until_at is null or until_at > now())) as roles,
        (select count(*) from sessions s where s.account_id = a.id and expires_at > now()) as sessions
      from accounts a where ${after ? house.db`a.username > ${String(after[0])}` : house.db`true`} and ${q ? house.db`(a.username ilike ${`%${q}%`} or a.name ilike ${`%${q}%`})` : house.db`true`}
      order by a.username limit ${limit + 1}`;
    const items = rows.slice(0, limit);
    return { items: items.map((row) => ({ ...row, organName: row.organ ? organName(house, row.organ) : null })), next: rows.length > limit ? cursorOf([items.at(-1)?.username ?? '']) : null };
  });

  app.get('/api/v1/audit', {
    config: { permission: 'audit.read' },
    schema: { summary: '审计日志 Audit log', tags: ['administration'], querystring: Type.Object({ ...pageQuery, account: Type.Optional(Type.String({ format: 'uuid' })), object: Type.Optional(Type.String({ maxLength: 80 })), act: Type.Optional(Type.String({ maxLength: 60 })), trace: Type.Optional(Type.String({ maxLength: 32 })) }) },
  }, async (request) => {
    const { cursor, limit, account, object, act, trace } = request.query;
    const { db } = house;
    const after = positionOf(cursor, 1);
    const rows = await db<AuditRow[]>`
      select e.id, e.account_id as "accountId", a.name as "accountName", e.act, e.object, e.object_id as "objectId", e.trace_id as "traceId", host(e.address) as address, e.purpose, e.detail
      from audit_entries e left join accounts a on a.id = e.account_id
      where ${after ? db`e.id < ${String(after[0])}` : db`true`} and ${account ? db`e.account_id = ${account}` : db`true`} and ${object ? db`e.object_id = ${object}` : db`true`} and ${act ? db`e.act = ${act}` : db`true`} and ${trace ? db`e.trace_id = ${trace}` : db`true`}
      order by e.id desc limit ${limit + 1}`;
    const items = rows.slice(0, limit);
    return { items: items.map((row) => ({ ...row, at: formatMoment(idTime(row.id)) })), next: rows.length > limit ? cursorOf([items.at(-1)?.id ?? '']) : null };
  });
}

type AccountRow = { id: string; username: string; kind: string; name: string; organ: string | null; region: string | null; posts: string[]; demo: boolean; closedAt: Date | null; roles: string[]; sessions: number };
type AuditRow = { id: string; accountId: string | null; accountName: string | null; act: string; object: string; objectId: string | null; traceId: string; address: string | null; purpose: string | null; detail: Record<string, unknown> };

import { Type } from 'typebox';
import type { App } from '#kernel/http/app.ts';
import { cursorOf, pageQuery, positionOf } from '#kernel/http/page.ts';
import type { House } from '#kernel/house.ts';
import { roles } from './define.ts';
import { organName } from './organs.ts';

/** What the three administrators see: accounts and appointments, roles and their rights. The log of acts has its own routes (audit/). */
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
}

type AccountRow = { id: string; username: string; kind: string; name: string; organ: string | null; region: string | null; posts: string[]; demo: boolean; closedAt: Date | null; roles: string[]; sessions: number };

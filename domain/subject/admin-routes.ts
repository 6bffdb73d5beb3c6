import { Type } from 'typebox';
import type { App } from '#kernel/http/app.ts';
import { cursorOf, pageQuery, positionOf } from '#kernel/http/page.ts';
import type { House } from '#kernel/house.ts';
import { organName } from './organs.ts';

/** What the three administrators see of accounts. Roles and rights (rights/) and the log of acts (audit/) have routes of their own. */
export function administrationRoutes(app: App, house: House): void {
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

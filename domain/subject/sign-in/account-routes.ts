import { Type } from 'typebox';
import { isId } from '#kernel/database/id.ts';
import { once } from '#kernel/http/once.ts';
import { cursorOf, pageQuery, positionOf } from '#kernel/http/page.ts';
import type { App } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import { text } from '#kernel/schema/fields.ts';
import { outbox } from '../messages.ts';
import { refuse } from './errors.ts';
import { fromOf } from './from.ts';
import { closeAccount, openAccount, resetPassword } from './open-account.ts';
import { usernameField } from './session-routes.ts';

const given = Type.Object({ id: Type.String() });
const link = (house: House, code: string) => `${house.config.publicUrl}/password?code=${code}`;
const account = (id: string) => {
  if (!isId(id)) throw refuse('ACCOUNT_UNKNOWN');
  return id;
};

/** What administrators do with the accounts of others. Roles are given elsewhere, by the security administrator. */
export function accountRoutes(app: App, house: House): void {
  app.post('/api/v1/accounts', {
    config: { permission: 'account.manage', stepUp: true },
    schema: {
      summary: '开通帐号 Open an account', tags: ['administration'],
      body: Type.Object({ username: usernameField, name: text('姓名', { maxLength: 60 }), kind: Type.Union([Type.Literal('official'), Type.Literal('service')], { title: '类别', default: 'official' }), organ: text('部门', { maxLength: 80 }), posts: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 20, title: '岗位' })) }, { additionalProperties: false }),
      response: { 201: Type.Object({ id: Type.String(), link: Type.Union([Type.String(), Type.Null()]) }) },
    },
  }, async (request, reply) => {
    await once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
      const { id, code } = await openAccount(tx, house, request.body, request.reader.accountId, fromOf(request));
      return { status: 201, body: { id, link: code === null ? null : link(house, code) } };
    });
    return reply;
  });

  app.post('/api/v1/accounts/:id/password-link', { config: { permission: 'account.manage', stepUp: true }, schema: { summary: '重设密码的一次性链接 A one-time link to set a new password', tags: ['administration'], params: given, response: { 201: Type.Object({ link: Type.String() }) } } }, async (request, reply) => {
    const code = await house.db.begin((tx) => resetPassword(tx, account(request.params.id), request.reader.accountId, fromOf(request)));
    return reply.code(201).send({ link: link(house, code) });
  });

  app.post('/api/v1/accounts/:id/close', { config: { permission: 'account.manage', stepUp: true }, schema: { summary: '关闭帐号 Close an account', tags: ['administration'], params: given } }, async (request, reply) => {
    await house.db.begin((tx) => closeAccount(tx, account(request.params.id), request.reader.accountId, fromOf(request)));
    return reply.code(204).send();
  });

  app.get('/api/v1/messages', { config: { permission: 'account.read' }, schema: { summary: '短信发件箱 Outbox of messages', tags: ['administration'], querystring: Type.Object(pageQuery) } }, async (request) => {
    const { cursor, limit } = request.query;
    const after = positionOf(cursor, 1);
    const rows = await outbox(house, { accountId: null, after: after ? String(after[0]) : null, limit: limit + 1 });
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? cursorOf([items.at(-1)?.id ?? '']) : null };
  });
}

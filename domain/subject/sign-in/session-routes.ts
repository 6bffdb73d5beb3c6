import { Type } from 'typebox';
import { isId } from '#kernel/database/id.ts';
import { perMinute, type App } from '#kernel/http/app.ts';
import { cursorOf, pageQuery, positionOf } from '#kernel/http/page.ts';
import type { House } from '#kernel/house.ts';
import { text } from '#kernel/schema/fields.ts';
import { changePassword, setPasswordByLink } from './change-password.ts';
import { refuse } from './errors.ts';
import { takeFirstAdministrator } from './first-administrator.ts';
import { fromOf } from './from.ts';
import { signInsOf } from './record.ts';
import { endSessions, sessionsOf } from './sessions.ts';
import { ownSession } from './step-up.ts';

const textOrNull = Type.Union([Type.String(), Type.Null()]);
const moment = Type.String({ format: 'date-time' });
const sessionEntry = Type.Object({ id: Type.String(), openedAt: moment, expiresAt: moment, methods: Type.Array(Type.String()), level: Type.Integer(), address: textOrNull, agent: textOrNull, application: textOrNull, current: Type.Boolean() });
const signInEntry = Type.Object({ id: Type.String(), at: moment, outcome: Type.String(), methods: Type.Array(Type.String()), address: textOrNull, agent: textOrNull, application: textOrNull });
const newPassword = Type.String({ minLength: 1, maxLength: 1000, title: '新密码' });

/** What a person does with sessions and password of their own. */
export function ownSessionRoutes(app: App, house: House): void {
  app.get('/api/v1/sessions', { config: { permission: 'signed-in', openToHeldBack: true }, schema: { summary: '我的登录 My open sessions', tags: ['session'], response: { 200: Type.Object({ items: Type.Array(sessionEntry) }) } } }, async (request) => {
    const own = await ownSession(house, request);
    return { items: (await sessionsOf(house.db, own.accountId)).map((row) => ({ ...row, openedAt: row.openedAt.toISOString(), expiresAt: row.expiresAt.toISOString(), current: row.id === own.id })) };
  });

  app.delete('/api/v1/sessions/:id', { config: { permission: 'signed-in', openToHeldBack: true }, schema: { summary: '远程退出 End one of my sessions', tags: ['session'], params: Type.Object({ id: Type.String() }) } }, async (request, reply) => {
    const own = await ownSession(house, request);
    const { id } = request.params;
    const ended = isId(id) ? await house.db.begin((tx) => endSessions(tx, own.accountId, { only: id }, fromOf(request))) : 0;
    if (ended === 0) throw refuse('SESSION_UNKNOWN');
    return reply.code(204).send();
  });

  app.delete('/api/v1/sessions', { config: { permission: 'signed-in', openToHeldBack: true }, schema: { summary: '退出其他所有登录 End all my other sessions', tags: ['session'], response: { 200: Type.Object({ ended: Type.Integer() }) } } }, async (request) => {
    const own = await ownSession(house, request);
    return { ended: await house.db.begin((tx) => endSessions(tx, own.accountId, { except: own.id }, fromOf(request))) };
  });

  app.get('/api/v1/sign-ins', { config: { permission: 'signed-in', openToHeldBack: true }, schema: { summary: '我的登录记录 Tries to sign in to my account', tags: ['session'], querystring: Type.Object(pageQuery), response: { 200: Type.Object({ items: Type.Array(signInEntry), next: textOrNull }) } } }, async (request) => {
    const { cursor, limit } = request.query;
    const after = positionOf(cursor, 1);
    const rows = await signInsOf(house.db, request.reader.accountId ?? '', { after: after ? String(after[0]) : null, limit: limit + 1 });
    const items = rows.slice(0, limit);
    return { items: items.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })), next: rows.length > limit ? cursorOf([items.at(-1)?.id ?? '']) : null };
  });

  app.post('/api/v1/session/password', {
    config: { permission: 'signed-in', openToHeldBack: true, ...perMinute(20) },
    schema: { summary: '修改密码 Change my password', tags: ['session'], body: Type.Object({ present: Type.String({ minLength: 1, maxLength: 1000, title: '当前密码' }), password: newPassword }, { additionalProperties: false }) },
  }, async (request, reply) => {
    await changePassword(house, await ownSession(house, request), request.body, fromOf(request));
    return reply.code(204).send();
  });

  app.post('/api/v1/password-links', {
    config: { permission: 'public', ...perMinute(20) },
    schema: { summary: '用一次性链接设置密码 Set a password by a one-time link', tags: ['session'], body: Type.Object({ code: Type.String({ minLength: 1, maxLength: 100, title: '链接中的代码' }), password: newPassword }, { additionalProperties: false }), response: { 200: Type.Object({ username: Type.String() }) } },
  }, (request) => setPasswordByLink(house, request.body.code, request.body.password, fromOf(request)));

  app.post('/api/v1/first-administrator', {
    config: { permission: 'public', ...perMinute(20) },
    schema: {
      summary: '设立首位管理员 Become the first administrator', tags: ['session'],
      body: Type.Object({ code: Type.String({ minLength: 1, maxLength: 100, title: '启动时打印的代码' }), username: usernameField, name: text('姓名', { maxLength: 60 }), organ: text('部门', { maxLength: 80 }), password: newPassword }, { additionalProperties: false }),
      response: { 201: Type.Object({ token: Type.String(), csrf: Type.String(), expiresAt: moment }) },
    },
  }, async (request, reply) => {
    const { token, csrf, expiresAt } = await takeFirstAdministrator(house, request.body, fromOf(request));
    return reply.code(201).send({ token, csrf, expiresAt: expiresAt.toISOString() });
  });
}

/** What a user name is made of: nothing that looks like another one, nothing that needs escaping. */
export const usernameField = Type.String({ title: '用户名', minLength: 3, maxLength: 40, pattern: '^[a-z0-9][a-z0-9._-]*$' });

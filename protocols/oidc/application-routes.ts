import { Type } from 'typebox';
import type { FastifyRequest } from 'fastify';
import type { App } from '#kernel/http/app.ts';
import { etagOf, requireMatch } from '#kernel/http/page.ts';
import type { House } from '#kernel/house.ts';
import { text } from '#kernel/schema/fields.ts';
import { organName } from '#domain/subject/organs.ts';
import { fromOf } from '#domain/subject/sign-in/from.ts';
import { allApplications, changeApplication, closeApplication, getApplication, registerApplication, renewSecret, type Application } from './applications.ts';
import { consentsOf, withdrawConsent } from './consents.ts';
import { issuerOf } from './provider.ts';
import { scopeKeys, scopes } from './scopes.ts';

const address = Type.String({ maxLength: 500 });
const addresses = (title: string) => Type.Array(address, { maxItems: 20, title, default: [] });
const entry = {
  name: text('应用名称', { maxLength: 60 }),
  purpose: text('用途', { maxLength: 300 }),
  organ: text('主管单位', { maxLength: 80 }),
  contact: text('联系人和电话', { maxLength: 120 }),
  returnAddresses: addresses('登录返回地址'),
  signOutAddresses: addresses('退出返回地址'),
  backChannel: Type.Union([address, Type.Null()], { title: '后端退出通知地址', default: null }),
  scopes: Type.Array(Type.Enum([...scopeKeys]), { title: '可获得的信息', maxItems: 10, default: ['openid', 'profile'] }),
  level: Type.Integer({ minimum: 1, maximum: 2, title: '认证等级', default: 1 }),
  algorithm: Type.Union([Type.Literal('RS256'), Type.Literal('ES256')], { title: '签名算法', default: 'RS256' }),
};
const kind = Type.Union([Type.Literal('web'), Type.Literal('public'), Type.Literal('device'), Type.Literal('system')], { title: '类型' });
const given = Type.Object({ id: Type.String() });
const tags = ['applications'];

/** The register of applications that use the single sign-on, and what each person agreed to. */
export function applicationRoutes(app: App, house: House): void {
  const shown = ({ closedAt, ...application }: Application) => ({ ...application, organName: organName(house, application.organ), closedAt: closedAt?.toISOString() ?? null });
  const who = (request: FastifyRequest) => ({ accountId: request.reader.accountId, from: fromOf(request) });

  app.get('/api/v1/applications', { config: { permission: 'account.read' }, schema: { summary: '已登记的应用 Registered applications', tags } }, async () =>
    ({ items: (await allApplications(house.db)).map(shown), issuer: issuerOf(house) }));

  app.get('/api/v1/application-scopes', { config: { permission: 'signed-in' }, schema: { summary: '应用可以得到什么 What applications may be told', tags } }, async (request) =>
    ({ items: scopes.map(({ key, optional, ...words }) => ({ key, optional, ...words[request.locale] })) }));

  app.get('/api/v1/applications/:id', { config: { permission: 'account.read' }, schema: { summary: '一个应用 One application', tags, params: given } }, async (request, reply) => {
    const application = await getApplication(house.db, request.params.id);
    return reply.header('etag', etagOf(application.version)).send(shown(application));
  });

  app.post('/api/v1/applications', {
    config: { permission: 'account.manage', stepUp: true },
    schema: { summary: '登记应用（密钥只显示一次） Register an application; its secret is shown once', tags, body: Type.Object({ kind, ...entry }, { additionalProperties: false }), response: { 201: Type.Object({ id: Type.String(), clientId: Type.String(), secret: Type.Union([Type.String(), Type.Null()]), issuer: Type.String() }) } },
  }, async (request, reply) => {
    const { kind: of, ...rest } = request.body;
    // Not through once(): a repeated answer would have to keep the secret.
    const made = await house.db.begin((tx) => registerApplication(tx, house, of, rest, who(request)));
    return reply.code(201).send({ ...made, issuer: issuerOf(house) });
  });

  app.put('/api/v1/applications/:id', { config: { permission: 'account.manage', stepUp: true }, schema: { summary: '修改登记 Change what is registered', tags, params: given, body: Type.Object(entry, { additionalProperties: false }) } }, async (request, reply) => {
    const changed = await house.db.begin(async (tx) => {
      const application = await getApplication(tx, request.params.id);
      requireMatch(request, application.version);
      return changeApplication(tx, application, request.body, who(request));
    });
    return reply.header('etag', etagOf(changed.version)).send(shown(changed));
  });

  app.post('/api/v1/applications/:id/secret', { config: { permission: 'account.manage', stepUp: true }, schema: { summary: '换新密钥 A new secret', tags, params: given, response: { 201: Type.Object({ secret: Type.String() }) } } }, async (request, reply) =>
    reply.code(201).send({ secret: await house.db.begin(async (tx) => renewSecret(tx, await getApplication(tx, request.params.id), who(request))) }));

  app.post('/api/v1/applications/:id/close', { config: { permission: 'account.manage', stepUp: true }, schema: { summary: '停用应用 Close an application', tags, params: given } }, async (request, reply) => {
    await house.db.begin(async (tx) => closeApplication(tx, await getApplication(tx, request.params.id), who(request)));
    return reply.code(204).send();
  });

  app.get('/api/v1/application-consents', { config: { permission: 'signed-in' }, schema: { summary: '我同意过的应用 What I agreed to tell applications', tags } }, async (request) =>
    ({ items: (await consentsOf(house.db, request.reader.accountId ?? '')).map(({ clientId, name, purpose, organ, contact, scopes: agreed, refused, givenAt }) => ({ clientId, name, purpose, organ, contact, scopes: agreed, refused, givenAt: givenAt.toISOString() })) }));

  app.delete('/api/v1/application-consents/:clientId', { config: { permission: 'signed-in' }, schema: { summary: '撤回同意 Withdraw a consent', tags, params: Type.Object({ clientId: Type.String({ maxLength: 80 }) }) } }, async (request, reply) => {
    await house.db.begin((tx) => withdrawConsent(tx, request.reader.accountId ?? '', request.params.clientId, fromOf(request)));
    return reply.code(204).send();
  });
}

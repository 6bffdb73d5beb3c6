import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { perMinute, type App } from '#kernel/http/app.ts';
import { fileRoutes } from '#kernel/files/routes.ts';
import type { House } from '#kernel/house.ts';
import { refuse } from './errors.ts';
import { administrationRoutes } from './admin-routes.ts';
import { auditChainRoutes } from './audit/chain-routes.ts';
import { noteRefusals } from './audit/refusals.ts';
import { auditSearchRoutes } from './audit/search-routes.ts';
import { identify, sessionCookie, tokenOf } from './identify.ts';
import { liveRoute } from './live.ts';
import { readerOf } from './recognise.ts';
import { watchLists } from './rights/preview.ts';
import { watchRights } from './rights/rights-known.ts';
import { rightRoutes } from './rights/routes.ts';
import { accountRoutes } from './sign-in/account-routes.ts';
import { signInByPhone } from './sign-in/by-phone.ts';
import { fromOf } from './sign-in/from.ts';
import { ownSessionRoutes } from './sign-in/session-routes.ts';
import { sessionHours, signOut, type OpenedSession } from './sign-in/sessions.ts';
import { open, signIn } from './sign-in/sign-in.ts';
import { secondFactorRoutes } from './sign-in/second-routes.ts';
import { siteOf, takePasskey } from './sign-in/second/passkeys.ts';
import { guardSensitiveActs } from './sign-in/step-up.ts';
import { may, type Reader } from './reader.ts';

const readerShape = Type.Object({
  name: Type.String(),
  username: Type.Union([Type.String(), Type.Null()]),
  kind: Type.String(),
  organ: Type.Union([Type.String(), Type.Null()]),
  region: Type.Union([Type.String(), Type.Null()]),
  posts: Type.Array(Type.String()),
  rights: Type.Array(Type.String()),
  heldBack: Type.Union([Type.Literal('contract'), Type.Literal('factor'), Type.Literal('rules'), Type.Null()]),
});
const sessionShape = Type.Object({ csrf: Type.Union([Type.String(), Type.Null()]), reader: readerShape });

const openedShape = Type.Object({ token: Type.String(), expiresAt: Type.String({ format: 'date-time' }), csrf: Type.String(), reader: readerShape });

/** A demonstration account as the start prints it. */
export type DemoAccount = { readonly username: string; readonly password: string; readonly name: string; readonly title: string; readonly face: string };

export function subjectRoutes(app: App, house: House): void {
  watchRights(app);
  watchLists(app);
  identify(app, house);
  guardSensitiveActs(app, house);
  ownSessionRoutes(app, house);
  secondFactorRoutes(app, house);
  accountRoutes(app, house);
  liveRoute(app, house);
  administrationRoutes(app, house);
  rightRoutes(app, house);
  noteRefusals(app, house);
  auditSearchRoutes(app, house);
  auditChainRoutes(app, house);
  fileRoutes(app, house, { accountOf: (request) => request.reader.accountId, opens: (request, link) => may(request.reader, link.may as `${string}.${string}`, link) });

  const opened = async (reply: FastifyReply, session: OpenedSession) => {
    setSessionCookie(reply, session.token, house);
    const reader = await readerOf(house, session.token);
    if (!reader) throw refuse('SIGN_IN_NEEDED');
    return reply.code(201).send({ token: session.token, expiresAt: session.expiresAt.toISOString(), csrf: session.csrf, reader: shown(reader) });
  };

  app.post('/api/v1/session', {
    config: { permission: 'public', ...perMinute(120) },
    schema: {
      summary: '登录 Sign in', tags: ['session'],
      body: Type.Object({ username: Type.String({ minLength: 1, maxLength: 100, title: '用户名' }), password: Type.String({ minLength: 1, maxLength: 1000, title: '密码' }), code: Type.Optional(Type.String({ minLength: 4, maxLength: 20, title: '验证码' })) }, { additionalProperties: false }),
      response: { 201: openedShape },
    },
  }, async (request, reply) => opened(reply, await signIn(house, request.body, fromOf(request))));

  app.post('/api/v1/session/passkey', {
    config: { permission: 'public', ...perMinute(60) },
    schema: {
      summary: '用通行密钥登录 Sign in with a passkey', tags: ['session'],
      body: Type.Object({ challenge: Type.String({ format: 'uuid' }), response: Type.Object({ id: Type.String({ maxLength: 2000 }) }, { additionalProperties: true }) }, { additionalProperties: false }),
      response: { 201: openedShape },
    },
  }, async (request, reply) => {
    const accountId = await takePasskey(house, siteOf(house, request), request.body.challenge, request.body.response as unknown as AuthenticationResponseJSON);
    return opened(reply, await open(house, accountId, { methods: ['passkey'], level: 2 }, fromOf(request)));
  });

  app.post('/api/v1/session/phone', {
    config: { permission: 'public', ...perMinute(60) },
    schema: { summary: '用短信验证码登录 Sign in by a code sent to one’s phone', tags: ['session'], body: Type.Object({ ticket: Type.String({ minLength: 1, maxLength: 100 }), code: Type.Optional(Type.String({ minLength: 4, maxLength: 20, title: '验证码' })) }, { additionalProperties: false }), response: { 201: openedShape } },
  }, async (request, reply) => opened(reply, await signInByPhone(house, request.body, fromOf(request))));

  app.get('/api/v1/session', { config: { permission: 'signed-in', openToHeldBack: true }, schema: { summary: '我是谁 Who am I', tags: ['session'], response: { 200: sessionShape } } },
    async (request) => ({ csrf: request.reader.csrf, reader: shown(request.reader) }));

  app.delete('/api/v1/session', { config: { permission: 'signed-in', openToHeldBack: true }, schema: { summary: '退出 Sign out', tags: ['session'] } }, async (request, reply) => {
    const token = tokenOf(request);
    if (token) await house.db.begin((tx) => signOut(tx, token.value, fromOf(request)));
    return reply.clearCookie(sessionCookie, { path: '/' }).code(204).send();
  });

  app.get('/api/v1/demo/accounts', {
    config: { permission: 'public' },
    schema: { summary: '演示帐号 Demonstration accounts', tags: ['session'], response: { 200: Type.Array(Type.Object({ username: Type.String(), password: Type.String(), name: Type.String(), title: Type.String(), face: Type.String() })) } },
  }, async () => {
    if (!house.config.demo) throw refuse('SUBJECT_NOT_FOUND');
    return demoAccounts(house);
  });
}

/** The demonstration accounts of this city, as its seed recorded them. */
export async function demoAccounts(house: House): Promise<DemoAccount[]> {
  const [row] = await house.db<{ value: DemoAccount[] }[]>`select value from settings where key = 'demo.accounts'`;
  return row?.value ?? [];
}

/** The session cookie: out of reach of scripts, never sent along by other sites' forms. */
export function setSessionCookie(reply: { setCookie: (name: string, value: string, options: object) => unknown }, token: string, house: House): void {
  reply.setCookie(sessionCookie, token, { path: '/', httpOnly: true, sameSite: 'lax', secure: house.config.publicUrl.startsWith('https:'), maxAge: sessionHours * 3600 });
}

const shown = (reader: Reader) => ({ name: reader.name, username: reader.username, kind: reader.kind, organ: reader.organ, region: reader.region, posts: [...reader.posts], rights: [...reader.rights.keys()], heldBack: reader.heldBack?.why ?? null });

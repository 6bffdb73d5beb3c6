import { Type } from 'typebox';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { FastifyRequest } from 'fastify';
import { perMinute, type App } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import { phone } from '#kernel/schema/fields.ts';
import { answerByPhone, askByPhone } from './by-phone.ts';
import { refuse } from './errors.ts';
import { fromOf } from './from.ts';
import { askNewPasskey, askPasskey, keepPasskey, siteOf, takePasskey } from './second/passkeys.ts';
import { beginPhone, confirmPhone, mobile, sendCode } from './second/phone.ts';
import { holderOf, mayChangeMethods, methodsOf, noteChange, removeMethod } from './second/methods.ts';
import { markProven, prove } from './second/proof.ts';
import { makeRecoveryCodes } from './second/recovery.ts';
import { beginTotp, confirmTotp } from './second/totp.ts';
import { ownSession } from './step-up.ts';

const code = Type.String({ title: '验证码', minLength: 4, maxLength: 20 });
const uuid = Type.String({ format: 'uuid' });
const answered = { challenge: uuid, response: Type.Object({ id: Type.String({ maxLength: 2000 }) }, { additionalProperties: true }) };
const credential = Type.Object(answered, { additionalProperties: false });
const question = Type.Object({ challenge: Type.String(), options: Type.Unknown() });
const tags = ['session'];

/** Showing a second factor, and setting up, listing and removing the ways to do so. */
export function secondFactorRoutes(app: App, house: House): void {
  const own = async (request: FastifyRequest) => {
    const session = await ownSession(house, request);
    return { session, holder: await holderOf(house.db, session.accountId) };
  };
  const changing = async (request: FastifyRequest) => {
    const found = await own(request);
    await mayChangeMethods(house, found.session);
    return found;
  };
  const few = { permission: 'signed-in', openToHeldBack: true, ...perMinute(30) } as const;

  app.post('/api/v1/session/proof', { config: few, schema: { summary: '二次验证 Show a second factor', tags, body: Type.Object({ code, challenge: Type.Optional(uuid) }, { additionalProperties: false }) } }, async (request, reply) => {
    await prove(house, (await own(request)).session, request.body, fromOf(request));
    return reply.code(204).send();
  });
  app.post('/api/v1/session/proof/password', { config: few, schema: { summary: '用密码二次验证 Show the password after signing in without it', tags, body: Type.Object({ password: Type.String({ title: '密码', minLength: 1, maxLength: 1000 }) }, { additionalProperties: false }) } }, async (request, reply) => {
    await prove(house, (await own(request)).session, request.body, fromOf(request));
    return reply.code(204).send();
  });
  app.post('/api/v1/session/proof/message', { config: few, schema: { summary: '发送短信验证码 Send a code by message', tags, response: { 201: Type.Object({ challenge: Type.String() }) } } }, async (request, reply) => {
    const { holder } = await own(request);
    return reply.code(201).send({ challenge: await house.db.begin((tx) => sendCode(tx, house, holder, fromOf(request))) });
  });
  app.post('/api/v1/session/proof/passkey', { config: few, schema: { summary: '用通行密钥二次验证 Show a passkey', tags, body: credential } }, async (request, reply) => {
    const { session } = await own(request);
    const holder = await takePasskey(house, siteOf(house, request), request.body.challenge, request.body.response as unknown as AuthenticationResponseJSON);
    if (holder !== session.accountId) throw refuse('METHOD_UNKNOWN');
    await markProven(house, session, 'passkey', fromOf(request));
    return reply.code(204).send();
  });
  app.post('/api/v1/session/passkey/challenge', { config: { permission: 'public', ...perMinute(60) }, schema: { summary: '通行密钥：出题 Ask for a passkey', tags, response: { 201: question } } }, async (request, reply) =>
    reply.code(201).send(await askPasskey(house.db, siteOf(house, request))));

  app.post('/api/v1/session/phone/challenge', { config: { permission: 'public', ...perMinute(30) }, schema: { summary: '短信登录：发送验证码 Ask for a code to sign in by phone', tags, body: Type.Object({ phone: phone() }, { additionalProperties: false }), response: { 201: Type.Object({ challenge: Type.String() }) } } }, async (request, reply) =>
    reply.code(201).send({ challenge: await askByPhone(house, mobile(request.body.phone), fromOf(request)) }));
  app.post('/api/v1/session/phone/holders', { config: { permission: 'public', ...perMinute(30) }, schema: { summary: '短信登录：核对验证码 Whose accounts the code opens', tags, body: Type.Object({ challenge: uuid, code }, { additionalProperties: false }), response: { 200: Type.Object({ items: Type.Array(Type.Object({ name: Type.String(), username: Type.String(), ticket: Type.String() })) }) } } }, async (request) =>
    ({ items: await answerByPhone(house, request.body.challenge, request.body.code, fromOf(request)) }));

  app.get('/api/v1/sign-in-methods', { config: { permission: 'signed-in', openToHeldBack: true }, schema: { summary: '我的验证方式 My ways to sign in', tags } }, async (request) => methodsOf(house.db, house, (await own(request)).holder));
  app.delete('/api/v1/sign-in-methods/:id', { config: few, schema: { summary: '移除验证方式 Remove a way to sign in', tags, params: Type.Object({ id: Type.String() }) } }, async (request, reply) => {
    const { session } = await changing(request);
    await removeMethod(house, session.accountId, request.params.id, fromOf(request));
    return reply.code(204).send();
  });

  app.post('/api/v1/sign-in-methods/totp', { config: few, schema: { summary: '设置验证器应用 Begin with an authenticator app', tags, response: { 201: Type.Object({ id: Type.String(), secret: Type.String(), uri: Type.String(), picture: Type.String() }) } } }, async (request, reply) => {
    const { holder } = await changing(request);
    return reply.code(201).send(await house.db.begin((tx) => beginTotp(tx, house, holder, new URL(house.config.publicUrl).hostname)));
  });
  app.post('/api/v1/sign-in-methods/totp/:id', { config: few, schema: { summary: '确认验证器应用 Confirm an authenticator app', tags, params: Type.Object({ id: uuid }), body: Type.Object({ code }, { additionalProperties: false }), response: { 200: Type.Object({ recoveryCodes: Type.Array(Type.String()) }) } } }, async (request) => {
    const { session } = await changing(request);
    const codes = await house.db.begin(async (tx) => {
      await confirmTotp(tx, house, session.accountId, request.params.id, request.body.code);
      await noteChange(tx, session.accountId, 'totp.added', fromOf(request));
      return makeRecoveryCodes(tx, house, session.accountId);
    });
    await markProven(house, session, 'totp', fromOf(request));
    return { recoveryCodes: codes };
  });
  app.post('/api/v1/sign-in-methods/recovery', { config: few, schema: { summary: '换一组备用码 New recovery codes', tags, response: { 201: Type.Object({ recoveryCodes: Type.Array(Type.String()) }) } } }, async (request, reply) => {
    const { session } = await changing(request);
    return reply.code(201).send(await house.db.begin(async (tx) => {
      await noteChange(tx, session.accountId, 'recovery.made', fromOf(request));
      return { recoveryCodes: await makeRecoveryCodes(tx, house, session.accountId) };
    }));
  });

  app.post('/api/v1/sign-in-methods/phone', { config: few, schema: { summary: '设置手机号 Begin with a phone number', tags, body: Type.Object({ phone: phone() }, { additionalProperties: false }), response: { 201: Type.Object({ challenge: Type.String() }) } } }, async (request, reply) => {
    const { holder } = await changing(request);
    const number = mobile(request.body.phone);
    return reply.code(201).send({ challenge: await house.db.begin((tx) => beginPhone(tx, house, holder, number, fromOf(request))) });
  });
  app.post('/api/v1/sign-in-methods/phone/confirm', { config: few, schema: { summary: '确认手机号 Confirm a phone number', tags, body: Type.Object({ challenge: uuid, code }, { additionalProperties: false }) } }, async (request, reply) => {
    const { session } = await changing(request);
    await confirmPhone(house, session.accountId, request.body.challenge, request.body.code);
    await house.db.begin((tx) => noteChange(tx, session.accountId, 'phone.added', fromOf(request)));
    return reply.code(204).send();
  });

  app.post('/api/v1/sign-in-methods/passkey/challenge', { config: few, schema: { summary: '新通行密钥：出题 Ask for a new passkey', tags, response: { 201: question } } }, async (request, reply) => {
    const { holder } = await changing(request);
    const site = siteOf(house, request);
    return reply.code(201).send(await askNewPasskey(house.db, site, holder, site.id));
  });
  app.post('/api/v1/sign-in-methods/passkey', { config: few, schema: { summary: '保存通行密钥 Keep a new passkey', tags, body: Type.Object({ ...answered, label: Type.Optional(Type.String({ maxLength: 60 })) }, { additionalProperties: false }), response: { 201: Type.Object({ id: Type.String() }) } } }, async (request, reply) => {
    const { session } = await changing(request);
    const { challenge, response, label } = request.body;
    const id = await house.db.begin(async (tx) => {
      await noteChange(tx, session.accountId, 'passkey.added', fromOf(request));
      return keepPasskey(tx, siteOf(house, request), session.accountId, challenge, response as unknown as RegistrationResponseJSON, label?.trim() || '通行密钥');
    });
    await markProven(house, session, 'passkey', fromOf(request));
    return reply.code(201).send({ id });
  });
}

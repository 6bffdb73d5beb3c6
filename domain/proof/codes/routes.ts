import { Type } from 'typebox';
import { sm2PublicKeyToPem } from '#kernel/crypto/sm2-keys.ts';
import type { Locale } from '#kernel/errors/refusal.ts';
import { perMinute, type App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import type { House } from '#kernel/house.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { organName } from '#domain/subject/organs.ts';
import { whoAsks, type Reader } from '#domain/subject/reader.ts';
import { scenes } from '../define-scene.ts';
import { refuse } from './errors.ts';
import { eraseOwn, scansOf, setStop, stopsOf } from './history.ts';
import { closePoint, pointsOf, pointThatScans, registerPoint, type Point } from './points.ts';
import { scanCode, takeLate } from './scan.ts';
import { holderFor, showCode } from './show.ts';
import { codeKey } from './token.ts';

const tags = ['codes'];
const signedIn = { permission: 'signed-in' } as const;
const register = { permission: 'code.register' } as const;
// Scanning devices have a key of their own and no account: the handler refuses who has neither (POINT_NOT_REGISTERED).
const scanner = { permission: 'public', ...perMinute(600) } as const;
const code = Type.String({ minLength: 1, maxLength: 2000, title: '码' });
const point = Type.String({ format: 'uuid', title: '扫码点' });
const sceneKey = Type.String({ minLength: 1, maxLength: 60, title: '场景' });
const sceneParam = Type.Object({ scene: sceneKey });

/** Codes: shown by their holder, scanned at registered points, looked back on and switched off. */
export function codeRoutes(app: App, house: House): void {
  const titleOf = (key: string, locale: Locale) => house.declared.say(house.declared.find(scenes, key)?.title ?? key, locale);
  const shownPoint = ({ id, scene, name, organ, region, openedAt, closedAt }: Point, locale: Locale) => ({ id, scene, sceneTitle: titleOf(scene, locale), name, organ, organName: organName(house, organ), region, openedAt: formatMoment(openedAt), closedAt: closedAt && formatMoment(closedAt) });

  app.get('/api/v1/code-scenes', { config: { permission: 'public' }, schema: { summary: '用码场景：给谁看什么、留多久 Scenes: who is shown what, kept how long', tags } }, async ({ locale }) =>
    house.declared.all(scenes).map((scene) => ({ key: scene.key, title: house.declared.say(scene.title, locale), purpose: house.declared.say(scene.purpose, locale), lead: scene.lead, holder: scene.holder, shows: scene.shows.map(({ title, offline = false }) => ({ title: house.declared.say(title, locale), offline })), keepDays: scene.keepDays })));

  app.get('/api/v1/code-key', { config: { permission: 'public' }, schema: { summary: '码的签名公钥（SM2，PEM） Public key of codes', tags } }, async (_request, reply) =>
    reply.header('content-type', 'application/x-pem-file').send(sm2PublicKeyToPem((await house.crypto.signer(codeKey)).publicKey)));

  app.post('/api/v1/codes', {
    config: { ...signedIn, ...perMinute(60) },
    schema: { summary: '出示居民码或企业码 Show a code', tags, body: Type.Object({ scene: Type.Optional(sceneKey), for: Type.Optional(Type.String({ format: 'uuid', title: '为谁出示（监护人）' })) }, { additionalProperties: false }) },
  }, async (request, reply) => {
    const { subjectId, accountId } = mustHold(request.reader);
    const shown = await showCode(house, { subjectId: await holderFor(house, subjectId, request.body.for), accountId, scene: request.body.scene ?? null });
    return reply.code(201).header('cache-control', 'no-store').send({ ...shown, expiresAt: formatMoment(shown.expiresAt) });
  });

  app.post('/api/v1/code-scans', {
    config: scanner,
    schema: { summary: '扫码（扫码点密钥 x-point-key，或有扫码权限的人员） Scan a code', tags, headers: Type.Object({ 'x-point-key': Type.Optional(Type.String({ maxLength: 100 })) }), body: Type.Object({ code, point: Type.Optional(point) }, { additionalProperties: false }) },
  }, async (request, reply) => {
    const at = await pointThatScans(house.db, request.reader, { key: request.headers['x-point-key'], id: request.body.point });
    const scan = await house.db.begin((tx) => scanCode(tx, house, at, request.body.code));
    // A stopped scene is written down for the holder before it is refused.
    if (scan === 'stopped') throw refuse('SCENE_STOPPED', { scene: titleOf(at.scene, request.locale) });
    return reply.header('cache-control', 'no-store').send({ scene: scan.scene, sceneTitle: titleOf(scan.scene, request.locale), shows: scan.shows.map(({ title, value }) => ({ title: house.declared.say(title, request.locale), value })), at: formatMoment(scan.at) });
  });

  app.post('/api/v1/code-scans/late', {
    config: scanner,
    schema: {
      summary: '断网设备补报 Scans made without network', tags, headers: Type.Object({ 'x-point-key': Type.Optional(Type.String({ maxLength: 100 })) }),
      body: Type.Object({ scans: Type.Array(Type.Object({ code, at: Type.String({ format: 'date-time', title: '时间' }) }, { additionalProperties: false }), { minItems: 1, maxItems: 500 }) }, { additionalProperties: false }),
    },
  }, async (request) => {
    const at = await pointThatScans(house.db, request.reader, { key: request.headers['x-point-key'], id: undefined });
    return { outcomes: await house.db.begin((tx) => takeLate(tx, house, at, request.body.scans.map((scan) => ({ code: scan.code, at: new Date(scan.at) })))) };
  });

  app.get('/api/v1/code-scans', { config: signedIn, schema: { summary: '我的码用在了哪里 Where my codes were used', tags } }, async (request) =>
    (await scansOf(house, mustHold(request.reader).subjectId)).map(({ at, eraseAt, ...scan }) => ({ ...scan, sceneTitle: titleOf(scan.scene, request.locale), at: formatMoment(at), eraseAt: formatMoment(eraseAt) })));

  app.delete('/api/v1/code-scans', { config: signedIn, schema: { summary: '立即清除用码记录 Erase my uses now', tags } }, async (request, reply) => {
    await eraseOwn(house.db, mustHold(request.reader).subjectId);
    return reply.code(204).send();
  });

  app.get('/api/v1/code-stops', { config: signedIn, schema: { summary: '我停用的场景 Scenes I switched off', tags } }, async (request) => [...(await stopsOf(house.db, mustHold(request.reader).subjectId))]);
  for (const [method, stopped, words] of [['put', true, '停用场景 Switch a scene off'], ['delete', false, '重新启用场景 Switch a scene on again']] as const) {
    app[method]('/api/v1/code-stops/:scene', { config: signedIn, schema: { summary: words, tags, params: sceneParam } }, async (request, reply) => {
      await setStop(house, mustHold(request.reader).subjectId, request.params.scene, stopped);
      return reply.code(204).send();
    });
  }

  app.get('/api/v1/code-points', { config: signedIn, schema: { summary: '扫码点 Scanning points', tags } }, async (request) => (await pointsOf(house.db, request.reader)).map((each) => shownPoint(each, request.locale)));

  app.post('/api/v1/code-points', {
    config: register,
    schema: { summary: '登记扫码点，密钥只显示一次 Register a scanning point; its key is shown once', tags, body: Type.Object({ scene: sceneKey, name: Type.String({ minLength: 1, maxLength: 100, title: '名称' }), organ: Type.String({ minLength: 1, maxLength: 60, title: '主管单位' }) }, { additionalProperties: false }) },
  }, (request, reply) => once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const made = await registerPoint(tx, house, request.reader, request.body, whoAsks(request));
    return { status: 201, body: { ...shownPoint(made.point, request.locale), key: made.key } };
  }));

  app.delete('/api/v1/code-points/:point', { config: register, schema: { summary: '停用扫码点 Close a scanning point', tags, params: Type.Object({ point }) } }, async (request, reply) => {
    await house.db.begin((tx) => closePoint(tx, house, request.reader, request.params.point, whoAsks(request)));
    return reply.code(204).send();
  });
}

/** The subject and account of somebody who can hold a code. */
function mustHold(reader: Reader): { subjectId: string; accountId: string } {
  if (reader.subjectId === null || reader.accountId === null) throw refuse('CODE_SUBJECT_MISSING');
  return { subjectId: reader.subjectId, accountId: reader.accountId };
}

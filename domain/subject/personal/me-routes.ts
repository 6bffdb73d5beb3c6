import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { audit } from '#kernel/audit/audit.ts';
import type { App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import { pageOf, pageQuery, positionOf } from '#kernel/http/page.ts';
import type { House } from '#kernel/house.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import { findFile } from '#kernel/files/table.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { sm2PublicKeyToPem } from '#kernel/crypto/sm2-keys.ts';
import { refuse as refuseSubject } from '../errors.ts';
import { namesOf } from '../names.ts';
import { masks } from '../identifiers/mask.ts';
import { findPerson } from '../persons.ts';
import { may, mustMay, whoAsks, type Reader } from '../reader.ts';
import { consentFor, takeBackConsent, type Giver } from './consent-for.ts';
import { everyOrgan, toWhomName } from './consent-terms.ts';
import { consentsOf } from './consents.ts';
import { certificatesOf, copyOf, deletionKey } from './erase.ts';
import { isErasing } from './erase-person.ts';
import { endMandate, giveMandate, mandatesOf, principalsOf, spokenFor, type Mandate, type MandateKind } from './mandates.ts';
import { mustReachMandate, mustReachPrincipal } from './mandate-scope.ts';
import { readsFor } from './reads.ts';
import { stamp } from './watermark.ts';

const id = Type.String({ format: 'uuid' });
const byId = Type.Object({ id: Type.String({ maxLength: 60 }) });
const bothSides = ({ principalId, agentId }: Mandate) => [principalId, agentId];
const subjectOf = (reader: Reader): string => {
  if (reader.subjectId === null) throw refuseSubject('SUBJECT_NOT_FOUND');
  return reader.subjectId;
};
const giverOf = (request: FastifyRequest): Giver => ({ ...whoAsks(request), own: subjectOf(request.reader), accountId: request.reader.accountId ?? '' });

/** What somebody may do about their own data, and who may act for them. */
export function meRoutes(app: App, house: House): void {
  const { db } = house;

  app.get('/api/v1/me/reads', { config: { permission: 'signed-in' }, schema: { summary: '谁看过我的信息、何时、为何 Who read my data, when, what for', tags: ['personal data'], querystring: Type.Object(pageQuery) } }, async (request) => {
    const after = positionOf(request.query.cursor, 1);
    const page = pageOf(await readsFor(house, subjectOf(request.reader), { after: after ? String(after[0]) : null, limit: request.query.limit + 1 }), request.query.limit, (row) => [row.id]);
    return { items: page.items.map((row) => ({ ...row, at: formatMoment(row.at) })), next: page.next };
  });

  app.get('/api/v1/me/data-copy', { config: { permission: 'signed-in', stepUp: true }, schema: { summary: '下载我的个人信息副本（JSON） A copy of my data', tags: ['personal data'] } }, async (request, reply) => {
    const subjectId = subjectOf(request.reader);
    const body = await db.begin(async (tx) => {
      await audit(tx, { ...whoAsks(request), act: 'person.copy', object: 'person', objectId: subjectId, subjects: [subjectId] });
      const data = await copyOf(tx, house, subjectId);
      return { ...data, watermark: await stamp(house, { receiver: request.reader.name, accountId: request.reader.accountId ?? '', what: 'person.copy', content: JSON.stringify(data) }) };
    });
    return reply.header('content-type', 'application/json; charset=utf-8').header('content-disposition', 'attachment; filename="my-data.json"').header('cache-control', 'no-store').send(JSON.stringify(body, null, 1));
  });

  app.get('/api/v1/me/consents', { config: { permission: 'signed-in' }, schema: { summary: '我的同意 My consents', tags: ['personal data'] } }, async (request) => {
    const given = await consentsOf(db, await spokenFor(db, house, subjectOf(request.reader)));
    return { items: given.map((consent) => ({ ...consent, toWhomName: toWhomName(house, consent.toWhom, request.locale), givenAt: formatMoment(consent.givenAt), withdrawnAt: consent.withdrawnAt && formatMoment(consent.withdrawnAt) })) };
  });

  app.post('/api/v1/me/consents', {
    config: { permission: 'signed-in' },
    schema: {
      summary: '同意（本人，或监护人代被监护人） Give a consent', tags: ['personal data'],
      body: Type.Object({
        subjectId: Type.Optional(id), purpose: Type.String({ minLength: 2, maxLength: 200, title: '用途' }),
        toWhom: Type.String({ minLength: 2, maxLength: 60, title: '使用单位', description: `单位的编号；${everyOrgan} 为本市各政务部门 The key of an organ; ${everyOrgan}: each organ of the city` }), untilDay: Type.String({ format: 'date', title: '同意到哪一天' }),
      }, { additionalProperties: false }),
    },
  }, (request, reply) => once(db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const giver = giverOf(request);
    const consent = await consentFor(tx, house, { ...request.body, subjectId: request.body.subjectId ?? giver.own }, giver);
    return { status: 201, body: { ...consent, givenAt: formatMoment(consent.givenAt) } };
  }));

  app.post('/api/v1/me/consents/:id/withdraw', { config: { permission: 'signed-in' }, schema: { summary: '撤回同意 Withdraw a consent', tags: ['personal data'], params: byId } }, async (request, reply) => {
    await db.begin((tx) => takeBackConsent(tx, house, request.params.id, giverOf(request)));
    return reply.code(204).send();
  });

  app.get('/api/v1/me/deletion-certificates', { config: { permission: 'signed-in' }, schema: { summary: '我的删除证明 My certificates of deletion', tags: ['personal data'] } }, async (request) => ({
    publicKey: sm2PublicKeyToPem((await house.crypto.signer(deletionKey)).publicKey),
    searching: await isErasing(db, subjectOf(request.reader)),
    items: (await certificatesOf(db, subjectOf(request.reader))).map(({ id: each, statement, signature }) => ({ id: each, statement, signature: signature.toString('base64') })),
  }));

  app.get('/api/v1/me/mandates', { config: { permission: 'signed-in' }, schema: { summary: '代办与授权 Mandates given and received', tags: ['personal data'] } }, async (request) => {
    const own = subjectOf(request.reader);
    const mandates = await mandatesOf(db, own);
    const names = await namesOf(db, house, mandates.flatMap(bothSides));
    return { principals: await principalsOf(db, house, own), items: mandates.map((each) => ({ ...each, principalName: names.get(each.principalId) ?? null, agentName: names.get(each.agentId) ?? null, givenAt: formatMoment(each.givenAt), endedAt: each.endedAt && formatMoment(each.endedAt) })) };
  });

  const asked = { agentName: Type.String({ minLength: 2, maxLength: 60, title: '代办人姓名' }), agentIdNumber: Type.String({ format: 'id-number', maxLength: 18, title: '代办人公民身份号码' }), matterTypes: Type.Optional(Type.Array(Type.String({ maxLength: 80 }), { minItems: 1, maxItems: 50, title: '事项范围' })), untilDay: Type.Optional(Type.String({ format: 'date', title: '授权到' })) };
  const kind = Type.Unsafe<MandateKind>({ type: 'string', enum: ['guardian', 'agent', 'staff'], title: '授权种类' });

  app.post('/api/v1/me/mandates', {
    config: { permission: 'signed-in', stepUp: true },
    schema: { summary: '授权他人代办 Let somebody act for me', tags: ['personal data'], body: Type.Object({ kind: Type.Unsafe<'agent' | 'staff'>({ type: 'string', enum: ['agent', 'staff'], title: '授权种类' }), ...asked }, { additionalProperties: false }) },
  }, (request, reply) => once(db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const mandate = await giveMandate(tx, house, { ...request.body, principalId: subjectOf(request.reader), channel: 'portal' }, { ...whoAsks(request), accountId: request.reader.accountId ?? '' });
    return { status: 201, body: { ...mandate, givenAt: formatMoment(mandate.givenAt) } };
  }));

  app.get('/api/v1/persons/:id/mandates', { config: { permission: 'mandate.register' }, schema: { summary: '一个人的代办与监护（姓名脱敏） Mandates of a person, names masked', tags: ['personal data'], params: byId } }, async (request) => db.begin(async (tx) => {
    const person = await findPerson(tx, house, request.params.id);
    if (!person || !may(request.reader, 'mandate.register', { organ: request.reader.organ, region: person.region })) throw refuseSubject('SUBJECT_NOT_FOUND');
    const mandates = await mandatesOf(tx, person.id);
    await audit(tx, { ...whoAsks(request), act: 'person.read', object: 'person', objectId: person.id, subjects: [person.id], fields: ['mandates'] });
    const names = await namesOf(tx, house, mandates.flatMap(bothSides));
    const masked = (subject: string) => masks.name(names.get(subject) ?? '', 'staff');
    return { items: mandates.map(({ id: mandate, kind: given, principalId, agentId, fromDay, untilDay, channel, endedAt, endWhy }) =>
      ({ id: mandate, kind: given, gives: principalId === person.id, principalName: masked(principalId), agentName: masked(agentId), fromDay, untilDay, channel, endedAt: endedAt && formatMoment(endedAt), endWhy })) };
  }));

  app.post('/api/v1/mandates', {
    config: { permission: 'mandate.register' },
    schema: { summary: '窗口凭材料登记代办、监护 Register a mandate with papers', tags: ['personal data'], body: Type.Object({ kind, principalId: id, evidence: Type.String({ format: 'uuid', title: '凭证文件' }), ...asked }, { additionalProperties: false }) },
  }, (request, reply) => once(db, request.reader.accountId ?? '', request, reply, async (tx) => {
    await mustReachPrincipal(tx, request.reader, request.body.principalId);
    const file = await findFile(tx, request.body.evidence);
    if (!file || file.ownerId !== request.reader.accountId) throw refuseCommon('INPUT_INVALID', { count: 1 }, [{ pointer: '/evidence', zh: '请先上传授权或监护凭证', en: 'Upload the papers first' }]);
    const mandate = await giveMandate(tx, house, { ...request.body, channel: 'window' }, { ...whoAsks(request), accountId: request.reader.accountId ?? '' });
    return { status: 201, body: { ...mandate, givenAt: formatMoment(mandate.givenAt) } };
  }));

  app.post('/api/v1/mandates/:id/end', {
    config: { permission: 'signed-in' },
    schema: { summary: '终止代办授权 End a mandate', tags: ['personal data'], params: byId, body: Type.Object({ why: Type.String({ minLength: 2, maxLength: 200, title: '原因' }) }, { additionalProperties: false }) },
  }, async (request, reply) => {
    await db.begin(async (tx) => {
      if (request.reader.subjectId === null) {
        mustMay(request.reader, 'mandate.register');
        await mustReachMandate(tx, request.reader, request.params.id);
      }
      await endMandate(tx, request.params.id, request.reader.subjectId === null ? 'clerk' : { subjects: await spokenFor(tx, house, request.reader.subjectId) }, request.body.why, { ...whoAsks(request), accountId: request.reader.accountId ?? '' });
    });
    return reply.code(204).send();
  });
}

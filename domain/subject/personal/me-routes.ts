import { Type } from 'typebox';
import { audit } from '#kernel/audit/audit.ts';
import { readsOf } from '#kernel/audit/reads.ts';
import type { App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import { pageOf, pageQuery, positionOf } from '#kernel/http/page.ts';
import type { House } from '#kernel/house.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import { findFile } from '#kernel/files/table.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { sm2PublicKeyToPem } from '#kernel/crypto/sm2-keys.ts';
import { refuse as refuseSubject } from '../errors.ts';
import { organName } from '../organs.ts';
import { masks } from '../identifiers/mask.ts';
import { findPerson } from '../persons.ts';
import { may, mustMay, whoAsks, type Reader } from '../reader.ts';
import { consentFor } from './consent-for.ts';
import { consentsOf, withdrawConsent } from './consents.ts';
import { certificatesOf, copyOf, deletionKey } from './erase.ts';
import { isErasing } from './erase-person.ts';
import { endMandate, giveMandate, mandatesOf, nameOf, principalsOf, spokenFor, type MandateKind } from './mandates.ts';
import { stamp } from './watermark.ts';

const id = Type.String({ format: 'uuid' });
const byId = Type.Object({ id: Type.String({ maxLength: 60 }) });
const subjectOf = (reader: Reader): string => {
  if (reader.subjectId === null) throw refuseSubject('SUBJECT_NOT_FOUND');
  return reader.subjectId;
};

/** What somebody may do about their own data, and who may act for them. */
export function meRoutes(app: App, house: House): void {
  const { db } = house;

  app.get('/api/v1/me/reads', { config: { permission: 'signed-in' }, schema: { summary: '谁看过我的信息、何时、为何 Who read my data, when, what for', tags: ['personal data'], querystring: Type.Object(pageQuery) } }, async (request) => {
    const after = positionOf(request.query.cursor, 1);
    const page = pageOf(await readsFor(house, subjectOf(request.reader), after ? String(after[0]) : null, request.query.limit + 1), request.query.limit, (row) => [row.id]);
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
    const subjects = await spokenFor(db, house, subjectOf(request.reader));
    const all = await Promise.all(subjects.map((subject) => consentsOf(db, subject)));
    return { items: all.flat().map((consent) => ({ ...consent, givenAt: formatMoment(consent.givenAt), withdrawnAt: consent.withdrawnAt && formatMoment(consent.withdrawnAt) })) };
  });

  app.post('/api/v1/me/consents', {
    config: { permission: 'signed-in' },
    schema: { summary: '同意（本人，或监护人代未成年人） Give a consent', tags: ['personal data'], body: Type.Object({ subjectId: Type.Optional(id), purpose: Type.String({ minLength: 2, maxLength: 200, title: '用途' }), toWhom: Type.String({ minLength: 2, maxLength: 200, title: '使用单位' }) }, { additionalProperties: false }) },
  }, (request, reply) => once(db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const own = subjectOf(request.reader);
    const consent = await consentFor(tx, house, { ...request.body, subjectId: request.body.subjectId ?? own }, { own, ...whoAsks(request), accountId: request.reader.accountId ?? '' });
    return { status: 201, body: { ...consent, givenAt: formatMoment(consent.givenAt) } };
  }));

  app.post('/api/v1/me/consents/:id/withdraw', { config: { permission: 'signed-in' }, schema: { summary: '撤回同意 Withdraw a consent', tags: ['personal data'], params: byId } }, async (request, reply) => {
    await db.begin(async (tx) => {
      const consent = await withdrawConsent(tx, request.params.id, await spokenFor(tx, house, subjectOf(request.reader)), request.reader.accountId ?? '');
      await audit(tx, { ...whoAsks(request), act: 'consent.withdraw', object: 'consent', objectId: consent.id, purpose: consent.purpose, subjects: [consent.subjectId] });
    });
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
    return { principals: await principalsOf(db, house, own), items: await Promise.all(mandates.map(async (each) => ({ ...each, principalName: await nameOf(db, house, each.principalId), agentName: await nameOf(db, house, each.agentId), givenAt: formatMoment(each.givenAt), endedAt: each.endedAt && formatMoment(each.endedAt) }))) };
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
    const masked = async (subject: string) => masks.name((await nameOf(tx, house, subject)) ?? '', 'staff');
    return { items: await Promise.all(mandates.map(async ({ id: mandate, kind: given, principalId, agentId, fromDay, untilDay, channel, endedAt, endWhy }) =>
      ({ id: mandate, kind: given, gives: principalId === person.id, principalName: await masked(principalId), agentName: await masked(agentId), fromDay, untilDay, channel, endedAt: endedAt && formatMoment(endedAt), endWhy }))) };
  }));

  app.post('/api/v1/mandates', {
    config: { permission: 'mandate.register' },
    schema: { summary: '窗口凭材料登记代办、监护 Register a mandate with papers', tags: ['personal data'], body: Type.Object({ kind, principalId: id, evidence: Type.String({ format: 'uuid', title: '凭证文件' }), ...asked }, { additionalProperties: false }) },
  }, (request, reply) => once(db, request.reader.accountId ?? '', request, reply, async (tx) => {
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
      if (request.reader.subjectId === null) mustMay(request.reader, 'mandate.register');
      await endMandate(tx, request.params.id, request.reader.subjectId === null ? 'clerk' : { subjects: await spokenFor(tx, house, request.reader.subjectId) }, request.body.why, { ...whoAsks(request), accountId: request.reader.accountId ?? '' });
    });
    return reply.code(204).send();
  });
}

/** One look at somebody's data, as they read it: organ and purpose, never the name of the official. */
export type ReadLine = { readonly id: string; readonly at: Date; readonly who: string | null; readonly act: string; readonly purpose: string | null; readonly fields: readonly string[]; readonly object: string };

/** Who read or changed somebody's data; what they did themselves is left out. */
export async function readsFor(house: House, subjectId: string, after: string | null, limit: number): Promise<ReadLine[]> {
  const rows = await readsOf(house.db, subjectId, { after, limit });
  const accounts = await house.db<{ id: string; organ: string | null; subject: string | null }[]>`select id, organ, subject_id as subject from accounts where id = any(${rows.flatMap(({ accountId }) => (accountId ? [accountId] : []))}::uuid[])`;
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return rows.filter(({ accountId }) => byId.get(accountId ?? '')?.subject !== subjectId).map(({ id: each, at, accountId, act, purpose, fields, object }) => {
    const organ = byId.get(accountId ?? '')?.organ ?? null;
    return { id: each, at, who: organ && organName(house, organ), act, purpose, fields, object };
  });
}

import { Type } from 'typebox';
import { perMinute, type App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import type { House } from '#kernel/house.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { sm2PublicKeyToPem } from '#kernel/crypto/sm2-keys.ts';
import { newId } from '#kernel/database/id.ts';
import { organName } from '#domain/subject/organs.ts';
import { may } from '#domain/subject/reader.ts';
import { changeProof, changes, type Change } from './change.ts';
import { proofTypes } from './define.ts';
import { refuse } from './errors.ts';
import { drawProof } from './draw.ts';
import { licenceKey } from './issue.ts';
import { stateWords } from './licence/state.ts';
import type { Proof } from './proof.ts';
import { findProof, proofsOf } from './read.ts';
import { verifyProof } from './verify.ts';

const byIdentifier = Type.Object({ identifier: Type.String({ maxLength: 160 }) });

export function proofRoutes(app: App, house: House): void {
  const summary = (proof: Proof, locale: 'zh' | 'en') => ({
    id: proof.id, type: proof.type, title: house.declared.say(house.declared.find(proofTypes, proof.type)?.title ?? proof.type, locale), identifier: proof.identifier, number: proof.number,
    holderName: proof.holderName, issuer: proof.issuer, issuerName: organName(house, proof.issuer), issuedOn: proof.issuedOn, validUntil: proof.validUntil, state: proof.state, stateTitle: stateWords[proof.state][locale], stateWhy: proof.stateWhy,
  });

  app.get('/api/v1/proofs', { config: { permission: 'signed-in' }, schema: { summary: '我的证照 My licences', tags: ['proofs'] } }, async (request) =>
    request.reader.subjectId === null ? [] : (await proofsOf(house.db, house, request.reader.subjectId)).map((proof) => summary(proof, request.locale)));

  app.get('/api/v1/proofs/:identifier', { config: { permission: 'public', ...perMinute(600) }, schema: { summary: '核验证照（任何人） Verify a licence', tags: ['proofs'], params: byIdentifier } }, async (request, reply) => {
    const verification = await verifyProof(house.db, house, request.params.identifier);
    if (!verification) throw refuse('PROOF_NOT_FOUND');
    reply.header('cache-control', 'no-store');
    return { ...verification, stateTitle: stateWords[verification.state][request.locale], stateSince: formatMoment(verification.stateSince), checkedAt: formatMoment(house.clock.now()) };
  });

  app.get('/api/v1/proofs/:identifier/file', {
    config: { permission: 'signed-in' },
    schema: { summary: '证照文件 PDF（持证人，或写明用途的工作人员） Licence as PDF', tags: ['proofs'], params: byIdentifier, querystring: Type.Object({ useCause: Type.Optional(Type.String({ minLength: 1, maxLength: 200, title: '使用事由' })) }) },
  }, async (request, reply) => {
    const proof = await findProof(house.db, house, request.params.identifier);
    const { reader } = request;
    const own = proof !== null && reader.subjectId === proof.holderId;
    if (!proof || !(own || may(reader, 'proof.read', { organ: proof.issuer, region: proof.region }))) throw refuse('PROOF_NOT_FOUND');
    if (!own) await house.db`insert into proof_uses (id, proof_id, account_id, use_cause) values (${newId()}, ${proof.id}, ${reader.accountId}, ${request.query.useCause ?? '办理业务核对'})`;
    return reply.header('content-type', 'application/pdf').header('content-disposition', `inline; filename="${proof.identifier}.pdf"`).header('cache-control', 'private, no-store').send(await drawProof(house, proof));
  });

  for (const [part, column, type] of [['statement', 'statement', 'application/json'], ['signature', 'signature', 'application/octet-stream']] as const) {
    app.get(`/api/v1/proofs/:identifier/${part}`, { config: { permission: 'signed-in' }, schema: { summary: `签名的${part === 'statement' ? '陈述' : '值'} For checking with OpenSSL`, tags: ['proofs'], params: byIdentifier } }, async (request, reply) => {
      const proof = await findProof(house.db, house, request.params.identifier);
      if (!proof || !(request.reader.subjectId === proof.holderId || may(request.reader, 'proof.read', { organ: proof.issuer, region: proof.region }))) throw refuse('PROOF_NOT_FOUND');
      return reply.header('content-type', type).send(proof[column]);
    });
  }

  app.get('/api/v1/proof-key', { config: { permission: 'public' }, schema: { summary: '证照签名公钥（SM2，PEM） Public key of licences', tags: ['proofs'] } }, async (_request, reply) =>
    reply.header('content-type', 'application/x-pem-file').send(sm2PublicKeyToPem((await house.crypto.signer(licenceKey)).publicKey)));

  app.post('/api/v1/proofs/:identifier/changes', {
    config: { permission: 'proof.revoke' },
    schema: {
      summary: '撤销、注销、暂停、恢复 Change the state of a licence', tags: ['proofs'], params: byIdentifier,
      body: Type.Object({ change: Type.Unsafe<Change>({ type: 'string', enum: Object.keys(changes), title: '处理' }), why: Type.String({ minLength: 2, maxLength: 500, title: '理由' }) }, { additionalProperties: false }),
    },
  }, (request, reply) => once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const proof = await findProof(tx, house, request.params.identifier);
    if (!proof) throw refuse('PROOF_NOT_FOUND');
    const state = await changeProof(tx, request.reader, proof, request.body.change, request.body.why, { traceId: request.traceId, address: request.ip });
    return { status: 200, body: { identifier: proof.identifier, state } };
  }));
}

import { Type } from 'typebox';
import { audit } from '#kernel/audit/audit.ts';
import { anchorSigner, anchorView, lastAnchor } from '#kernel/chain/anchor.ts';
import { checkChain } from '#kernel/chain/check.ts';
import { headOf } from '#kernel/chain/seal.ts';
import { isId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { perMinute, type App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { whoAsks } from '#domain/subject/reader.ts';
import { refuseEvidence } from './errors.ts';
import { algorithms, evidenceLog, stepsOf, type Algorithm } from './evidence.ts';
import { notarise } from './notarise.ts';
import { receiptOf } from './receipt.ts';
import { verifyEvidence } from './verify.ts';
import { witnessesNow } from './witness.ts';

const byId = Type.Object({ id: Type.String({ maxLength: 40 }) });
const anyText = (title: string) => Type.String({ maxLength: 10_000, title });

/** Storing needs a right; verifying, receipts and threads are for everybody: nothing here tells of a person. */
export function evidenceRoutes(app: App, house: House): void {
  const { db } = house;

  app.post('/api/v1/evidence', {
    config: { permission: 'evidence.store' },
    schema: {
      summary: '存证（只收哈希） Store a hash', tags: ['evidence'],
      body: Type.Object({
        algorithm: Type.Unsafe<Algorithm>({ type: 'string', enum: [...algorithms], title: '算法' }), digest: anyText('哈希值'), kind: Type.String({ pattern: '^[a-z][a-z0-9.-]{1,59}$', title: '类别代码' }),
        thread: Type.Optional(anyText('流转链（名称的哈希）')), after: Type.Optional(Type.String({ format: 'uuid', title: '所接的一步' })),
      }, { additionalProperties: false }),
    },
  }, (request, reply) => once(db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const { algorithm, kind, after } = request.body;
    const [digest, thread] = [hashOf('digest', request.body.digest), request.body.thread === undefined ? null : hashOf('thread', request.body.thread)];
    const entry = await notarise(tx, house.clock.now(), { algorithm, digest, kind, thread, after: after ?? null, organ: request.reader.organ });
    await audit(tx, { ...whoAsks(request), act: 'evidence.store', object: 'evidence', objectId: entry.id, detail: { kind } });
    return { status: 201, headers: { location: `/api/v1/evidence/${entry.id}/receipt` }, body: { ...entry, receipt: `/api/v1/evidence/${entry.id}/receipt` } };
  }));

  app.get('/api/v1/evidence/:id/receipt', {
    config: { permission: 'public', ...perMinute(120) },
    schema: { summary: '存证回执（可离线核验） Receipt that verifies offline', tags: ['evidence'], params: byId },
  }, async (request) => {
    const receipt = isId(request.params.id) ? await receiptOf(house, request.params.id) : null;
    if (!receipt) throw refuseEvidence('EVIDENCE_NOT_FOUND');
    return receipt;
  });

  app.post('/api/v1/evidence/verify', {
    config: { permission: 'public', ...perMinute(120) },
    schema: { summary: '核验：一致、已改动、未存证 Same, changed or unknown', tags: ['evidence'], body: Type.Object({ digest: anyText('哈希值'), id: Type.Optional(Type.String({ maxLength: 40, title: '回执编号' })) }, { additionalProperties: false }) },
  }, async ({ body: { digest, id } }) => verifyEvidence(db, [hashOf('digest', digest).toString('hex')], id ?? null));

  app.get('/api/v1/evidence/threads/:thread', {
    config: { permission: 'public', ...perMinute(120) },
    schema: { summary: '流转链：一批或一物的各步 Steps of one batch or thing', tags: ['evidence'], params: Type.Object({ thread: Type.String({ maxLength: 100 }) }) },
  }, async ({ params: { thread } }) => {
    const items = await stepsOf(db, hashOf('thread', thread).toString('hex'));
    return { items, whole: items.every(({ position, previous }, at) => position === at && previous === (items[at - 1]?.id ?? null)) };
  });

  app.get('/api/v1/evidence/nodes', {
    config: { permission: 'public', ...perMinute(120) },
    schema: { summary: '存证链与见证节点 The chain and its witnesses', tags: ['evidence'] },
  }, async () => {
    const [head, anchor, said] = await Promise.all([headOf(db, 'evidence'), lastAnchor(db, 'evidence'), witnessesNow(db)]);
    return {
      size: head?.size ?? 0, height: head?.height ?? null, root: head?.root.toString('hex') ?? null, anchor: anchor && anchorView(anchor),
      witnesses: house.config.witnesses.map(({ name }) => {
        const last = said.find((each) => each.name === name);
        return { name, said: last?.said ?? 'silent', size: last?.size ?? 0, words: last?.words ?? null, at: last ? formatMoment(last.at) : null };
      }),
    };
  });

  app.post('/api/v1/evidence/checks', { config: { permission: 'audit.read', ...perMinute(6) }, schema: { summary: '复核存证链 Check the chain of evidence', tags: ['evidence'] } }, async (request) => {
    const check = await checkChain(db, evidenceLog, (await anchorSigner(house.crypto)).publicKey);
    await audit(db, { ...whoAsks(request), act: 'evidence.check', object: 'evidence', detail: { to: check.to, faults: check.faults.length } });
    return check;
  });
}

function hashOf(field: string, text: string): Buffer {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw refuseEvidence('EVIDENCE_NOT_A_HASH', { field }, [{ pointer: `/${field}`, zh: '应为 64 位十六进制', en: 'must be 64 hexadecimal digits' }]);
  return Buffer.from(text, 'hex');
}

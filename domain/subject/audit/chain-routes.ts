import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { audit } from '#kernel/audit/audit.ts';
import { auditLog } from '#kernel/audit/log.ts';
import { anchorNow, anchorsOf, anchorSigner, anchorView, lastAnchor } from '#kernel/chain/anchor.ts';
import { checkChain } from '#kernel/chain/check.ts';
import { exportLines } from '#kernel/chain/export.ts';
import { headOf } from '#kernel/chain/seal.ts';
import { storedTree } from '#kernel/chain/tree.ts';
import { consistencyPath } from '#kernel/crypto/merkle.ts';
import { sm2Fingerprint, sm2PublicKeyToPem } from '#kernel/crypto/sm2-keys.ts';
import { idTime } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { perMinute, type App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import { cursorOf, pageQuery, positionOf } from '#kernel/http/page.ts';
import { dayOf } from '#kernel/time/day.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { whoAsks } from '../reader.ts';
import { refuseAudit } from './errors.ts';
import { noteExport } from './search.ts';

/** Entries one check on the screen looks at; the whole log is checked from an export. */
const mostChecked = 50_000;
const size = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** The state of the log's chain, its anchors, its export, its check. What holds no entry is open to everybody: to be kept elsewhere. */
export function auditChainRoutes(app: App, house: House): void {
  const { db } = house;

  app.get('/api/v1/audit/chain', { config: { permission: 'audit.read' }, schema: { summary: '审计链的状态 State of the chain', tags: ['audit'] } }, async () => {
    const [head, anchor] = await Promise.all([headOf(db, 'audit'), lastAnchor(db, 'audit')]);
    const [waiting] = await db<{ count: number; oldest: string | null }[]>`select count(*) as count, min(ref::text) as oldest from chain_queue where log = 'audit'`;
    return {
      size: head?.size ?? 0, height: head?.height ?? null, root: head?.root.toString('hex') ?? null, sealedAt: head ? formatMoment(head.at) : null,
      waiting: waiting?.count ?? 0, waitingSince: waiting?.oldest ? formatMoment(idTime(waiting.oldest)) : null, anchor: anchor && anchorView(anchor),
      key: sm2Fingerprint((await anchorSigner(house.crypto)).publicKey), signer: house.crypto.name, certificate: house.crypto.certificate,
    };
  });

  for (const url of ['/api/v1/audit/anchors', '/.well-known/yiwang-audit-anchors'] as const) {
    app.get(url, {
      config: { permission: 'public', ...perMinute(120) },
      schema: { summary: '审计锚点（公开） Anchors of the audit log', tags: ['audit'], querystring: Type.Object({ ...pageQuery }) },
    }, async (request, reply) => {
      const { cursor, limit } = request.query;
      const after = positionOf(cursor, 1);
      const rows = await anchorsOf(db, 'audit', after ? Number(after[0]) || 0 : null, limit + 1);
      reply.header('cache-control', 'public, max-age=60');
      return { key: '/api/v1/audit/anchor-key', items: rows.slice(0, limit).map(anchorView), next: rows.length > limit ? cursorOf([rows[limit - 1]?.size ?? 0]) : null };
    });
  }

  app.get('/api/v1/audit/anchor-key', { config: { permission: 'public', ...perMinute(120) }, schema: { summary: '锚点签名公钥（SM2，PEM） Public key of the anchors', tags: ['audit'] } }, async (_request, reply) =>
    reply.header('content-type', 'application/x-pem-file').send(sm2PublicKeyToPem((await anchorSigner(house.crypto)).publicKey)));

  app.get('/api/v1/audit/consistency', {
    config: { permission: 'public', ...perMinute(120) },
    schema: { summary: '两个锚点之间只增不改的证明（RFC 6962） Consistency of two anchors', tags: ['audit'], querystring: Type.Object({ from: size, to: size }) },
  }, async ({ query: { from, to } }) => {
    const signed = await db<{ size: number }[]>`select size from chain_anchors where log = 'audit' and size in (${from}, ${to})`;
    if (from >= to || signed.length !== 2) throw refuseAudit('AUDIT_RANGE', { from, to });
    return { from, to, path: (await consistencyPath(from, to, storedTree(db, 'audit'))).map((hash) => hash.toString('hex')) };
  });

  app.post('/api/v1/audit/anchors', { config: { permission: 'audit.read', ...perMinute(30) }, schema: { summary: '立即签署锚点 Sign an anchor now', tags: ['audit'] } }, async (request, reply) => {
    const anchor = await anchorNow(house, auditLog);
    if (!anchor) throw refuseAudit('AUDIT_EMPTY');
    return once(db, request.reader.accountId ?? '', request, reply, async (tx) => {
      await audit(tx, { ...whoAsks(request), act: 'audit.anchor', object: 'audit', detail: { size: anchor.size } });
      return { status: 201, body: anchorView(anchor) };
    });
  });

  app.post('/api/v1/audit/checks', {
    config: { permission: 'audit.read', ...perMinute(6) },
    schema: { summary: '复核审计链 Check the chain', tags: ['audit'], body: Type.Object({ from: Type.Optional(size) }, { additionalProperties: false }) },
  }, async (request) => {
    const head = await headOf(db, 'audit');
    const from = Math.max(request.body.from ?? 0, (head?.size ?? 0) - mostChecked);
    const archived = new Set((await db<{ month: string }[]>`select month from audit_archives`).map(({ month }) => month.slice(0, 7)));
    const check = await checkChain(db, auditLog, (await anchorSigner(house.crypto)).publicKey, { from, isArchived: (ref) => archived.has(dayOf(idTime(ref)).slice(0, 7)) });
    await audit(db, { ...whoAsks(request), act: 'audit.check', object: 'audit', detail: { from: check.from, to: check.to, faults: check.faults.length } });
    return { ...check, at: formatMoment(house.clock.now()) };
  });

  app.get('/api/v1/audit/export', {
    config: { permission: 'audit.read', ...perMinute(6) },
    schema: { summary: '导出审计日志（NDJSON，附证明，可离线核验） Export with proofs', tags: ['audit'], querystring: Type.Object({ from: Type.Optional(size) }) },
  }, async (request, reply) => {
    const asked = request.query.from ?? 0;
    // Written down before it is signed: the export holds the entry that tells of itself.
    await audit(db, { ...whoAsks(request), act: 'audit.export', object: 'audit', detail: { from: asked } });
    const anchor = await anchorNow(house, auditLog);
    if (!anchor) throw refuseAudit('AUDIT_EMPTY');
    const first = Math.min(asked, anchor.size);
    async function* lines(to: typeof anchor) {
      yield* exportLines(house, auditLog, to!, first);
      await noteExport(db, { first, size: to!.size, accountId: request.reader.accountId });
    }
    return reply.header('content-type', 'application/x-ndjson').header('cache-control', 'no-store').header('content-disposition', `attachment; filename="audit-${first}-${anchor.size}.ndjson"`).send(Readable.from(lines(anchor)));
  });
}

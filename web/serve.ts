import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#kernel/http/app.ts';
import type { Floor, House } from '#kernel/house.ts';
import '#domain/subject/reader.ts';
import { prepareFaces } from './build.ts';
import { builtFaces, noncePlaceholder } from './built.ts';

const faces = ['office', 'command', 'hub'] as const;
type Face = (typeof faces)[number];

/** The faces officials work with: /office, /command and /hub, each one page whose parts are loaded by hashed names. */
export const facesFloor: Floor = { key: 'faces', prepare: prepareFaces, routes: serveFaces };

async function serveFaces(app: App, { log }: House): Promise<void> {
  const { built, milliseconds } = await prepareFaces();
  if (built) log.info(`faces built in ${milliseconds} ms`);
  await app.register(async (scope) => {
    await scope.register(staticFiles, { root: builtFaces, serve: false, preCompressed: true, immutable: true, maxAge: '365d', index: false });
    scope.get('/faces/assets/:file', { config: { permission: 'public' }, schema: { hide: true } }, (request, reply) =>
      reply.sendFile(`assets/${(request.params as { file: string }).file}`));
  });
  for (const face of faces) {
    const page = await readFile(join(builtFaces, face, 'index.html'), 'utf8');
    const answer = (request: FastifyRequest, reply: FastifyReply) => sendPage(page, face, request, reply);
    // The second address answers every page inside the face: which one it is, the face finds out itself.
    for (const url of [`/${face}`, `/${face}/*`]) app.get(url, { config: { permission: 'public' }, schema: { hide: true } }, answer);
  }
}

const languages = { zh: 'zh-CN', en: 'en' } as const;

function sendPage(page: string, face: Face, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const nonce = randomBytes(18).toString('base64');
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', policyOf(nonce))
    .header('permissions-policy', face === 'office' ? 'geolocation=(self), camera=(self)' : 'geolocation=(), camera=()')
    .send(page.replace('<html lang="zh-CN"', `<html lang="${languages[request.locale]}"${request.reader.accountId ? ' data-session' : ''}`).replaceAll(noncePlaceholder, nonce));
}

/**
 * Only our own files run. antd writes its styles at run time, so style elements carry the nonce. What is measured
 * (positions, sizes) is set through the object model, never as an attribute. Blobs are pictures not yet sent.
 */
const policyOf = (nonce: string): string => [
  "default-src 'none'",
  `script-src 'self' 'nonce-${nonce}'`,
  `style-src 'self' 'nonce-${nonce}'`,
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

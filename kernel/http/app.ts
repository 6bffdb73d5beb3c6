import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, type FastifySerializerCompiler, type RawServerDefault, type RouteOptions } from 'fastify';
import cookie from '@fastify/cookie';
import compress from '@fastify/compress';
import formbody from '@fastify/formbody';
import { SerializerSelector, type Serializer } from '@fastify/fast-json-stringify-compiler';
import multipart from '@fastify/multipart';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { compilerFor } from '../schema/check.ts';
import type { Locale } from '../errors/refusal.ts';
import { answerFailure, answerNotFound } from './edge.ts';
import { limitCalls } from './limit.ts';
import { localeOf } from './locale.ts';

export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, TypeBoxTypeProvider>;

/** Who may call a route: anybody, anybody signed in, or the holders of one right (`matter.handle`). */
export type Permission = 'public' | 'signed-in' | `${string}.${string}`;

declare module 'fastify' {
  interface FastifyContextConfig {
    permission?: Permission;
  }
  interface FastifyRequest {
    /** 32 hex digits; the same id is on every event, audit entry and log line this request causes. */
    traceId: string;
    locale: Locale;
  }
}

/** The largest JSON or form body. Files go through multipart and have limits of their own. */
export const bodyLimit = 2 * 1024 * 1024;

/** What a route adds to its config so that one account, or one address without one, may not ask it for ever (limit.ts): guessing passwords, trying identifiers. */
export const perMinute = (max: number) => ({ rateLimit: { max, timeWindow: 60_000 } });

/** The bare server: parsing, checking, answering failures; no route may lack a permission. */
export async function createApp({ logLevel }: { logLevel: string }): Promise<App> {
  const app = Fastify({
    // Of an address only the path: what is asked for after it may be a one-time code, a name or a number.
    logger: { level: logLevel, redact: ['req.headers.authorization', 'req.headers.cookie'], serializers: { req: ({ method, url, ip }: FastifyRequest) => ({ method, url: url.replace(/\?.*/s, ''), remoteAddress: ip }) } },
    bodyLimit,
    trustProxy: 'loopback',
    forceCloseConnections: true,
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(compilerFor);
  app.setSerializerCompiler(writerFor);
  app.setErrorHandler(answerFailure);
  app.setNotFoundHandler(answerNotFound);
  requirePermissions(app);
  app.decorateRequest('traceId', '');
  app.decorateRequest('locale', 'zh');
  await app.register(cookie);
  await app.register(formbody, { bodyLimit });
  await app.register(multipart, { limits: { fileSize: 600 * 1024 * 1024, files: 20, fields: 100 } });
  await limitCalls(app);
  await app.register(compress, { global: true, encodings: ['br', 'gzip'], threshold: 1024 });
  app.addHook('onRequest', async (request, reply) => {
    request.traceId = traceOf(request.headers.traceparent);
    request.locale = localeOf(request);
    reply.header('x-trace-id', request.traceId);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'same-origin');
    reply.header('x-frame-options', 'DENY');
  });
  return app;
}

const compileWriter = SerializerSelector()({}, {});

/** Fastify's own writer of answers, compiled when a route first answers, as its checks are. */
function writerFor(route: Parameters<FastifySerializerCompiler<unknown>>[0]): Serializer {
  let write: Serializer | undefined;
  return (answer) => (write ??= compileWriter({ ...route, httpStatus: route.httpStatus ?? '' }))(answer);
}

/** Default deny: the program does not start while a route has not said who may call it. */
function requirePermissions(app: App): void {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void routes.push(route));
  app.addHook('onReady', async () => {
    const open = routes.filter((route) => !route.config?.permission && route.method !== 'HEAD' && route.method !== 'OPTIONS');
    if (open.length > 0) throw new Error(`No permission is declared for: ${open.map((route) => `${String(route.method)} ${route.url}`).join(', ')}. Add config: { permission: '…' } to each.`);
  });
}

/** A new trace id, or the caller's when it sends a W3C traceparent. */
function traceOf(traceparent: string | string[] | undefined): string {
  const given = typeof traceparent === 'string' ? /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(traceparent)?.[1] : undefined;
  return given ?? newTraceId();
}

/** 32 hexadecimal digits; out of a UUID, because Node draws the chance for many of them at once. */
export const newTraceId = (): string => randomUUID().replaceAll('-', '');

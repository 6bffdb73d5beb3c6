import swagger from '@fastify/swagger';
import type { FastifySchema } from 'fastify';
import type { App, Permission } from './app.ts';
import { docsPage } from './docs-page.ts';

/** Describes every route as OpenAPI 3.1 from its own schemas: `/api/openapi.json`. */
export async function describeApi(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Yiwang 一网', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
        description: '数字政府平台接口。时间为 RFC 3339，金额为分，坐标为 CGCS2000 经纬度；错误为 RFC 9457 problem+json，code 永久不变。新建时可带 Idempotency-Key，更新时可带 If-Match。每个接口的 x-permission 写明谁可以调用。\n\nThe API of a digital-government platform. Times are RFC 3339, money is in 分, coordinates are CGCS2000 longitude and latitude; failures are RFC 9457 problem+json with a permanent code (docs/errors.md). Creating takes an Idempotency-Key, updating an If-Match. x-permission says who may call a route.',
      },
      servers: [{ url: '/' }],
      components: {
        schemas: { Problem: problem as never },
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'POST /api/v1/session 返回的 token · the token of POST /api/v1/session' },
          cookie: { type: 'apiKey', in: 'cookie', name: 'yiwang_session', description: '浏览器会话；修改时另带 x-csrf-token · a browser’s session; changes also send x-csrf-token' },
        },
      },
      security: [{ bearer: [] }, { cookie: [] }],
    },
    transform: ({ schema, url, route }) => ({ url, schema: describedRoute(schema as FastifySchema | undefined, url, String(route.method), route.config?.permission) }),
  });
  app.get('/api/openapi.json', { config: { permission: 'public' }, schema: { hide: true } }, async () => app.swagger());
  docsPage(app);
}

const text = { type: 'string' } as const;
/** RFC 9457 as kernel/http/edge.ts answers it. */
const problem = {
  type: 'object', required: ['type', 'title', 'status', 'detail', 'code', 'next', 'traceId'],
  properties: { type: text, title: text, status: { type: 'integer' }, detail: text, code: text, next: text, traceId: text, errors: { type: 'array', items: { type: 'object', required: ['pointer', 'message'], properties: { pointer: text, message: text } } } },
} as const;

/** What a reader of the description also wants to know of a route: its name, who may call it, and how it fails. */
function describedRoute(schema: FastifySchema | undefined, url: string, method: string, permission: Permission | undefined): FastifySchema {
  const { querystring, response, ...rest } = (schema ?? {}) as FastifySchema & { readonly response?: object };
  const described = {
    ...rest,
    operationId: nameOf(method, url),
    'x-permission': permission,
    ...(permission === 'public' ? { security: [] } : {}),
    ...queryOf(querystring as Query | undefined),
    response: { ...(response ?? { '2xx': { description: 'OK' } }), '4xx': { description: 'problem+json', content: { 'application/problem+json': { schema: { type: 'object', $ref: '#/components/schemas/Problem' } } } } },
  };
  return described;
}

type Query = { readonly required?: readonly string[]; readonly properties?: Readonly<Record<string, { readonly default?: unknown }>> };

/** The parameters named one by one; what has a default need not be sent, though the schema, after filling it in, requires it. */
const queryOf = (query: Query | undefined) => (query?.properties === undefined ? {} : { querystring: { ...query, required: (query.required ?? []).filter((name) => query.properties?.[name]?.default === undefined) } });

/** get /api/v1/matters/:id/timeline → getMattersByIdTimeline: stable, and what generated clients call it. */
const nameOf = (method: string, url: string): string =>
  method.toLowerCase() + url.replace(/^\/api\/v1/, '').split(/[/.]/).filter(Boolean).map((part) => (part.startsWith(':') ? `By${capital(part.slice(1))}` : part.split('-').map(capital).join(''))).join('');
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

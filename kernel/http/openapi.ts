import swagger from '@fastify/swagger';
import type { App } from './app.ts';

/** Describes every route as OpenAPI 3.1 from its own schemas: `/api/openapi.json`. */
export async function describeApi(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Yiwang 一网', version, description: '数字政府平台接口。时间为 RFC 3339，金额为分，坐标为 CGCS2000 经纬度；错误为 RFC 9457 problem+json，code 永久不变。' },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'POST /api/v1/session 返回的 token' },
          cookie: { type: 'apiKey', in: 'cookie', name: 'yiwang_session', description: '浏览器会话；修改时另带 x-csrf-token' },
        },
      },
      security: [{ bearer: [] }, { cookie: [] }],
    },
  });
  app.get('/api/openapi.json', { config: { permission: 'public' }, schema: { hide: true } }, async () => app.swagger());
}

import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App, Permission } from '#kernel/http/app.ts';
import { refuse } from './errors.ts';
import type { TileLayer } from './layers.ts';

const tileParams = Type.Object({ z: Type.Integer({ minimum: 0, maximum: 22 }), x: Type.Integer({ minimum: 0 }), y: Type.Integer({ minimum: 0 }) });

/** Adds the route of one tile layer. An empty tile is 204; a tile the caller has already is 304. */
export function tileRoute(app: App, name: string, permission: Permission, summary: string, layerFor: (request: FastifyRequest) => Promise<{ cut: TileLayer; cache: string }>): void {
  app.get(`/tiles/${name}/:z/:x/:y.mvt`, { config: { permission }, schema: { summary, tags: ['map'], params: tileParams } }, async (request, reply) => {
    const { z, x, y } = request.params;
    if (x >= 2 ** z || y >= 2 ** z) throw refuse('TILE_NOT_FOUND', { layer: name, z, x, y });
    const { cut, cache } = await layerFor(request);
    const tile = cut(z, x, y);
    reply.header('cache-control', cache);
    if (!tile) return reply.code(204).send();
    const etag = `"${createHash('sha1').update(tile).digest('base64url')}"`;
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.header('etag', etag).type('application/vnd.mapbox-vector-tile').send(Buffer.from(tile));
  });
}

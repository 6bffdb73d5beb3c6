import type { FastifyRequest } from 'fastify';

/** Where a try to sign in comes from: what the owner is shown, and what is written down. */
export type From = { readonly address: string; readonly agent: string | null; readonly traceId: string };

export const fromOf = (request: FastifyRequest): From => ({ address: request.ip, agent: request.headers['user-agent']?.slice(0, 300) ?? null, traceId: request.traceId });

import { isIPv6 } from 'node:net';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuse } from '../errors/common.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The account that calls, once it is known who asks: what calls are counted for. Null: nobody signed in, the address counts. */
    countedFor: string | null;
  }
}

/** How many accounts of one address may each use up their limit at the same time: an office behind one address is many people. */
export const accountsPerAddress = 20;

const minute = 60_000;
const after = (milliseconds: number) => `${Math.ceil(milliseconds / 1000)} s`;

/**
 * Counts the calls of routes that say `perMinute`. Whoever is signed in is counted by account, from wherever they call, so that many
 * addresses give nobody more and one address is not shut for a whole office; the accounts of one address together may call
 * `accountsPerAddress` times as often. Without an account it is the address that is counted, beside those signed in there.
 */
export async function limitCalls(app: Pick<FastifyInstance, 'decorateRequest' | 'register' | 'createRateLimit' | 'addHook'>): Promise<void> {
  app.decorateRequest('countedFor', null);
  await app.register(rateLimit, {
    global: false,
    keyGenerator: (request) => (request.countedFor === null ? `address ${networkOf(request.ip)}` : `account ${request.countedFor}`),
    errorResponseBuilder: (_request, { max, ttl }) => refuse('TOO_MANY_REQUESTS', { max, after: after(ttl) }),
  });
  const ofAddress = app.createRateLimit({ timeWindow: minute, max: (request) => maxOf(request) * accountsPerAddress, keyGenerator: (request) => `${request.method} ${request.routeOptions.url} ${networkOf(request.ip)}` });
  app.addHook('preParsing', async (request, reply) => {
    if (request.countedFor === null || maxOf(request) === 0) return;
    const counted = await ofAddress(request);
    if (counted.isAllowed || !counted.isExceeded) return;
    reply.header('retry-after', counted.ttlInSeconds);
    throw refuse('TOO_MANY_REQUESTS', { max: counted.max, after: after(counted.ttl) });
  });
}

/** What the route allows a minute; 0: it is not counted. */
function maxOf(request: FastifyRequest): number {
  const limit = request.routeOptions.config?.rateLimit;
  return typeof limit === 'object' && typeof limit.max === 'number' ? limit.max : 0;
}

/** What counts as one address: an IPv4 address, or the /64 network a provider gives one household or office in IPv6. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const [head = '', tail] = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1).split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  return [...groups, ...Array<string>(tail === undefined ? 0 : 8 - groups.length - rest.length).fill('0'), ...rest].slice(0, 4).join(':');
}

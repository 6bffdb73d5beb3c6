import type { FastifyRequest } from 'fastify';
import type { App } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import { refusalOf } from './access/conditions.ts';
import { refuse } from './errors.ts';
import { guest, mustMay } from './reader.ts';
import { readerOf } from './recognise.ts';
import { assumedReader } from './rights/preview.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route keeps forged requests out in a way of its own: the single sign-on, whose forms carry a proof of theirs. */
    ownForgeryCheck?: boolean;
    /** Also for accounts that are held back (access/conditions.ts): who they are, what is asked of them, and the way out. */
    openToHeldBack?: boolean;
  }
}

export const sessionCookie = 'yiwang_session';

/** Finds out who asks, refuses what they may not do, and refuses changes forged by another site. Runs before every route. */
export function identify(app: App, house: House): void {
  app.decorateRequest('reader');
  app.addHook('onRequest', async (request) => {
    const token = tokenOf(request);
    const reader = assumedReader(request) ?? (token ? await readerOf(house, token.value) : null);
    request.reader = reader ?? guest;
    request.countedFor = request.reader.accountId;
    const permission = request.routeOptions.config?.permission;
    const { heldBack } = request.reader;
    if (heldBack && !request.routeOptions.config?.openToHeldBack) {
      if (permission !== 'public') throw refusalOf(heldBack);
      // What is open to everybody often shows more to those with rights, an organ or a subject: the held back are as anybody.
      request.reader = { ...guest, accountId: request.reader.accountId, csrf: request.reader.csrf };
    }
    if (permission) mustMay(request.reader, permission);
  });
  app.addHook('preValidation', async (request) => {
    if (request.routeOptions.config?.ownForgeryCheck || isSafe(request) || tokenOf(request)?.from !== 'cookie' || request.reader.csrf === null) return;
    if (csrfOf(request) !== request.reader.csrf) throw refuse('CSRF_MISSING');
  });
}

const isSafe = (request: FastifyRequest) => request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';

/** The session token: a bearer token of a program, or the cookie of a browser. */
export function tokenOf(request: FastifyRequest): { value: string; from: 'bearer' | 'cookie' } | null {
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (bearer) return { value: bearer, from: 'bearer' };
  const cookie = request.cookies[sessionCookie];
  return cookie ? { value: cookie, from: 'cookie' } : null;
}

/** From a header (scripts), a form field, or — for uploads, whose fields are read later — the address of the form. */
function csrfOf(request: FastifyRequest): unknown {
  return request.headers['x-csrf-token'] ?? (request.body as { _csrf?: unknown } | null | undefined)?._csrf ?? (request.query as { _csrf?: unknown })._csrf;
}

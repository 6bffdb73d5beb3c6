import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyRequest } from 'fastify';
import type { OwnSession } from '#domain/subject/sign-in/sessions.ts';

/** Who stands behind a call of the library: the request as our server sees it, and the session of this site, which alone says who is signed in. */
export type Asking = { readonly request: FastifyRequest; readonly session: OwnSession | null };

/** Carries the call through the library to its adapter and checks, which are given nothing of it. */
export const asking = new AsyncLocalStorage<Asking>();

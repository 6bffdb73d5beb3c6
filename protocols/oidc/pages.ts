import type { FastifyRequest } from 'fastify';
import type { Problem } from '#kernel/http/edge.ts';
import type { House } from '#kernel/house.ts';
import type { Application } from './applications.ts';

/** A page that is ready to be sent, with the policy of what it may load and where its forms may lead. */
export type ReadyPage = { readonly markup: string; readonly policy: string; readonly status?: number };

/** A form of the library: where it goes and its proof against forgery. */
export type LibraryForm = { readonly action: string; readonly xsrf: string };

/** The pages people meet on the way, drawn by the portal, which stands above us. */
export type OidcPages = {
  readonly enterCode: (request: FastifyRequest, form: LibraryForm, wrong: 'none' | 'unknown' | 'expired' | 'used' | 'stopped', typed: string) => Promise<ReadyPage>;
  readonly confirmCode: (request: FastifyRequest, form: LibraryForm & { readonly code: string }, application: Application | null) => Promise<ReadyPage>;
  readonly codeDone: (request: FastifyRequest) => Promise<ReadyPage>;
  readonly signOut: (request: FastifyRequest, form: LibraryForm, application: Application | null, onward: string | null) => Promise<ReadyPage>;
  readonly signedOut: (request: FastifyRequest) => Promise<ReadyPage>;
  readonly failure: (request: FastifyRequest, problem: Problem) => Promise<ReadyPage>;
};

const drawn = new WeakMap<House, OidcPages>();
/** The portal hands in its pages at the start. */
export const showOidcWith = (house: House, pages: OidcPages) => void drawn.set(house, pages);
export const oidcPages = (house: House): OidcPages | null => drawn.get(house) ?? null;

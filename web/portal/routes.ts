import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App, Permission } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import { readSent, type Sent } from './form/body.ts';
import { seeOther, sendPage, type Page } from './page.ts';
import { elderCookie, visitOf, type Visit } from './visit.ts';

/** What a route answers: a page, or the address where the reader goes next. */
export type Shown = Page | { readonly to: string };
export type Parameters = Readonly<Record<string, string>>;
type Reading = (visit: Visit, parameters: Parameters, reply: FastifyReply) => Shown | Promise<Shown>;
type Writing = (visit: Visit, sent: Sent, parameters: Parameters, reply: FastifyReply) => Shown | Promise<Shown>;

/** The two kinds of route the portal has: a page that is read, a form that is sent. */
export type Portal = { readonly page: (path: string, show: Reading, permission?: Permission, openToHeldBack?: boolean) => void; readonly form: (path: string, take: Writing, permission?: Permission, openToHeldBack?: boolean) => void };

const years = 365 * 24 * 3600;

export function portalOn(app: App, house: House): Portal {
  const options = (permission: Permission, openToHeldBack: boolean) => ({ config: { permission, openToHeldBack }, schema: { hide: true } });
  const answer = (reply: FastifyReply, visit: Visit, shown: Shown) => ('to' in shown ? seeOther(reply, shown.to) : sendPage(reply, visit, shown));
  return {
    page: (path, show, permission = 'public', openToHeldBack = false) => void app.get(path, options(permission, openToHeldBack), async (request, reply) => {
      const clean = keepChoices(request, reply);
      if (clean !== null) return seeOther(reply, clean);
      const visit = await visitOf(house, request);
      return answer(reply, visit, await show(visit, request.params as Parameters, reply));
    }),
    form: (path, take, permission = 'public', openToHeldBack = false) => void app.post(path, options(permission, openToHeldBack), async (request, reply) => {
      const sent = await readSent(house, request);
      const visit = await visitOf(house, request);
      return answer(reply, visit, await take(visit, sent, request.params as Parameters, reply));
    }),
  };
}

/** Keeps a choice of language or size in a cookie; answers the address without it, or null when none was made. */
function keepChoices(request: FastifyRequest, reply: FastifyReply): string | null {
  const url = new URL(request.url, 'http://here');
  const [lang, elder] = [url.searchParams.get('lang'), url.searchParams.get('elder')];
  if (lang === null && elder === null) return null;
  const kept = { path: '/', maxAge: years, sameSite: 'lax', httpOnly: true } as const;
  if (lang === 'zh' || lang === 'en') reply.setCookie('lang', lang, kept);
  if (elder === '1') reply.setCookie(elderCookie, '1', kept);
  if (elder === '0') reply.clearCookie(elderCookie, { path: '/' });
  url.searchParams.delete('lang');
  url.searchParams.delete('elder');
  return `${url.pathname}${url.search}`;
}

/** An address of this site to go back to; anything else leads home, so that no other site can be smuggled in. */
export const localPath = (path: string | undefined): string => (path && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(path) ? path : '/');

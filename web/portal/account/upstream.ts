import type { FastifyReply } from 'fastify';
import { tokenOf } from '#domain/subject/identify.ts';
import { setSessionCookie } from '#domain/subject/routes.ts';
import { fromOf } from '#domain/subject/sign-in/from.ts';
import { replaceSession } from '#domain/subject/sign-in/sessions.ts';
import { refuse } from '#protocols/oidc/errors.ts';
import { beginUpstream, takeUpstream } from '#protocols/oidc/upstream-sign-in.ts';
import { localPath, type Shown } from '../routes.ts';
import { asked, type Visit } from '../visit.ts';

/** Ties the answer to the browser that asked, so that nobody can be signed in as somebody else by a link. */
const cookie = 'yiwang_upstream';

/** Off to the identity service above this city. */
export async function upstreamPage({ house, request }: Visit, reply: FastifyReply): Promise<Shown> {
  const { url, state } = await beginUpstream(house, localPath(asked(request, 'back', 500)));
  reply.setCookie(cookie, state, { path: '/sign-in/upstream', httpOnly: true, sameSite: 'lax', secure: house.config.publicUrl.startsWith('https:'), maxAge: 600 });
  return { to: url };
}

/** Back from there. */
export async function upstreamReturn({ house, request, reader }: Visit, reply: FastifyReply): Promise<Shown> {
  const [code, state, error] = [asked(request, 'code', 2000), asked(request, 'state', 60), asked(request, 'error', 60)];
  if (error) throw refuse('UPSTREAM_REFUSED', { reason: error });
  if (state === '' || request.cookies[cookie] !== state) throw refuse('AUTHORIZATION_EXPIRED');
  const { session, back } = await takeUpstream(house, { code, state }, fromOf(request));
  const token = tokenOf(request);
  if (token?.from === 'cookie' && reader.accountId !== null) await house.db.begin((tx) => replaceSession(tx, token.value, session, fromOf(request)));
  reply.clearCookie(cookie, { path: '/sign-in/upstream' });
  setSessionCookie(reply, session.token, house);
  return { to: localPath(back) };
}

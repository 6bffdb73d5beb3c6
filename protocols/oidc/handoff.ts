import type { App } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import { tokenOf } from '#domain/subject/identify.ts';
import { sessionOf } from '#domain/subject/sign-in/sessions.ts';
import { asking } from './asking.ts';
import { issuerOf, oidcPath, providerOf } from './provider.ts';

/** Hands every request under /oidc to the library, with who asks. Its forms carry its own proof against forgery. */
export async function handoff(app: App, house: House): Promise<void> {
  const site = new URL(house.config.publicUrl);
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // The library reads the body itself.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.all(`${oidcPath}/*`, { config: { permission: 'public', ownForgeryCheck: true, rateLimit: { max: 1200, timeWindow: 60_000 } }, schema: { hide: true } }, async (request, reply) => {
      const provider = await providerOf(house);
      const token = tokenOf(request);
      const session = token?.from === 'cookie' ? await sessionOf(house.db, token.value) : null;
      const { raw } = request;
      // Addresses are those of the public site, whatever the caller claims.
      raw.headers['x-forwarded-proto'] = site.protocol.slice(0, -1);
      raw.headers['x-forwarded-host'] = site.host;
      (raw as { originalUrl?: string }).originalUrl = raw.url ?? '';
      raw.url = (raw.url ?? '').slice(oidcPath.length);
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
      await asking.run({ request, session }, () => provider.callback()(raw, reply.raw));
      return reply;
    });
  });
  const discovery = `${issuerOf(house)}/.well-known/openid-configuration`;
  app.get('/.well-known/openid-configuration', { config: { permission: 'public' }, schema: { hide: true } }, (_request, reply) => reply.redirect(discovery, 302));
}

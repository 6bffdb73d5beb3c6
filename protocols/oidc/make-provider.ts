import type { EventEmitter } from 'node:events';
import type { FastifyRequest } from 'fastify';
import Provider, { errors, interactionPolicy, type Client, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { problemOf } from '#kernel/http/edge.ts';
import { addJob } from '#kernel/jobs/jobs.ts';
import { askOutside } from '#kernel/http/outgoing.ts';
import type { House } from '#kernel/house.ts';
import { sessionHours } from '#domain/subject/sign-in/sessions.ts';
import { claimsOfScopes, findAccount } from './account-claims.ts';
import { adapterFor } from './adapter.ts';
import { findApplication, isSecret } from './applications.ts';
import { asking } from './asking.ts';
import { consentOf } from './consents.ts';
import type { SigningKey } from './keys.ts';
import { oidcPages, type LibraryForm, type OidcPages, type ReadyPage } from './pages.ts';
import { refusalOf } from './refusals.ts';
import { acrOf, acrValues, levelAsked, scopeKeys } from './scopes.ts';

/** The library's provider for this house, and how it tells an application that a session has ended. */
export async function makeProvider(house: House, issuer: string, keys: readonly SigningKey[]): Promise<{ readonly provider: Provider; readonly tell: TellSignOut }> {
  const sealer = await house.crypto.sealer('oidc');
  const cookieKey = (await sealer.index('cookies', 'oidc.cookies')).toString('hex');
  const provider = new Provider(issuer, {
    ...configurationFor(house, [cookieKey]),
    jwks: { keys: [...keys] } as NonNullable<Configuration['jwks']>,
    // The same person has another number in every application: two applications cannot put together what they know.
    pairwiseIdentifier: async (_ctx, accountId, client) => (await sealer.index(`${client.clientId}\0${accountId}`, 'oidc.subject')).toString('hex'),
  });
  provider.proxy = true;
  const tell = adjust(house, provider);
  (provider as EventEmitter).on('error', (error: Error) => house.log.error({ err: error, trace: asking.getStore()?.request.traceId }, 'single sign-on failed'));
  provider.on('server_error', (ctx, error) => house.log.error({ err: error, trace: asking.getStore()?.request.traceId, path: ctx.path }, 'single sign-on failed'));
  return { provider, tell };
}

/** Tells an application, server to server, that a session has ended. Throws when it does not answer 200 or 204. */
export type TellSignOut = (clientId: string, accountId: string, sid: string) => Promise<void>;

/** Where we know better than the library: digests of secrets, numbers per application, and sign-outs that are repeated until they arrive. Answers how the library itself would tell of a sign-out. */
function adjust(house: House, provider: Provider): TellSignOut {
  const prototype = provider.Client.prototype as unknown as { compareClientSecret: (given: string) => Promise<boolean>; backchannelLogout: (this: Client, sub: string, sid: string) => Promise<void> };
  prototype.compareClientSecret = async function compare(this: Client, given: string) {
    const application = await findApplication(house.db, this.clientId);
    return application?.secretHash ? isSecret(application.secretHash, given) : false;
  };
  const tell = prototype.backchannelLogout;
  prototype.backchannelLogout = async function order(this: Client, sub: string, sid: string) {
    await addJob(house.db, 'oidc-back-channel', { clientId: this.clientId, accountId: sub, sid });
  };
  const find = provider.Client.find.bind(provider.Client);
  provider.Client.find = async (id: string) => {
    const client = await find(id);
    if (client) (client as { subjectType?: string }).subjectType = 'pairwise';
    return client;
  };
  return async (clientId, accountId, sid) => {
    const client = await provider.Client.find(clientId);
    if (client?.backchannelLogoutUri) await tell.call(client, accountId, sid);
  };
}

function configurationFor(house: House, cookieKeys: string[]): Configuration {
  const secure = house.config.publicUrl.startsWith('https:');
  const cookie = { httpOnly: true, sameSite: 'lax', secure, signed: true } as const;
  return {
    adapter: adapterFor(house),
    findAccount: (_ctx, id) => findAccount(house, id),
    claims: claimsOfScopes as NonNullable<Configuration['claims']>,
    scopes: [...scopeKeys],
    acrValues,
    subjectTypes: ['public', 'pairwise'],
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256'] },
    extraClientMetadata: { properties: ['yiwang_level'] },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    // Signing out ends tokens, not what was agreed to.
    revokeGrantPolicy: async (ctx) => ctx.oidc.route !== 'end_session_confirm',
    // Addresses of applications are entered by people: inside private networks only the hosts the operator has named are called.
    fetch: async (url: string | URL | Request, options?: RequestInit) => {
      const { status, headers, body } = await askOutside(url instanceof Request ? url.url : String(url), {
        method: options?.method === 'POST' ? 'POST' : 'GET', headers: Object.fromEntries(new Headers(options?.headers)), allowed: house.config.insideHosts,
        ...(options?.body ? { body: await new Response(options.body).text() } : {}),
      });
      return new Response(status === 204 || body.length === 0 ? null : new Uint8Array(body), { status, headers: Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((each): [string, string] => [name, each])) });
    },
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async (_ctx, token) => !token.scopes.has('offline_access'),
    loadExistingGrant: async (ctx) => {
      const { client, session, result } = ctx.oidc;
      if (!client || !session?.accountId) return undefined;
      const id = result?.consent?.grantId ?? (await consentOf(house.db, session.accountId, client.clientId))?.grantId;
      return id ? ctx.oidc.provider.Grant.find(id) : undefined;
    },
    clientBasedCORS: (_ctx, origin, client) => (client.redirectUris ?? []).some((address) => new URL(address).origin === origin),
    cookies: { keys: cookieKeys, names: { session: 'yiwang_oidc', interaction: 'yiwang_oidc_asked', resume: 'yiwang_oidc_resume' }, long: cookie, short: cookie },
    ttl: { AccessToken: 600, AuthorizationCode: 60, ClientCredentials: 3600, DeviceCode: 600, Grant: 400 * 86_400, IdToken: 600, Interaction: 1800, RefreshToken: 14 * 86_400, Session: sessionHours * 3600 },
    interactions: { policy: policy(), url: (_ctx, interaction) => `/authorize/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      introspection: { enabled: true },
      backchannelLogout: { enabled: true },
      resourceIndicators: { enabled: false },
      deviceFlow: { enabled: true, charset: 'digits', mask: '****-****', ...devicePages(house) },
      rpInitiatedLogout: { enabled: true, ...signOutPages(house) },
    },
    renderError: async (ctx, out) => {
      const request = asking.getStore()?.request;
      const pages = oidcPages(house);
      if (!request || !pages) return void (ctx.body = out);
      const page = await pages.failure(request, problemOf(refusalOf(out), request));
      send(ctx, { ...page, status: ctx.status });
    },
  };
}

/** Who is signed in, and how surely, is said by the session of this site alone: where that is gone or not enough, the library asks again. */
function policy(): ReturnType<typeof interactionPolicy.base> {
  const { Check, base } = interactionPolicy;
  const all = base();
  const login = all.get('login');
  login?.checks.add(new Check('site_session', 'the session of the site is another one', 'login_required', (ctx) => {
    const known = ctx.oidc.session?.accountId;
    return known !== undefined && asking.getStore()?.session?.accountId !== known;
  }));
  login?.checks.add(new Check('level', 'a second factor is needed', 'login_required', (ctx) => ctx.oidc.session?.accountId !== undefined && levelNeeded(ctx) === 2 && ctx.oidc.session.acr !== acrOf(2), (ctx) => ({ level: levelNeeded(ctx) })));
  return all;
}

/** The higher of what the application is registered with and what it asks for now. */
function levelNeeded({ oidc }: KoaContextWithOIDC): number {
  const registered = Number((oidc.client as { yiwangLevel?: number; yiwang_level?: number } | undefined)?.['yiwang_level'] ?? 1);
  return Math.max(registered, levelAsked(String(oidc.params?.['acr_values'] ?? acrOf(1)).split(' ')));
}

function send(ctx: KoaContextWithOIDC, { markup, policy: loads, status }: ReadyPage): void {
  if (status !== undefined) ctx.status = status;
  ctx.set('content-security-policy', loads);
  ctx.set('cache-control', 'no-store');
  ctx.type = 'html';
  ctx.body = markup;
}

/** The library hands us its forms as markup; we take out where they go and their proof, and draw our own. */
const formOf = (markup: string): LibraryForm => ({ action: /action="([^"]+)"/.exec(markup)?.[1] ?? '', xsrf: /name="xsrf" value="([^"]+)"/.exec(markup)?.[1] ?? '' });
const typedIn = (markup: string): string => /name="user_code" value="([^"]*)"/.exec(markup)?.[1] ?? /value="([^"]*)"\s[^>]*name="user_code"/.exec(markup)?.[1] ?? '';

function drawing(house: House): { request: FastifyRequest; pages: OidcPages } {
  const [store, pages] = [asking.getStore(), oidcPages(house)];
  if (!store || !pages) throw new errors.InvalidRequest('this city has no portal');
  return { request: store.request, pages };
}

const wrongs = { NotFoundError: 'unknown', ExpiredError: 'expired', AlreadyUsedError: 'used', AbortedError: 'stopped' } as const;

function devicePages(house: House) {
  return {
    userCodeInputSource: async (ctx: KoaContextWithOIDC, form: string, _out?: unknown, error?: Error) => {
      const { request, pages } = drawing(house);
      send(ctx, await pages.enterCode(request, formOf(form), wrongs[error?.name as keyof typeof wrongs] ?? (error ? 'unknown' : 'none'), typedIn(form)));
    },
    userCodeConfirmSource: async (ctx: KoaContextWithOIDC, form: string, client: Client, _device: unknown, code: string) => {
      const { request, pages } = drawing(house);
      send(ctx, await pages.confirmCode(request, { ...formOf(form), code }, await findApplication(house.db, client.clientId)));
    },
    successSource: async (ctx: KoaContextWithOIDC) => {
      const { request, pages } = drawing(house);
      send(ctx, await pages.codeDone(request));
    },
  };
}

function signOutPages(house: House) {
  return {
    logoutSource: async (ctx: KoaContextWithOIDC, form: string) => {
      const { request, pages } = drawing(house);
      const onward = ctx.oidc.params?.['post_logout_redirect_uri'];
      send(ctx, await pages.signOut(request, formOf(form), ctx.oidc.client ? await findApplication(house.db, ctx.oidc.client.clientId) : null, typeof onward === 'string' ? onward : null));
    },
    postLogoutSuccessSource: async (ctx: KoaContextWithOIDC) => {
      const { request, pages } = drawing(house);
      send(ctx, await pages.signedOut(request));
    },
  };
}

import { createHash, createPublicKey, randomBytes, verify, type JsonWebKey } from 'node:crypto';
import type { UpstreamConfig } from '#kernel/config/config.ts';
import { refuse } from './errors.ts';

/** What the identity service above this city says of a person it has recognised. */
export type UpstreamPerson = { readonly issuer: string; readonly subject: string; readonly name: string | null; readonly idNumber: string | null; /** Whether it had asked for two factors. */ readonly twoFactors: boolean };

type Discovery = { readonly issuer: string; readonly authorization_endpoint: string; readonly token_endpoint: string; readonly jwks_uri: string };
type Claims = { readonly iss?: string; readonly aud?: string | string[]; readonly exp?: number; readonly nonce?: string; readonly sub?: string; readonly name?: string; readonly id_number?: string; readonly acr?: string; readonly amr?: string[] };

/** What must be kept in the browser's question until the answer comes back. */
export type UpstreamQuestion = { readonly verifier: string; readonly nonce: string };

/** An OpenID client of the service above: one kind of question, one kind of answer (authorization code with PKCE). */
export class Upstream {
  readonly #config: UpstreamConfig;
  #discovered: Promise<Discovery> | null = null;

  constructor(config: UpstreamConfig) {
    this.#config = config;
  }

  /** Where the browser is sent to be recognised, and what must be kept meanwhile. */
  async ask(state: string, returns: string): Promise<{ url: string; question: UpstreamQuestion }> {
    const { authorization_endpoint: endpoint } = await this.#discovery();
    const question = { verifier: randomBytes(32).toString('base64url'), nonce: randomBytes(16).toString('base64url') };
    const url = new URL(endpoint);
    const given = { client_id: this.#config.clientId, response_type: 'code', scope: 'openid profile id_number', redirect_uri: returns, state, nonce: question.nonce, code_challenge: createHash('sha256').update(question.verifier).digest('base64url'), code_challenge_method: 'S256' };
    for (const [name, value] of Object.entries(given)) url.searchParams.set(name, value);
    return { url: url.href, question };
  }

  /** Exchanges the code for the signed statement and checks every part of it. Refuses (UPSTREAM_REFUSED) what does not hold. */
  async take(code: string, question: UpstreamQuestion, returns: string): Promise<UpstreamPerson> {
    const { token_endpoint: endpoint, issuer } = await this.#discovery();
    const { clientId, clientSecret } = this.#config;
    const answer = await this.#fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: returns, code_verifier: question.verifier }),
    });
    const claims = await this.#claimsOf(String((answer as { id_token?: unknown }).id_token ?? ''));
    const audience = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
    if (claims.iss !== issuer || !audience.includes(clientId) || claims.nonce !== question.nonce || !claims.sub || (claims.exp ?? 0) * 1000 < Date.now() - 60_000) throw refuse('UPSTREAM_REFUSED', { reason: 'id_token' });
    return { issuer, subject: claims.sub, name: claims.name ?? null, idNumber: claims.id_number ?? null, twoFactors: (claims.amr ?? []).includes('mfa') || (claims.amr?.length ?? 0) > 1 };
  }

  #discovery(): Promise<Discovery> {
    const { issuer } = this.#config;
    this.#discovered ??= this.#fetch(`${issuer}/.well-known/openid-configuration`).then((found) => {
      const document = found as Discovery;
      if (document.issuer !== issuer) throw refuse('UPSTREAM_REFUSED', { reason: `issuer ${document.issuer}` });
      return document;
    });
    // A service that did not answer is asked again the next time.
    this.#discovered.catch(() => { this.#discovered = null; });
    return this.#discovered;
  }

  async #claimsOf(token: string): Promise<Claims> {
    const [head = '', body = '', sign = ''] = token.split('.');
    const { alg, kid } = parsed<{ alg?: string; kid?: string }>(head);
    const { keys = [] } = (await this.#fetch((await this.#discovery()).jwks_uri)) as { keys?: (JsonWebKey & { kid?: string })[] };
    const key = keys.find((each) => each.kid === kid);
    if (!key || (alg !== 'ES256' && alg !== 'RS256')) throw refuse('UPSTREAM_REFUSED', { reason: `${alg ?? '—'} ${kid ?? '—'}` });
    const holds = verify('sha256', Buffer.from(`${head}.${body}`), { key: createPublicKey({ key, format: 'jwk' }), ...(alg === 'ES256' ? { dsaEncoding: 'ieee-p1363' as const } : {}) }, Buffer.from(sign, 'base64url'));
    if (!holds) throw refuse('UPSTREAM_REFUSED', { reason: 'signature' });
    return parsed<Claims>(body);
  }

  async #fetch(url: string, options: RequestInit = {}): Promise<unknown> {
    const answer = await fetch(url, { ...options, redirect: 'error', signal: AbortSignal.timeout(10_000) }).catch((error: Error) => { throw refuse('UPSTREAM_SILENT', { reason: error.message }); });
    if (!answer.ok) throw refuse('UPSTREAM_REFUSED', { reason: `HTTP ${answer.status}` });
    return answer.json();
  }
}

function parsed<T>(part: string): T {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as T;
  } catch {
    throw refuse('UPSTREAM_REFUSED', { reason: 'JSON' });
  }
}

import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Whom the stand-in recognises, whoever knocks. */
export type Recognised = { readonly sub: string; readonly name: string; readonly idNumber: string; readonly amr?: readonly string[] };

/**
 * A stand-in for a national identity service: OpenID Connect with one client and no page — whoever comes is `person`.
 * `forge` lets it answer with something that must not be believed. Runnable by itself: `node test/kit/national-identity.ts`.
 */
export async function nationalIdentity({ port = 0, clientId = 'city', clientSecret = 'city-secret' }: { port?: number; clientId?: string; clientSecret?: string } = {}) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const codes = new Map<string, { nonce: string; challenge: string; returns: string }>();
  const state: { person: Recognised; forge: 'nothing' | 'signature' | 'nonce' | 'audience' } = { person: { sub: 'p-1', name: '无名', idNumber: '' }, forge: 'nothing' };
  let issuer = '';
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    const json = (status: number, body: object) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (url.pathname === '/.well-known/openid-configuration') return json(200, { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys` });
    if (url.pathname === '/keys') return json(200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'ES256', use: 'sig' }] });
    if (url.pathname === '/authorize') {
      const given = (name: string) => url.searchParams.get(name) ?? '';
      const code = randomBytes(12).toString('base64url');
      codes.set(code, { nonce: given('nonce'), challenge: given('code_challenge'), returns: given('redirect_uri') });
      return response.writeHead(302, { location: `${given('redirect_uri')}?code=${code}&state=${given('state')}` }).end();
    }
    let text = '';
    request.on('data', (part) => { text += part; }).on('end', () => {
      const body = new URLSearchParams(text);
      const known = codes.get(body.get('code') ?? '');
      codes.delete(body.get('code') ?? '');
      const right = known && request.headers.authorization === `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` && known.returns === body.get('redirect_uri')
        && createHash('sha256').update(body.get('code_verifier') ?? '').digest('base64url') === known.challenge;
      if (!right) return json(400, { error: 'invalid_grant' });
      const { sub, name, idNumber, amr = ['face', 'mfa'] } = state.person;
      const claims = { iss: issuer, sub, aud: state.forge === 'audience' ? 'another' : clientId, exp: Math.floor(Date.now() / 1000) + 300, iat: Math.floor(Date.now() / 1000), nonce: state.forge === 'nonce' ? 'another' : known.nonce, name, id_number: idNumber, amr };
      const signed = [{ alg: 'ES256', kid: 'k1' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
      const signature = sign('sha256', Buffer.from(signed), { key: state.forge === 'signature' ? stranger : privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
      return json(200, { token_type: 'Bearer', access_token: randomBytes(12).toString('base64url'), id_token: `${signed}.${signature}` });
    });
  });
  await new Promise<void>((ready) => { server.listen(port, '127.0.0.1', ready); });
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { issuer, setting: `http://${clientId}:${clientSecret}@${new URL(issuer).host}`, state, close: () => { server.closeAllConnections(); server.close(); } };
}

if (import.meta.main) console.log(`UPSTREAM_IDENTITY=${(await nationalIdentity({ port: Number(process.env['PORT'] ?? 0) })).setting}`);

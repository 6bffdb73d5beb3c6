import type { AuthenticationResponseJSON, PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { FastifyRequest } from 'fastify';
import type { Db } from '#kernel/database/connect.ts';
import { isId, newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { refuse } from '../errors.ts';

/** Loaded when the first passkey is asked for: every start would wait for it. */
const webauthn = () => import('@simplewebauthn/server');

const minutes = 5;

/** Which site passkeys are bound to: the public address, or this machine under the name browsers allow. */
export type Site = { readonly id: string; readonly origin: string };

/** The site as a passkey sees it. Refuses (PASSKEYS_OFF) where browsers would. */
export function siteOf(house: House, request: Pick<FastifyRequest, 'host'>): Site {
  const url = new URL(house.config.publicUrl);
  const here = /^localhost(:\d+)?$/.test(request.host);
  if (/^(127\.|\[::1\]$)/.test(url.hostname) && here) return { id: 'localhost', origin: `http://${request.host}` };
  const secure = url.protocol === 'https:' || url.hostname === 'localhost';
  if (!secure || /^[\d.]+$|^\[/.test(url.hostname)) throw refuse('PASSKEYS_OFF');
  return { id: url.hostname, origin: url.origin };
}

export type Question<T> = { readonly challenge: string; readonly options: T };
type Holder = { readonly id: string; readonly username: string; readonly name: string };

/** Asks the browser to make a passkey on this device. */
export async function askNewPasskey(db: Db, site: Site, account: Holder, city: string): Promise<Question<PublicKeyCredentialCreationOptionsJSON>> {
  const known = await db<{ credential: string }[]>`select credential from sign_in_methods where account_id = ${account.id} and kind = 'passkey'`;
  const { generateRegistrationOptions } = await webauthn();
  const options = await generateRegistrationOptions({
    rpName: city, rpID: site.id, userName: account.username, userDisplayName: account.name, userID: new Uint8Array(Buffer.from(account.id.replaceAll('-', ''), 'hex')),
    attestationType: 'none', excludeCredentials: known.map(({ credential }) => ({ id: credential })), authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { challenge: await keep(db, account.id, 'passkey-new', options.challenge), options };
}

/** Keeps a passkey the browser made. */
export async function keepPasskey(tx: Db, site: Site, accountId: string, challengeId: string, response: RegistrationResponseJSON, label: string): Promise<string> {
  const { challenge } = await take(tx, accountId, 'passkey-new', challengeId);
  const { verifyRegistrationResponse } = await webauthn();
  const { verified, registrationInfo } = await verifyRegistrationResponse({ response, expectedChallenge: challenge, expectedOrigin: site.origin, expectedRPID: site.id, requireUserVerification: true }).catch(refused);
  if (!verified || !registrationInfo) throw refuse('PASSKEY_REFUSED', { reason: '—' });
  const { credential } = registrationInfo;
  const id = newId();
  const kept = await tx`insert into sign_in_methods (id, account_id, kind, label, credential, public_key, counter, confirmed_at)
    values (${id}, ${accountId}, 'passkey', ${label}, ${credential.id}, ${Buffer.from(credential.publicKey)}, ${credential.counter}, now()) on conflict (credential) do nothing returning 1`;
  if (kept.length === 0) throw refuse('PASSKEY_REFUSED', { reason: 'credential id' });
  return id;
}

/** Asks any browser for a passkey of this site; no name is needed, the passkey knows whose it is. */
export async function askPasskey(db: Db, site: Site): Promise<Question<PublicKeyCredentialRequestOptionsJSON>> {
  const { generateAuthenticationOptions } = await webauthn();
  const options = await generateAuthenticationOptions({ rpID: site.id, userVerification: 'required' });
  return { challenge: await keep(db, null, 'passkey', options.challenge), options };
}

/** Whose passkey has answered. Refuses (PASSKEY_REFUSED) what cannot be checked. */
export async function takePasskey(house: House, site: Site, challengeId: string, response: AuthenticationResponseJSON): Promise<string> {
  const { verifyAuthenticationResponse } = await webauthn();
  return house.db.begin(async (tx) => {
    const { challenge } = await take(tx, null, 'passkey', challengeId);
    const [known] = await tx<{ id: string; accountId: string; publicKey: Buffer; counter: number }[]>`
      select m.id, m.account_id as "accountId", m.public_key as "publicKey", m.counter from sign_in_methods m join accounts a on a.id = m.account_id
      where m.kind = 'passkey' and m.credential = ${response.id} and a.closed_at is null and (not a.demo or ${house.config.demo}) for update of m`;
    if (!known) throw refuse('PASSKEY_REFUSED', { reason: '—' });
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response, expectedChallenge: challenge, expectedOrigin: site.origin, expectedRPID: site.id, requireUserVerification: true,
      credential: { id: response.id, publicKey: new Uint8Array(known.publicKey), counter: known.counter },
    }).catch(refused);
    if (!verified) throw refuse('PASSKEY_REFUSED', { reason: '—' });
    await tx`update sign_in_methods set counter = ${authenticationInfo.newCounter}, last_used_at = now() where id = ${known.id}`;
    return known.accountId;
  });
}

const refused = (error: Error): never => {
  throw refuse('PASSKEY_REFUSED', { reason: error.message });
};

async function keep(db: Db, accountId: string | null, kind: 'passkey' | 'passkey-new', challenge: string): Promise<string> {
  const id = newId();
  await db`insert into sign_in_challenges (id, account_id, kind, detail, expires_at) values (${id}, ${accountId}, ${kind}, ${db.json({ challenge })}, now() + make_interval(mins => ${minutes}))`;
  return id;
}

/** A challenge is answered once. */
async function take(tx: Db, accountId: string | null, kind: 'passkey' | 'passkey-new', id: string): Promise<{ challenge: string }> {
  const [row] = isId(id) ? await tx<{ detail: { challenge: string } }[]>`
    update sign_in_challenges set used_at = now() where id = ${id} and kind = ${kind} and account_id is not distinct from ${accountId}::uuid and used_at is null and expires_at > now() returning detail` : [];
  if (!row) throw refuse('PASSKEY_REFUSED', { reason: 'challenge' });
  return row.detail;
}

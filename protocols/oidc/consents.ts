import type Provider from 'oidc-provider';
import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { From } from '#domain/subject/sign-in/from.ts';
import { refuse } from './errors.ts';
import { isOptional } from './scopes.ts';

/** What somebody agreed to tell an application. */
export type Consent = { readonly clientId: string; readonly name: string; readonly purpose: string; readonly organ: string; readonly contact: string; readonly scopes: string[]; readonly refused: string[]; readonly grantId: string; readonly givenAt: Date };

const columns = 'c.client_id as "clientId", a.name, a.purpose, a.organ, a.contact, c.scopes, c.refused, c.grant_id as "grantId", c.given_at as "givenAt"';

/** The consent in force; null when there is none or it was withdrawn. */
export async function consentOf(db: Db, accountId: string, clientId: string): Promise<Consent | null> {
  const [found] = await db<Consent[]>`select ${db.unsafe(columns)} from application_consents c join applications a using (client_id) where c.account_id = ${accountId} and c.client_id = ${clientId} and withdrawn_at is null and closed_at is null`;
  return found ?? null;
}

/** All consents of an account in force, newest first. */
export const consentsOf = (db: Db, accountId: string) =>
  db<Consent[]>`select ${db.unsafe(columns)} from application_consents c join applications a using (client_id) where c.account_id = ${accountId} and withdrawn_at is null order by given_at desc`;

export type Given = { readonly accountId: string; readonly clientId: string; /** Everything the application asked for. */ readonly asked: readonly string[]; /** Of the optional ones, those agreed to. */ readonly agreed: readonly string[] };

/** Writes a consent and the grant that carries it; answers the id of the grant. What was refused is remembered, so that it is not asked again and again. */
export async function giveConsent(tx: Db, provider: Provider, { accountId, clientId, asked, agreed }: Given, from: From): Promise<string> {
  const before = await consentOf(tx, accountId, clientId);
  const grant = (before && (await provider.Grant.find(before.grantId))) || new provider.Grant({ accountId, clientId });
  const refused = asked.filter((scope) => isOptional(scope) && !agreed.includes(scope));
  // A grant keeps what was refused for ever; who agrees now gets a new one without that refusal.
  const fresh = new provider.Grant({ accountId, clientId });
  const target = agreed.some((scope) => grant.getRejectedOIDCScope().split(' ').includes(scope)) ? fresh : grant;
  target.addOIDCScope(asked.join(' '));
  if (refused.length > 0) target.rejectOIDCScope(refused.join(' '));
  const grantId = await target.save();
  const scopes = target.getOIDCScope().split(' ').filter(Boolean);
  await tx`insert into application_consents (account_id, client_id, scopes, refused, grant_id) values (${accountId}, ${clientId}, ${scopes}, ${refused}, ${grantId})
    on conflict (account_id, client_id) do update set scopes = excluded.scopes, refused = excluded.refused, grant_id = excluded.grant_id, given_at = now(), withdrawn_at = null`;
  await audit(tx, { accountId, act: 'consent.given', object: 'application', objectId: clientId, traceId: from.traceId, address: from.address, detail: { scopes, refused } });
  return grantId;
}

/** Withdraws a consent: every token given under it ends at once. */
export async function withdrawConsent(tx: Db, accountId: string, clientId: string, from: From): Promise<void> {
  const [gone] = await tx<{ grant_id: string }[]>`update application_consents set withdrawn_at = now() where account_id = ${accountId} and client_id = ${clientId} and withdrawn_at is null returning grant_id`;
  if (!gone) throw refuse('APPLICATION_NOT_FOUND');
  await tx`delete from oidc_records where grant_id = ${gone.grant_id} or (kind = 'Grant' and digest = ${gone.grant_id})`;
  await audit(tx, { accountId, act: 'consent.withdrawn', object: 'application', objectId: clientId, traceId: from.traceId, address: from.address });
}

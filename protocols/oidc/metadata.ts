import type { ClientMetadata } from 'oidc-provider';
import type { Application } from './applications.ts';
import { acrOf } from './scopes.ts';

/** An application as the library wants to know it. */
export function metadataOf(application: Application & { readonly secretHash: string | null }): ClientMetadata {
  const returns = application.kind === 'web' || application.kind === 'public';
  return {
    client_id: application.clientId,
    client_name: application.name,
    // The library wants some text here; what is compared is the digest, in provider.ts.
    ...(application.secretHash === null ? {} : { client_secret: application.secretHash }),
    token_endpoint_auth_method: application.secretHash === null ? 'none' : 'client_secret_basic',
    grant_types: grants[application.kind],
    response_types: returns ? ['code'] : [],
    redirect_uris: returns ? application.returnAddresses : [],
    post_logout_redirect_uris: application.signOutAddresses,
    scope: ['openid', ...application.scopes.filter((scope) => scope !== 'openid')].join(' '),
    id_token_signed_response_alg: application.algorithm,
    // Made pairwise in provider.ts: the library would ask devices for a key of their own first.
    subject_type: 'public',
    ...(application.backChannel ? { backchannel_logout_uri: application.backChannel, backchannel_logout_session_required: true } : {}),
    yiwang_level: application.level,
    default_acr_values: [acrOf(application.level)],
  } as ClientMetadata;
}

const grants: Readonly<Record<Application['kind'], string[]>> = {
  web: ['authorization_code', 'refresh_token'],
  public: ['authorization_code', 'refresh_token'],
  device: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
  system: ['client_credentials'],
};

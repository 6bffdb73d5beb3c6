-- The city's single sign-on (OpenID Connect): applications that use it, its keys, its codes and tokens, and what citizens agreed to.

create table applications (
  id                 uuid not null constraint applications_pk primary key,
  client_id          text not null constraint applications_client_id_once unique,
  name               text not null,
  purpose            text not null,
  kind               text not null constraint applications_kind_known check (kind in ('web', 'public', 'device', 'system')),
  organ              text not null,
  contact            text not null,
  return_addresses   text[] not null default '{}',
  sign_out_addresses text[] not null default '{}',
  back_channel       text,
  scopes             text[] not null default '{}',
  level              smallint not null default 1 constraint applications_level_known check (level in (1, 2)),
  algorithm          text not null default 'RS256' constraint applications_algorithm_known check (algorithm in ('RS256', 'ES256')),
  secret_hash        text,
  account_id         uuid constraint applications_account references accounts,
  version            int not null default 1,
  closed_at          timestamptz,
  constraint applications_web_returns check (kind not in ('web', 'public') or cardinality(return_addresses) > 0),
  constraint applications_secret_where_kept check ((secret_hash is not null) = (kind in ('web', 'system'))),
  constraint applications_system_has_account check ((account_id is not null) = (kind = 'system'))
);
comment on column applications.purpose is 'What the application does with what it is told: read by citizens before they agree';
comment on column applications.kind is 'web: has a server that keeps a secret; public: runs in a browser or phone; device: kiosk without keyboard; system: acts for itself';
comment on column applications.return_addresses is 'Where a signed-in person may be sent back to, compared character by character';
comment on column applications.level is 'Least assurance of the sign-in: 1 one factor, 2 two factors';
comment on column applications.secret_hash is 'SHA-256 of a secret of 256 random bits, shown once';
comment on column applications.account_id is 'The service account a system acts as';
create index applications_organ on applications (organ, id);

-- Sessions, codes, tokens, questions under way: each with its end. Swept by a job.
create table oidc_records (
  kind        text not null,
  digest      text not null,
  payload     bytea not null,
  grant_id    text,
  uid         text,
  user_code   text,
  account_id  uuid,
  session_id  uuid,
  expires_at  timestamptz,
  consumed_at timestamptz,
  constraint oidc_records_pk primary key (kind, digest)
);
comment on column oidc_records.kind is 'Purpose: Session, AuthorizationCode, AccessToken, RefreshToken, ClientCredentials, DeviceCode, Grant, Interaction';
comment on column oidc_records.digest is 'SHA-256 of the id or token: a copy of this table opens nothing';
comment on column oidc_records.payload is 'What the record says, SM4';
comment on column oidc_records.session_id is 'The session of this site a single sign-on stands on: it ends with it';
create index oidc_records_grant on oidc_records (grant_id) where grant_id is not null;
create index oidc_records_uid on oidc_records (uid) where uid is not null;
create index oidc_records_user_code on oidc_records (user_code) where user_code is not null;
create index oidc_records_session on oidc_records (session_id) where session_id is not null;
create index oidc_records_account on oidc_records (account_id) where account_id is not null;
create index oidc_records_expires on oidc_records (expires_at);

-- Keys tokens are signed with; the newest of each kind signs, older ones verify until they end.
create table oidc_keys (
  kid      text not null constraint oidc_keys_pk primary key,
  alg      text not null constraint oidc_keys_alg_known check (alg in ('RS256', 'ES256')),
  key      bytea not null,
  from_at  timestamptz not null default clock_timestamp(),
  until_at timestamptz
);
comment on column oidc_keys.key is 'Private key as JWK, SM4 under the key in DATA_DIR';

-- What somebody agreed that an application may be told; withdrawn at /account.
create table application_consents (
  account_id   uuid not null constraint application_consents_account references accounts,
  client_id    text not null constraint application_consents_application references applications (client_id),
  scopes       text[] not null,
  refused      text[] not null default '{}',
  grant_id     text not null,
  given_at     timestamptz not null default now(),
  withdrawn_at timestamptz,
  constraint application_consents_pk primary key (account_id, client_id)
);
comment on column application_consents.refused is 'Asked for and not agreed to: not asked again until the application asks for more';

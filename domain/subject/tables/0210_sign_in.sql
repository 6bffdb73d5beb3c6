-- Signing in: what a session stands on, the record its owner sees, one-time links, second factors, messages with codes.

alter table sessions add column id uuid not null default gen_random_uuid() constraint sessions_id_once unique;
alter table sessions add column methods text[] not null default '{password}';
alter table sessions add column level smallint not null default 1 constraint sessions_level_known check (level in (1, 2));
alter table sessions add column proven_at timestamptz;
alter table sessions add column application text;
comment on column sessions.id is 'Names the session to its owner; opens nothing';
comment on column sessions.methods is 'How its holder was recognised: password, totp, recovery, phone, passkey, upstream, client';
comment on column sessions.level is '1: one factor; 2: two factors, or a passkey that asked for finger, face or PIN';
comment on column sessions.proven_at is 'When a second factor was last shown; sensitive acts ask for a recent one';
comment on column sessions.application is 'The application whose client credentials opened it; null: a person';

alter table accounts add column real_name smallint not null default 0 constraint accounts_real_name_known check (real_name between 0 and 3);
alter table accounts add column password_at timestamptz;
comment on column accounts.real_name is '0 not checked, 1 told by an organ, 2 matched with the registry, 3 proven to the national identity service';

-- Every try to sign in to a known account, seen by its owner; kept a year.
create table sign_ins (
  id          uuid not null constraint sign_ins_pk primary key,
  account_id  uuid not null constraint sign_ins_account references accounts,
  outcome     text not null constraint sign_ins_outcome_known check (outcome in ('opened', 'refused', 'proven', 'ended')),
  methods     text[] not null,
  address     inet,
  agent       text,
  application text
);
comment on column sign_ins.application is 'The application that was opened by the single sign-on; null: this site';
create index sign_ins_account on sign_ins (account_id, id desc);

-- Links that work once: to set a password, to become the first administrator.
create table one_time_links (
  token_hash text not null constraint one_time_links_pk primary key,
  purpose    text not null constraint one_time_links_purpose_known check (purpose in ('password', 'first-administrator')),
  account_id uuid constraint one_time_links_account references accounts,
  made_by    uuid constraint one_time_links_maker references accounts,
  expires_at timestamptz not null,
  used_at    timestamptz
);
comment on column one_time_links.token_hash is 'SHA-256 of the code: a copy of this table opens nothing';
create index one_time_links_account on one_time_links (account_id) where account_id is not null;

-- What an account can be recognised by beside its password.
create table sign_in_methods (
  id           uuid not null constraint sign_in_methods_pk primary key,
  account_id   uuid not null constraint sign_in_methods_account references accounts,
  kind         text not null constraint sign_in_methods_kind_known check (kind in ('totp', 'recovery', 'passkey', 'phone', 'upstream')),
  label        text not null,
  sealed       bytea,
  index        bytea,
  credential   text constraint sign_in_methods_credential_once unique,
  public_key   bytea,
  counter      bigint not null default 0,
  confirmed_at timestamptz,
  last_used_at timestamptz,
  used_at      timestamptz
);
comment on column sign_in_methods.sealed is 'TOTP secret, phone number; SM4, opened by the key in DATA_DIR only';
comment on column sign_in_methods.index is 'Blind index of the phone number or of a recovery code';
comment on column sign_in_methods.credential is 'Credential id of a passkey, or issuer and subject of the national identity service';
comment on column sign_in_methods.counter is 'Last accepted time step of a TOTP, signature counter of a passkey: neither is taken twice';
comment on column sign_in_methods.used_at is 'When a recovery code was spent';
create index sign_in_methods_account on sign_in_methods (account_id, kind);

-- A question put to a person or a browser that is answered a moment later: a code sent by message, a challenge to a passkey.
create table sign_in_challenges (
  id         uuid not null constraint sign_in_challenges_pk primary key,
  account_id uuid constraint sign_in_challenges_account references accounts,
  kind       text not null constraint sign_in_challenges_kind_known check (kind in ('phone', 'phone-new', 'passkey', 'passkey-new', 'upstream')),
  answer     bytea,
  detail     jsonb not null default '{}',
  tries      smallint not null default 0,
  expires_at timestamptz not null,
  used_at    timestamptz
);
comment on column sign_in_challenges.answer is 'Blind index of the code that was sent';
create index sign_in_challenges_account on sign_in_challenges (account_id, id desc);
create index sign_in_challenges_expires on sign_in_challenges (expires_at);

-- Messages on their way to a phone: sent by a job through MESSAGE_GATEWAY, shown in the hub where there is none.
create table messages (
  id         uuid not null constraint messages_pk primary key,
  account_id uuid constraint messages_account references accounts,
  channel    text not null constraint messages_channel_known check (channel in ('sms')),
  receiver   bytea not null,
  index      bytea not null,
  text       bytea not null,
  state      text not null default 'waiting' constraint messages_state_known check (state in ('waiting', 'sent', 'failed', 'shown')),
  address    inet,
  tries      smallint not null default 0,
  trouble    text,
  sent_at    timestamptz
);
comment on column messages.receiver is 'The phone number, SM4';
comment on column messages.index is 'Blind index of the phone number: bounds how many it gets';
comment on column messages.text is 'The words, SM4: they carry codes';
comment on column messages.address is 'Who asked for it: bounds how many one address can cause';
create index messages_index on messages (index, id desc);
create index messages_address on messages (address, id desc) where address is not null;
create index messages_account on messages (account_id, id desc) where account_id is not null;

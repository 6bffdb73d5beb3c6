-- Keys of clients that report through Open311 GeoReport v2; each stands for a service account.

create table open311_keys (
  key_hash   text not null constraint open311_keys_pk primary key,
  account_id uuid not null constraint open311_keys_account references accounts,
  name       text not null,
  closed_at  timestamptz,
  created_at timestamptz not null default now()
);
comment on column open311_keys.key_hash is 'SHA-256 of the key: a copy of this table opens nothing';

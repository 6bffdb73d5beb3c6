-- Accounts, what they may do and where, and their sessions.

create table accounts (
  id            uuid not null constraint accounts_pk primary key,
  username      text not null constraint accounts_username_once unique,
  password_hash text,
  kind          text not null constraint accounts_kind_known check (kind in ('citizen', 'official', 'service')),
  name          text not null,
  subject_id    uuid,
  organ         text,
  region        text,
  posts         text[] not null default '{}',
  demo          boolean not null default false,
  closed_at     timestamptz,
  created_at    timestamptz not null default now(),
  constraint accounts_official_has_organ check (kind <> 'official' or organ is not null)
);
comment on column accounts.subject_id is 'The person or enterprise this account stands for';
comment on column accounts.demo is 'Demonstration account: refused unless DEMO=1';
create index accounts_organ on accounts (organ) where organ is not null;
create index accounts_subject on accounts (subject_id) where subject_id is not null;

-- A role given to an account, in an organ and a region, for a time. Staff moves add a row; none is rewritten.
create table appointments (
  id         uuid not null constraint appointments_pk primary key,
  account_id uuid not null constraint appointments_account references accounts,
  role       text not null,
  organ      text,
  region     text,
  from_at    timestamptz not null default now(),
  until_at   timestamptz,
  constraint appointments_order check (until_at is null or until_at >= from_at)
);
create index appointments_account on appointments (account_id);

create table sessions (
  token_hash text not null constraint sessions_pk primary key,
  account_id uuid not null constraint sessions_account references accounts,
  csrf       text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  address    inet,
  agent      text
);
comment on column sessions.token_hash is 'SHA-256 of the token: a copy of this table opens no session';
create index sessions_account on sessions (account_id, created_at desc);
create index sessions_expires on sessions (expires_at);

-- Failures per account AND address: trying an account from elsewhere cannot lock its owner out.
create table sign_in_failures (
  username text not null,
  address  inet not null,
  count    int not null,
  last_at  timestamptz not null default now(),
  constraint sign_in_failures_pk primary key (username, address)
);

-- Messages to an account: what changed in a matter, what is due.
create table notices (
  id         uuid not null constraint notices_pk primary key,
  account_id uuid not null,
  title      text not null,
  body       text not null,
  about      uuid,
  read_at    timestamptz
);
create index notices_account on notices (account_id, id desc);
create index notices_unread on notices (account_id) where read_at is null;

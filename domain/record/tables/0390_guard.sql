-- Warnings of unusual use, from acts alone; grants nobody calls.

create table usage_warnings (
  id         uuid not null constraint usage_warnings_pk primary key,
  rule       text not null,
  account_id uuid not null,
  grant_id   uuid,
  measured   int not null,
  exceeded   int not null,
  from_at    timestamptz not null,
  to_at      timestamptz not null,
  stopped    boolean not null default false,
  closed_at  timestamptz,
  closed_by  uuid,
  why        text,
  trace_id   text not null,
  constraint usage_warnings_closed_says_why check ((closed_at is null) = (why is null))
);
comment on column usage_warnings.exceeded is 'The limit of the rule at that time';
comment on column usage_warnings.stopped is 'The grant was ended because of it';
create unique index usage_warnings_open_once on usage_warnings (rule, account_id, coalesce(grant_id, '00000000-0000-0000-0000-000000000000'::uuid)) where closed_at is null;
create index usage_warnings_new on usage_warnings (id desc);

create table idle_grants (
  grant_id uuid not null constraint idle_grants_pk primary key constraint idle_grants_grant references grants,
  told_at  timestamptz not null
);

-- Who holds which duty in which organ, and who did before. A change ends one row and adds another; none is rewritten.

create table duty_holders (
  id         uuid not null constraint duty_holders_pk primary key,
  duty       text not null,
  organ      text not null constraint duty_holders_organ references organs,
  region     text not null,
  county     text not null generated always as (left(region, 6)) stored,
  town       text not null generated always as (left(region, 9)) stored,
  account_id uuid not null constraint duty_holders_account references accounts,
  from_at    timestamptz not null,
  until_at   timestamptz,
  named_by   uuid,
  constraint duty_holders_order check (until_at is null or until_at >= from_at)
);
comment on column duty_holders.duty is 'Key of the declared duty';
create unique index duty_holders_one on duty_holders (organ, duty) where until_at is null;
create index duty_holders_history on duty_holders (organ, duty, id desc);
create index duty_holders_account on duty_holders (account_id) where until_at is null;

-- What must be true before an official account opens anything: its contract runs, its rules are acknowledged.

-- Suppliers (合作单位) whose people work here: for what, for which organ, from and until which day.
create table contracts (
  id        uuid not null constraint contracts_pk primary key,
  supplier  text not null,
  uscc      text not null,
  title     text not null,
  organ     text not null constraint contracts_organ references organs,
  from_on   date not null,
  until_on  date not null,
  ended_at  timestamptz,
  ended_why text,
  constraint contracts_order check (until_on >= from_on)
);
comment on column contracts.uscc is 'Unified social credit code of the supplier';
comment on column contracts.until_on is 'The last day; from midnight in China after it the accounts are refused';
create index contracts_organ on contracts (organ, id desc);

alter table accounts add column contract_id uuid constraint accounts_contract references contracts;
comment on column accounts.contract_id is 'The contract under which a supplier''s person works here; null: the city''s own staff';
create index accounts_contract_of on accounts (contract_id) where contract_id is not null;

-- Who acknowledged which version of which rules, and when. Only ever added to.
create table rules_acknowledged (
  account_id uuid not null constraint rules_acknowledged_account references accounts,
  rules      text not null,
  version    text not null,
  at         timestamptz not null,
  address    inet,
  constraint rules_acknowledged_pk primary key (account_id, rules, version)
);

create constraint trigger rules_acknowledged_change_reader after insert on rules_acknowledged deferrable initially deferred
  for each row execute function note_reader_change('account_id');

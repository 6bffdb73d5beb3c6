-- What the registry of persons knows is sealed at rest; exact search goes over blind indexes.

alter table persons alter column name drop not null;
alter table persons alter column id_number drop not null;
alter table persons add column sealed bytea;
alter table persons add column id_number_index bytea constraint persons_id_number_index_once unique;
alter table persons add column phone_index bytea;
alter table persons add column name_index bytea;
alter table persons add column real_name text not null default 'checked' constraint persons_real_name_known check (real_name in ('declared', 'checked', 'in-person'));
alter table persons add column version int not null default 1;
alter table persons add constraint persons_sealed_or_plain check (
  (sealed is not null and id_number_index is not null and name is null and id_number is null and phone is null and address is null)
  or (sealed is null and name is not null and id_number is not null));
comment on table persons is 'Read and written only by registry/persons.ts';
comment on column persons.sealed is 'Name, identity number, telephone and address, sealed with the data key its header names';
comment on column persons.id_number_index is 'Blind index (HMAC-SM3): finds exactly, tells nothing';
comment on column persons.name is 'Only between a bulk load in SQL and its sealing; empty otherwise, like id_number, phone and address';
comment on column persons.real_name is 'declared: as the person said; checked: against the registry of the state; in-person: papers seen at a window';
create index persons_phone_index on persons (phone_index) where phone_index is not null;
create index persons_name_index on persons (name_index) where name_index is not null;
create index persons_plain on persons (id) where sealed is null;

-- What an entry said before a correction, and why it was changed.
create table person_changes (
  id         uuid not null constraint person_changes_pk primary key,
  person_id  uuid not null constraint person_changes_person references persons,
  fields     text[] not null,
  sealed     bytea,
  why        text not null,
  matter_id  uuid,
  account_id uuid
);
comment on column person_changes.sealed is 'The values before, sealed';
create index person_changes_person on person_changes (person_id, id desc);

-- The second half of a deletion: copies that lie outside the tables, in data files of the lake and stored files, are found and
-- emptied by a job after the commit. It survives a kill; when it has ended, a second certificate says what went where.

alter table deletion_certificates drop constraint deletion_certificates_cause_known;
alter table deletion_certificates add constraint deletion_certificates_cause_known check (cause in ('request', 'copies', 'retention'));

create table erasures (
  id         uuid not null constraint erasures_pk primary key,
  subject_id uuid not null,
  matter_id  uuid,
  request    text,
  account_id uuid,
  trace_id   text not null,
  sealed     bytea,
  ended_at   timestamptz,
  constraint erasures_forget_what_they_sought check (ended_at is null or sealed is null)
);
comment on table erasures is 'One row for each request for deletion; its copies are being looked for while ended_at is null';
comment on column erasures.sealed is 'The number, name and telephones that are looked for, sealed; empty when the search has ended';
create index erasures_open on erasures (id) where ended_at is null;

create table erasure_steps (
  erasure_id uuid not null constraint erasure_steps_erasure references erasures,
  place      text not null,
  what       text not null,
  entries    bigint not null,
  kept       bigint not null default 0,
  why        text,
  before     text,
  after      text,
  constraint erasure_steps_pk primary key (erasure_id, place, what),
  constraint erasure_steps_kept_says_why check ((kept > 0) = (why is not null))
);
comment on table erasure_steps is 'What was found and emptied, written down before it is done: a kill forgets none of it';
comment on column erasure_steps.what is 'The file it was found in: its path in the lake, or its id';
comment on column erasure_steps.before is 'SHA-256 of the file as it was';
comment on column erasure_steps.after is 'SHA-256 of the file without the person; null: the whole file went';

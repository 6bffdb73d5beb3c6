-- Evidence (存证): hashes of facts with their time, and their order in a chain of handovers. Nothing here tells of a person.

create table evidence (
  id        uuid not null constraint evidence_pk primary key,
  algorithm text not null constraint evidence_algorithm_known check (algorithm in ('sm3', 'sha256')),
  digest    bytea not null constraint evidence_is_a_hash check (length(digest) = 32),
  kind      text not null constraint evidence_kind_plain check (kind ~ '^[a-z][a-z0-9.-]{1,59}$'),
  thread    bytea constraint evidence_thread_is_a_hash check (length(thread) = 32),
  position  int,
  previous  uuid,
  organ     text,
  at        timestamptz not null,
  constraint evidence_thread_in_order check ((thread is null) = (position is null) and (previous is null) = (position is null or position = 0)),
  constraint evidence_step_once unique (thread, position)
);
comment on column evidence.kind is 'What the hash is of, as a code: licence, handover.received; never words about somebody';
comment on column evidence.thread is 'Hash of the name of a batch or thing: its steps stand in order';
create index evidence_digest on evidence (digest);
create trigger evidence_append_only before update or delete on evidence for each row execute function refuse_change();
create trigger evidence_not_emptied before truncate on evidence for each statement execute function refuse_change();

-- What other nodes said to a signed head of the tree. A node may agree later than it was asked; what it said stays.
create table evidence_witnesses (
  name      text not null,
  size      bigint not null,
  said      text not null constraint evidence_witnesses_said_known check (said in ('agrees', 'disagrees', 'silent')),
  words     text,
  key       text,
  signature bytea,
  at        timestamptz not null,
  constraint evidence_witnesses_pk primary key (name, size),
  constraint evidence_witnesses_agree_signed check ((said = 'agrees') = (signature is not null and key is not null))
);
comment on column evidence_witnesses.signature is 'SM2 of the witness over the bytes of the anchor';

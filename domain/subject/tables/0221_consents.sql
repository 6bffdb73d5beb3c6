-- Consents (同意), and who may act for whom (代办、监护、经办).

create table consents (
  id            uuid not null constraint consents_pk primary key,
  subject_id    uuid not null,
  purpose       text not null constraint consents_purpose_said check (length(purpose) between 1 and 200),
  to_whom       text not null,
  text_version  text not null,
  given_by      uuid not null,
  as_guardian   boolean not null default false,
  channel       text not null constraint consents_channel_known check (channel in ('portal', 'window')),
  evidence      uuid constraint consents_evidence_file references files,
  given_at      timestamptz not null default now(),
  withdrawn_at  timestamptz,
  withdrawn_by  uuid,
  constraint consents_window_has_evidence check (channel <> 'window' or evidence is not null)
);
comment on table consents is 'Withdrawing is as easy as giving and works at once; nothing is rewritten but the withdrawal';
comment on column consents.to_whom is 'Organ or system that may use the data for the purpose';
comment on column consents.as_guardian is 'Given by a guardian for a child or a person who cannot decide';
create index consents_subject on consents (subject_id, id desc);

create table mandates (
  id           uuid not null constraint mandates_pk primary key,
  kind         text not null constraint mandates_kind_known check (kind in ('guardian', 'agent', 'staff')),
  principal_id uuid not null,
  agent_id     uuid not null constraint mandates_agent references persons,
  matter_types text[],
  from_day     date not null,
  until_day    date,
  channel      text not null constraint mandates_channel_known check (channel in ('portal', 'window')),
  evidence     uuid constraint mandates_evidence_file references files,
  given_by     uuid not null,
  given_at     timestamptz not null default now(),
  accepted_at  timestamptz,
  ended_at     timestamptz,
  ended_by     uuid,
  end_why      text,
  constraint mandates_not_for_oneself check (principal_id <> agent_id),
  constraint mandates_window_has_evidence check (channel <> 'window' or evidence is not null),
  constraint mandates_guardian_by_papers check (kind <> 'guardian' or evidence is not null),
  constraint mandates_agent_ends check (kind = 'guardian' or until_day is not null),
  constraint mandates_order check (until_day is null or until_day >= from_day)
);
comment on table mandates is 'guardian of a person; agent of a person; staff of an enterprise. A mandate ends, it is never rewritten';
comment on column mandates.principal_id is 'The person or enterprise acted for';
comment on column mandates.matter_types is 'What the agent may apply for; null: everything';
create index mandates_principal on mandates (principal_id, id desc);
create index mandates_agent on mandates (agent_id, id desc);
create unique index mandates_once on mandates (kind, principal_id, agent_id) where ended_at is null;

-- Stand-in of an official (职务代理): between two days, the rights of one account also work for another.
create table stand_ins (
  id         uuid not null constraint stand_ins_pk primary key,
  account_id uuid not null constraint stand_ins_account references accounts,
  stand_in   uuid not null constraint stand_ins_stand_in references accounts,
  why        text not null,
  from_at    timestamptz not null,
  until_at   timestamptz not null,
  made_by    uuid not null,
  ended_at   timestamptz,
  ended_by   uuid,
  constraint stand_ins_two_people check (account_id <> stand_in),
  constraint stand_ins_order check (until_at > from_at)
);
create index stand_ins_for on stand_ins (stand_in, until_at) where ended_at is null;

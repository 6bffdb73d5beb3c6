-- Matters: every case of every kind, its acts, its parts, its reporters, drafts and ratings.

create sequence matter_numbers;

create table matters (
  id             uuid not null constraint matters_pk primary key,
  type           text not null,
  kind           text not null constraint matters_kind_known check (kind in ('service', 'incident', 'ticket', 'task', 'request', 'review')),
  number         text not null,
  title          text not null,
  state          text not null,
  outcome        text constraint matters_outcome_known check (outcome in ('done', 'refused', 'withdrawn', 'void')),
  organ          text not null,
  post           text,
  region         text not null constraint matters_region_is_code check (region ~ '^\d{12}$'),
  county         text not null generated always as (left(region, 6)) stored,
  town           text not null generated always as (left(region, 9)) stored,
  lon            double precision,
  lat            double precision,
  cell           text generated always as (floor(lon * 200)::int || ':' || floor(lat * 200)::int) stored,
  address        text,
  level          text,
  source         text not null,
  subject_id     uuid,
  opened_by      uuid,
  contact        jsonb,
  form           jsonb not null,
  answers        jsonb not null default '{}',
  materials      jsonb not null default '{}',
  dispatched     text,
  handler_id     uuid,
  waits          boolean not null default false,
  parent_id      uuid,
  merged_into    uuid,
  trace_id       text not null,
  opened_at      timestamptz not null,
  state_since    timestamptz not null,
  due_at         timestamptz,
  promise_due_at timestamptz,
  clock_from     timestamptz,
  stops          jsonb not null default '[]',
  ended_at       timestamptz,
  late_told_at   timestamptz,
  version        int not null default 1,
  demo           boolean not null default false,
  search         tsvector not null,
  constraint matters_ended_has_outcome check ((ended_at is null) = (outcome is null)),
  constraint matters_point_whole check ((lon is null) = (lat is null))
) partition by range (id);
comment on table matters is 'Partitioned by month on the UUIDv7; lists go newest first by id';
comment on column matters.organ is 'The organ whose turn it is; after the end, the organ that ended it';
comment on column matters.waits is 'It is the applicant''s turn, not the organ''s';
comment on column matters.contact is 'Name and phone of who reported it: personal, shown masked';
comment on column matters.cell is 'About 500 m: finds neighbours of a report by one index seek';
comment on column matters.stops is 'Times that do not count: [{from, until, why}]';
comment on column matters.late_told_at is 'When the deadline passed and its organ was told, once per state';
comment on column matters.demo is '演示数据: made by the seeded generator';
create index matters_organ on matters (organ, id desc);
create index matters_organ_open on matters (organ, due_at, id) where ended_at is null and not waits;
create index matters_county on matters (county, id desc);
create index matters_town on matters (town, id desc);
create index matters_region on matters (region, id desc);
create index matters_type on matters (type, id desc);
create index matters_subject on matters (subject_id, id desc) where subject_id is not null;
create index matters_opened_by on matters (opened_by, id desc) where opened_by is not null;
create index matters_handler on matters (handler_id, id desc) where handler_id is not null;
create index matters_number on matters (number);
create index matters_trace on matters (trace_id);
create index matters_parent on matters (parent_id) where parent_id is not null;
create index matters_cell on matters (cell, id desc) where cell is not null and ended_at is null;
create index matters_due on matters (due_at) where ended_at is null and due_at is not null;
create index matters_search on matters using gin (search);
create table matters_rest partition of matters default;

create table matter_acts (
  id         uuid not null constraint matter_acts_pk primary key,
  matter_id  uuid not null,
  act        text not null,
  title      text not null,
  from_state text,
  to_state   text not null,
  account_id uuid,
  actor      text not null,
  organ      text,
  reason     text,
  data       jsonb not null default '{}',
  files      uuid[] not null default '{}'
) partition by range (id);
comment on table matter_acts is 'The timeline: every act, person, time and reason; only ever added to';
create index matter_acts_matter on matter_acts (matter_id, id);
create table matter_acts_rest partition of matter_acts default;
create trigger matter_acts_append_only before update or delete on matter_acts for each row execute function refuse_change();

-- Organs asked for their opinion at the same time (并联审批, 会签).
create table matter_parts (
  matter_id  uuid not null,
  part       text not null,
  organ      text not null,
  answer     text constraint matter_parts_answer_known check (answer in ('agreed', 'refused')),
  opinion    text,
  account_id uuid,
  due_at     timestamptz,
  answered_at timestamptz,
  constraint matter_parts_pk primary key (matter_id, part)
);
create index matter_parts_open on matter_parts (organ, matter_id desc) where answer is null;

-- Everybody who reported the same thing; all of them are told.
create table matter_reporters (
  matter_id  uuid not null,
  account_id uuid not null,
  note       text,
  at         timestamptz not null default now(),
  constraint matter_reporters_pk primary key (matter_id, account_id)
);
create index matter_reporters_account on matter_reporters (account_id, matter_id desc);

create table drafts (
  id         uuid not null constraint drafts_pk primary key,
  account_id uuid not null,
  type       text not null,
  answers    jsonb not null default '{}',
  form       jsonb not null default '{}',
  materials  jsonb not null default '{}',
  version    int not null default 1,
  saved_at   timestamptz not null default now()
);
comment on table drafts is 'Bound to the account, not the device; unchecked, so that a changed form never loses what was typed';
create index drafts_account on drafts (account_id, saved_at desc);

-- 好差评: one per matter, never changed, never deleted (国办发〔2019〕51号).
create table ratings (
  matter_id  uuid not null constraint ratings_pk primary key,
  level      int not null constraint ratings_level_1_to_5 check (level between 1 and 5),
  tags       int[] not null default '{}',
  words      text,
  account_id uuid not null,
  organ      text not null,
  type       text not null,
  review_id  uuid,
  at         timestamptz not null default now()
);
comment on column ratings.review_id is 'The matter that answers a bad rating';
create index ratings_organ on ratings (organ, at desc);
create trigger ratings_append_only before delete on ratings for each row execute function refuse_change();

select ensure_months('matters', (now() - interval '14 months')::date, (now() + interval '3 months')::date);
select ensure_months('matter_acts', (now() - interval '14 months')::date, (now() + interval '3 months')::date);

-- Requests for data, grants, the calls made under them, and whose data was read.

create table data_requests (
  id           uuid not null constraint data_requests_pk primary key,
  dataset_id   uuid not null constraint data_requests_dataset references datasets,
  organ        text not null,
  region       text,
  owner_organ  text not null,
  columns      text[] not null constraint data_requests_columns_some check (cardinality(columns) > 0),
  purpose      text not null,
  scenario     text not null,
  basis        text not null,
  frequency    text not null,
  until        timestamptz not null,
  state        text not null default 'open' constraint data_requests_state_known check (state in ('open', 'granted', 'refused', 'withdrawn')),
  asked_by     uuid,
  asked_at     timestamptz not null default now(),
  due_on       date not null,
  urged_at     timestamptz,
  decided_by   uuid,
  decided_at   timestamptz,
  reason       text,
  law          text,
  trace_id     text not null,
  constraint data_requests_refusal_says_why check (state <> 'refused' or (reason is not null and law is not null)),
  constraint data_requests_not_to_oneself check (organ <> owner_organ)
);
comment on column data_requests.law is 'The clause a refusal stands on';
create index data_requests_sent on data_requests (organ, id desc);
create index data_requests_received on data_requests (owner_organ, id desc);
create index data_requests_dataset on data_requests (dataset_id);
create index data_requests_due on data_requests (due_on) where state = 'open' and urged_at is null;

create table grants (
  id             uuid not null constraint grants_pk primary key,
  request_id     uuid not null constraint grants_request references data_requests constraint grants_once_per_request unique,
  dataset_id     uuid not null constraint grants_dataset references datasets,
  organ          text not null,
  owner_organ    text not null,
  columns        text[] not null constraint grants_columns_some check (cardinality(columns) > 0),
  revealed       text[] not null default '{}',
  reveal_basis   text,
  purpose        text not null,
  until          timestamptz not null,
  calls_per_day  int not null constraint grants_calls_positive check (calls_per_day > 0),
  rows_per_call  int not null constraint grants_rows_bounded check (rows_per_call between 1 and 1000),
  note           text,
  granted_by     uuid,
  granted_at     timestamptz not null default now(),
  ended_at       timestamptz,
  ended_reason   text,
  constraint grants_revealed_among_columns check (revealed <@ columns),
  constraint grants_reveal_has_basis check (revealed = '{}' or reveal_basis is not null)
);
comment on column grants.revealed is 'Columns given unmasked, on the basis stated';
create index grants_held on grants (organ, id desc);
create index grants_given on grants (owner_organ, id desc);
create index grants_dataset on grants (dataset_id);

-- Calls counted against the quota of a day; one row per grant and day, changed under its row lock.
create table grant_use (
  grant_id uuid not null constraint grant_use_grant references grants,
  day      date not null,
  used     int not null constraint grant_use_not_negative check (used >= 0),
  before   int not null default 0,
  constraint grant_use_pk primary key (grant_id, day)
) with (fillfactor = 70);

comment on column grant_use.before is 'What was used before the last change: used - before calls were let through by it';

-- Every call, answered or refused. Written before the answer leaves.
create table shared_calls (
  id         uuid not null constraint shared_calls_pk primary key,
  grant_id   uuid not null,
  dataset_id uuid not null,
  version    int,
  account_id uuid,
  organ      text,
  outcome    text not null,
  asked      text[] not null default '{}',
  rows       int not null default 0,
  trace_id   text not null,
  address    inet
) partition by range (id);
comment on column shared_calls.asked is 'Names of the columns it was filtered by; the values asked for are not kept';
create index shared_calls_grant on shared_calls (grant_id, id desc);
create table shared_calls_rest partition of shared_calls default;

-- Whose data a call read: shown to that person. The key is a blind index of the identity number.
create table data_reads (
  subject_key bytea not null,
  call_id     uuid not null,
  constraint data_reads_pk primary key (subject_key, call_id)
) partition by range (call_id);
create table data_reads_rest partition of data_reads default;

select ensure_months('shared_calls', (now() - interval '14 months')::date, (now() + interval '3 months')::date);
select ensure_months('data_reads', (now() - interval '14 months')::date, (now() + interval '3 months')::date);

-- Versions copied out of the lake for lookups at the speed of an index. Their rows are in served.rows_<id>.
create schema served;
create table served_versions (
  id         int generated always as identity constraint served_versions_pk primary key,
  dataset_id uuid not null constraint served_versions_dataset references datasets,
  version    int not null,
  lookups    text[] not null,
  ready_at   timestamptz
);
create index served_versions_dataset_version on served_versions (dataset_id, version);
comment on column served_versions.lookups is 'The columns that can be asked by: the n-th has its blind key in column k<n> of served.rows_<id>';

-- The table of one served version: the row sealed or plain, the blind key of its person, one blind key per lookup column.
create function make_served_table(id int, lookups int) returns void language plpgsql as $$
begin
  execute format('create table served.%I (row bigint not null, subject bytea, plain text, sealed bytea%s)', 'rows_' || id,
    (select coalesce(string_agg(format(', k%s bytea', n), ''), '') from generate_series(1, lookups) n));
end $$;
create function index_served_table(id int, lookups int) returns void language plpgsql as $$
begin
  execute format('alter table served.%I add primary key (row)', 'rows_' || id);
  for n in 1..lookups loop
    execute format('create index on served.%I (k%s, row)', 'rows_' || id, n);
  end loop;
  execute format('analyze served.%I', 'rows_' || id);
end $$;

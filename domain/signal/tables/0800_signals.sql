-- Signals: numbers about places, what they are made of, and the warnings they raise.

-- What a number is made of, per finest division and period: sums that can be added up into any wider division.
create table signal_parts (
  signal text not null,
  region text not null,
  organ  text not null default '',
  start  timestamptz not null,
  parts  jsonb not null,
  constraint signal_parts_pk primary key (signal, start, region, organ)
) partition by range (start);
comment on column signal_parts.region is 'The finest division the signal looks at; a wider code stands for what lies in none of them';
comment on column signal_parts.organ is 'Only for signals told apart by organ; empty is all';

create table signal_values (
  signal      text not null,
  region      text not null,
  organ       text not null default '',
  start       timestamptz not null,
  value       double precision not null,
  level       text constraint signal_values_level_known check (level in ('blue', 'yellow', 'orange', 'red')),
  because     jsonb,
  rule        int not null,
  trace_id    text not null,
  computed_at timestamptz not null,
  constraint signal_values_pk primary key (signal, region, organ, start)
) partition by range (start);
comment on column signal_values.level is 'The level this value alone reaches by the rule in force then; a warning may need it to last';
comment on column signal_values.because is 'What decided the value: the thing, the quantity, words';
comment on column signal_values.rule is 'Version of the warning rule; 0 is the one the pack declares';
comment on column signal_values.trace_id is 'The reading or act that changed the value last';
create index signal_values_trace on signal_values (trace_id);

select ensure_time_months('signal_parts', (now() - interval '14 months')::date, (now() + interval '3 months')::date, 80);
select ensure_time_months('signal_values', (now() - interval '14 months')::date, (now() + interval '3 months')::date, 80);

-- What has to be computed anew: written by listeners, emptied by the job, so that a thousand readings of one hour are one computation.
create table signal_touched (
  signal   text not null,
  region   text not null,
  start    timestamptz not null,
  trace_id text not null,
  constraint signal_touched_pk primary key (signal, region, start)
);

-- Where a signal stands in a division now.
create table signal_states (
  signal text not null,
  region text not null,
  start  timestamptz not null,
  value  double precision not null,
  level  text,
  since  timestamptz not null,
  rule   int not null,
  constraint signal_states_pk primary key (signal, region)
);
comment on column signal_states.level is 'The level in force, after it has lasted as long as the rule asks; null is normal';
create index signal_states_level on signal_states (level) where level is not null;

-- A warning from its beginning until the value is back and its matter is closed: both facts are kept.
create table signal_warnings (
  id           uuid not null constraint signal_warnings_pk primary key,
  signal       text not null,
  region       text not null,
  organ        text,
  level        text,
  peak         text not null,
  value        double precision not null,
  reason       text not null,
  because      jsonb,
  rule         int not null,
  trace_id     text not null,
  started_at   timestamptz not null,
  recovered_at timestamptz,
  matter_id    uuid,
  closed_at    timestamptz,
  outcome      text constraint signal_warnings_outcome_known check (outcome in ('hit', 'false', 'unclear')),
  finished_at  timestamptz,
  constraint signal_warnings_finished_has_recovered check (finished_at is null or recovered_at is not null)
);
comment on column signal_warnings.level is 'The level now; null once the value is back';
comment on column signal_warnings.outcome is 'What the matter found: a hit, a false alarm, or neither';
create unique index signal_warnings_one_at_a_time on signal_warnings (signal, region) where finished_at is null;
create index signal_warnings_signal on signal_warnings (signal, id desc);
create index signal_warnings_matter on signal_warnings (matter_id) where matter_id is not null;

-- Warning rules a city has set in place of the declared one. Only ever added to; the highest version is in force.
create table signal_rules (
  signal     text not null,
  version    int not null constraint signal_rules_version_positive check (version > 0),
  warn       jsonb,
  account_id uuid,
  reason     text not null,
  at         timestamptz not null,
  constraint signal_rules_pk primary key (signal, version)
);
comment on column signal_rules.warn is 'null: back to what the pack declares';

-- Values that organs report by themselves.
create table signal_reports (
  id         uuid not null constraint signal_reports_pk primary key,
  signal     text not null,
  region     text not null,
  start      timestamptz not null,
  value      double precision not null,
  note       text,
  account_id uuid,
  trace_id   text not null,
  at         timestamptz not null
);
comment on table signal_reports is 'Only ever added to: a correction is a later report for the same period';
create index signal_reports_period on signal_reports (signal, start, region, id desc);

-- Counting matters for signals by place and day.
create index matters_county_closed on matters (county, ended_at) where ended_at is not null;
create index matters_county_open on matters (county, organ) where ended_at is null;
create index ratings_at on ratings (at);

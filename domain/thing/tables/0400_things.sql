-- Things: what is out there (stations, gauges, meters, facilities), and what it reports.

create table things (
  id            uuid not null constraint things_pk primary key,
  type          text not null,
  code          text not null constraint things_code_once unique constraint things_code_form check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  name          text not null constraint things_name_not_empty check (name <> ''),
  organ         text not null,
  region        text not null constraint things_region_is_code check (region ~ '^\d{12}$'),
  county        text not null generated always as (left(region, 6)) stored,
  town          text not null generated always as (left(region, 9)) stored,
  lon           double precision,
  lat           double precision,
  state         text not null default 'working' constraint things_state_known check (state in ('working', 'silent', 'stopped', 'retired')),
  secret_hash   text not null,
  properties    jsonb not null default '{}',
  heard_until   timestamptz not null default now(),
  silent_since  timestamptz,
  registered_at timestamptz not null default now(),
  retired_at    timestamptz,
  version       int not null default 1,
  demo          boolean not null default false,
  constraint things_point_whole check ((lon is null) = (lat is null)),
  constraint things_retired_has_time check ((state = 'retired') = (retired_at is not null)),
  constraint things_silent_has_time check ((state = 'silent') = (silent_since is not null))
);
comment on column things.code is 'The device id, unique in the city: user name of its MQTT login and part of its topic';
comment on column things.secret_hash is 'SHA-256 of 256 random bits given out once: nothing to guess, so no slow hash is needed';
comment on column things.state is 'stopped: out of service on purpose, its silence is no alarm';
comment on column things.heard_until is 'It was certainly heard until then; the watch for silence moves it on when it looks, so that readings need not';
comment on column things.demo is '演示数据: made by the seeded generator';
create index things_type on things (type, region, id);
create index things_organ on things (organ, code);
create index things_county on things (county, code);
create index things_town on things (town, code);
create index things_watch on things (type, heard_until) where state = 'working';

-- One quantity of one thing: the series its readings belong to (SensorThings: Datastream).
create table datastreams (
  id       int generated always as identity constraint datastreams_pk primary key,
  thing_id uuid not null constraint datastreams_thing references things,
  quantity text not null,
  constraint datastreams_once unique (thing_id, quantity)
);
comment on column datastreams.id is 'Four bytes: it is in every reading of the city';

-- Every reading that was accepted. A replay meets the primary key and changes nothing.
-- No foreign key to datastreams: the check would cost more than the row; streams are never deleted while readings stand.
create table readings (
  datastream int not null,
  at         timestamptz not null,
  value      double precision not null,
  quality    smallint not null default 0,
  trace_id   uuid not null,
  constraint readings_pk primary key (datastream, at)
) partition by range (at);
comment on table readings is 'Partitioned by day, so that the end of their keeping is the drop of a table';
comment on column readings.quality is '0 good, 1 suspect, 2 invalid; only good ones count in means';
-- Traces of readings are UUIDv7 in the order of arrival: a block range index finds one at almost no cost of writing.
create index readings_trace on readings using brin (trace_id uuid_minmax_multi_ops) with (pages_per_range = 32, autosummarize = on);

-- What each series came to in each hour, of good readings only. Written with the readings themselves.
create table reading_hours (
  datastream int not null,
  hour       timestamptz not null,
  readings   int not null,
  total      double precision not null,
  lowest     double precision not null,
  highest    double precision not null,
  last_at    timestamptz not null,
  last       double precision not null,
  constraint reading_hours_pk primary key (datastream, hour)
) partition by range (hour);
comment on table reading_hours is 'Partitioned by month; kept longer than the readings';

-- The latest good value of each series: one step into the newest end of the index above.
create view latest_readings as
  select datastreams.id as datastream, datastreams.thing_id, datastreams.quantity, newest.last_at as at, newest.last as value
  from datastreams cross join lateral (
    select last_at, last from reading_hours where reading_hours.datastream = datastreams.id order by hour desc limit 1) newest;

-- What came in and what became of it, one row for each batch and day of its readings:
-- received = stored + repeated + rejected, and what is stored for a day must be found in that day's readings.
create table intakes (
  id       uuid not null constraint intakes_pk primary key,
  day      date not null,
  received int not null,
  stored   int not null,
  repeated int not null,
  rejected int not null,
  constraint intakes_add_up check (received = stored + repeated + rejected)
) partition by range (id);
create index intakes_day on intakes (day);
create table intakes_rest partition of intakes default;

-- What was not accepted, with the reason: MQTT 3.1.1 cannot tell the device, so the device's page tells its owner.
create table rejected_readings (
  id          uuid not null constraint rejected_readings_pk primary key,
  thing_id    uuid,
  code        text not null,
  quantity    text,
  reason      text not null,
  reported_at text,
  value       text,
  source      text not null constraint rejected_readings_source_known check (source in ('mqtt', 'http', 'file')),
  address     text,
  trace_id    text not null
) partition by range (id);
comment on column rejected_readings.code is 'The device id as it was claimed';
comment on column rejected_readings.value is 'The beginning of what was sent';
create index rejected_readings_thing on rejected_readings (thing_id, id desc) where thing_id is not null;
create index rejected_readings_code on rejected_readings (code, id desc);
create table rejected_readings_rest partition of rejected_readings default;

-- Makes the daily partitions of a table, for the days from..to (China's days). Attached rather than created in place: that does not
-- stop the writers. Safe to repeat, and by several processes at once.
create function ensure_days(parent text, from_day date, to_day date) returns void language plpgsql as $$
declare day date := from_day; part text;
begin
  perform pg_advisory_xact_lock(hashtext('ensure_days ' || parent));
  while day <= to_day loop
    part := parent || to_char(day, '_YYYY_MM_DD');
    if to_regclass(part) is null then
      execute format('create table %I (like %I including defaults including constraints)', part, parent);
      execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, part,
        day::timestamp at time zone 'Asia/Shanghai', (day + 1)::timestamp at time zone 'Asia/Shanghai');
    end if;
    day := day + 1;
  end loop;
end $$;

-- The same by month, for a table whose key begins with a moment instead of a UUIDv7.
create function ensure_time_months(parent text, from_day date, to_day date, fill int) returns void language plpgsql as $$
declare month date := date_trunc('month', from_day); part text;
begin
  perform pg_advisory_xact_lock(hashtext('ensure_time_months ' || parent));
  while month <= to_day loop
    part := parent || to_char(month, '_YYYY_MM');
    if to_regclass(part) is null then
      execute format('create table %I (like %I including defaults including constraints) with (fillfactor = %s)', part, parent, fill);
      execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, part,
        month::timestamp at time zone 'Asia/Shanghai', (month + interval '1 month')::timestamp at time zone 'Asia/Shanghai');
    end if;
    month := month + interval '1 month';
  end loop;
end $$;

select ensure_days('readings', (now() - interval '31 days')::date, (now() + interval '3 days')::date);
-- Rows of the running hour are rewritten with every batch: room on the page keeps that cheap (HOT).
select ensure_time_months('reading_hours', (now() - interval '14 months')::date, (now() + interval '3 months')::date, 50);
select ensure_months('intakes', (now() - interval '1 month')::date, (now() + interval '3 months')::date);
select ensure_months('rejected_readings', (now() - interval '1 month')::date, (now() + interval '3 months')::date);

-- The kernel's own tables: events and their delivery, the audit log, files, and repeated requests.

-- A UUIDv7 for a given moment (PostgreSQL 18 has uuidv7(); 15 to 17 do not). Random where v7 is random.
create function uuid_v7(at timestamptz default clock_timestamp()) returns uuid language sql volatile parallel safe as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text || at::text), 1, 3)
    || to_hex(8 + (random() * 3)::int) || substr(md5(random()::text), 1, 15))::uuid
$$;

-- The smallest UUIDv7 of a moment: the bound of a partition or of a search by time.
create function uuid_v7_floor(at timestamptz) returns uuid language sql immutable parallel safe as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid
$$;

-- Makes the monthly partitions of a table whose key is a UUIDv7, for the months from..to. Safe to repeat.
create function ensure_months(parent text, from_day date, to_day date) returns void language plpgsql as $$
declare month date := date_trunc('month', from_day); part text;
begin
  while month <= to_day loop
    part := parent || to_char(month, '_YYYY_MM');
    if to_regclass(part) is null then
      execute format('create table %I partition of %I for values from (%L) to (%L)', part, parent,
        uuid_v7_floor(month::timestamp at time zone 'Asia/Shanghai'),
        uuid_v7_floor((month + interval '1 month')::timestamp at time zone 'Asia/Shanghai'));
    end if;
    month := month + interval '1 month';
  end loop;
end $$;

-- What has happened, said once by the floor it happened on and heard by any other.
create table events (
  id         uuid not null constraint events_pk primary key,
  topic      text not null,
  about      uuid,
  trace_id   text not null,
  organ      text,
  region     text,
  payload    jsonb not null default '{}'
) partition by range (id);
comment on column events.about is 'The matter, record, signal, … the event tells of';
comment on column events.trace_id is 'One id from the first reading or call to the closing act';
comment on column events.organ is 'Whose event it is: live lists show it to readers of this organ';
create index events_trace on events (trace_id);
create index events_about on events (about);
create table events_rest partition of events default;

-- Events that still have to be handed to their listeners. Written with the event, emptied by the relay.
create table event_queue (
  event_id uuid not null constraint event_queue_pk primary key
);

-- Which listener has taken which event: taking it twice has the effect of taking it once.
create table event_deliveries (
  event_id uuid not null,
  listener text not null,
  at       timestamptz not null default now(),
  constraint event_deliveries_pk primary key (event_id, listener)
);

-- Who did what, in the same transaction as the act. Only ever added to.
create table audit_entries (
  id         uuid not null constraint audit_entries_pk primary key,
  account_id uuid,
  act        text not null,
  object     text not null,
  object_id  text,
  trace_id   text not null,
  address    inet,
  purpose    text,
  detail     jsonb not null default '{}'
) partition by range (id);
comment on table audit_entries is 'Append-only; 等保三级 asks for at least six months';
create index audit_entries_object on audit_entries (object_id, id desc);
create index audit_entries_account on audit_entries (account_id, id desc);
create table audit_entries_rest partition of audit_entries default;

create function refuse_change() returns trigger language plpgsql as $$
begin raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation'; end $$;
create trigger audit_entries_append_only before update or delete on audit_entries for each row execute function refuse_change();

-- Files by their content; the bytes are in the store (disk or S3), named by digest.
create table files (
  id       uuid not null constraint files_pk primary key,
  sha256   text not null,
  size     bigint not null constraint files_size_not_negative check (size >= 0),
  type     text not null,
  name     text not null,
  owner_id uuid,
  at       timestamptz not null default now()
);
create index files_owner on files (owner_id, id desc);

-- The answer given to a request that creates, so that the same request again gets the same answer.
create table idempotency_keys (
  account    text not null,
  key        text not null,
  request    text not null,
  status     int not null,
  headers    jsonb not null,
  body       text not null,
  at         timestamptz not null default now(),
  constraint idempotency_keys_pk primary key (account, key)
);
comment on column idempotency_keys.request is 'Digest of method, path and body: the key may not be used for another request';
create index idempotency_keys_at on idempotency_keys (at);

-- Small facts the program itself remembers, such as which city data are already there.
create table settings (
  key   text not null constraint settings_pk primary key,
  value jsonb not null
);

select ensure_months('events', (now() - interval '14 months')::date, (now() + interval '3 months')::date);
select ensure_months('audit_entries', (now() - interval '14 months')::date, (now() + interval '3 months')::date);

-- Data keys: what personal values are sealed with at rest. Each is itself sealed by the key-encryption key of the cryptographic
-- module (files, or a device), which never enters the database.

create table data_keys (
  purpose  text not null constraint data_keys_purpose_known check (purpose in ('seal', 'index')),
  version  int not null constraint data_keys_version_from_one check (version between 1 and 2147483647),
  wrapped  bytea not null,
  state    text not null default 'active' constraint data_keys_state_known check (state in ('active', 'kept', 'stopped')),
  made_at  timestamptz not null default now(),
  made_by  uuid,
  stopped_at timestamptz,
  stopped_by uuid,
  stop_why text,
  constraint data_keys_pk primary key (purpose, version),
  constraint data_keys_stop_has_reason check ((state = 'stopped') = (stop_why is not null))
);
comment on table data_keys is 'active: seals and opens; kept: a newer one seals, this one still opens; stopped: opens what there is, seals nothing new';
comment on column data_keys.wrapped is 'The key sealed by the key-encryption key: useless without the module';
create unique index data_keys_one_active on data_keys (purpose) where state = 'active';

-- One change of key: every sealed row is sealed anew, table by table, while the city works.
create table key_rotations (
  id         uuid not null constraint key_rotations_pk primary key,
  to_version int not null,
  started_at timestamptz not null default now(),
  started_by uuid,
  ended_at   timestamptz,
  total      bigint not null default 0,
  resealed   bigint not null default 0
);
create unique index key_rotations_one_at_a_time on key_rotations ((ended_at is null)) where ended_at is null;

-- How far a rotation has come in each table: a kill costs one batch.
create table key_rotation_tables (
  rotation_id uuid not null constraint key_rotation_tables_rotation references key_rotations,
  table_name  text not null,
  position    uuid,
  ended       boolean not null default false,
  constraint key_rotation_tables_pk primary key (rotation_id, table_name)
);

-- The version of the key a value is sealed with, as its header says: format, then four bytes.
create function sealed_version(sealed bytea) returns int language sql immutable strict parallel safe
  return (get_byte(sealed, 1) << 24) | (get_byte(sealed, 2) << 16) | (get_byte(sealed, 3) << 8) | get_byte(sealed, 4);

-- Codes people show (居民码、企业码), where they may be scanned, and what the holder is told of it.

-- A place that may scan: one gate, one window, one bus line, in one declared scene.
create table code_points (
  id        uuid not null constraint code_points_pk primary key,
  scene     text not null,
  name      text not null,
  organ     text not null,
  region    text not null constraint code_points_region_is_code check (region ~ '^\d{12}$'),
  county    text not null generated always as (left(region, 6)) stored,
  town      text not null generated always as (left(region, 9)) stored,
  key_hash  text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  constraint code_points_key_once unique (key_hash)
);
comment on column code_points.scene is 'Key of the declared scene: what a scan here is shown';
comment on column code_points.key_hash is 'SM3 of the key of the scanning device, which is shown once';
create index code_points_organ on code_points (organ, id);

-- One code: shown for seconds, taken once. Swept minutes after its end.
create table codes (
  hash       text not null constraint codes_pk primary key,
  subject_id uuid not null,
  shown_by   uuid not null,
  scene      text,
  expires_at timestamptz not null,
  used_at    timestamptz,
  used_point uuid,
  constraint codes_use_has_point check ((used_at is null) = (used_point is null))
);
comment on column codes.hash is 'SM3 of the whole code: a copy of this table shows none';
comment on column codes.shown_by is 'The account that shows it: the holder, or a guardian for them';
comment on column codes.scene is 'Bound to one scene by its holder; null: any scene they have not switched off';
create index codes_expires on codes (expires_at);

-- What the holder may look back on for a few days. There is no other record of who was where.
create table code_scans (
  id         uuid not null constraint code_scans_pk primary key,
  subject_id uuid not null,
  scene      text not null,
  point      uuid not null constraint code_scans_point references code_points,
  shown      text[] not null,
  outcome    text not null constraint code_scans_outcome_known check (outcome in ('shown', 'stopped', 'twice')),
  offline    boolean not null default false,
  at         timestamptz not null,
  erase_at   timestamptz not null
);
comment on column code_scans.shown is 'Titles of what was shown, never its values';
comment on column code_scans.outcome is 'shown; stopped by the holder; twice: a device without network took a code that was already used';
create index code_scans_subject on code_scans (subject_id, id desc);
create index code_scans_erase on code_scans (erase_at);

-- Scenes a holder has switched off.
create table code_stops (
  subject_id uuid not null,
  scene      text not null,
  at         timestamptz not null,
  constraint code_stops_pk primary key (subject_id, scene)
);

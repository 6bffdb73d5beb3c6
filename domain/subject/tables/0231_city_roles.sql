-- Roles a city makes for itself, of rights its packs declare. Those of the packs stand in the packs.

create table city_roles (
  key        text not null constraint city_roles_pk primary key constraint city_roles_key_is_own check (key ~ '^own-[0-9a-f]{8}$'),
  title      text not null constraint city_roles_title_not_empty check (title <> ''),
  english    text not null,
  may        text[] not null constraint city_roles_may_something check (cardinality(may) > 0),
  sees       text[] not null default '{}' constraint city_roles_sees_masked check (sees <@ array['personal', 'sensitive']),
  reach      text not null constraint city_roles_reach_known check (reach in ('organ', 'region', 'city')),
  face       text not null constraint city_roles_face_known check (face in ('office', 'command', 'hub')),
  basis      text not null,
  version    int not null default 1,
  made_by    uuid not null,
  made_at    timestamptz not null default now(),
  retired_at timestamptz
);
comment on column city_roles.basis is 'Why the city needs the role: the decision it rests on';
comment on column city_roles.retired_at is 'From then on it gives nothing, to nobody';
create unique index city_roles_title_once on city_roles (title) where retired_at is null;

-- Whoever holds the role is another reader from the commit on: account unknown, so everybody's.
create constraint trigger city_roles_change_reader after update or delete on city_roles deferrable initially deferred
  for each row execute function note_reader_change('account_id');

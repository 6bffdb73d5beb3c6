-- What the generators share. Temporary: nothing of it stays in the database.

-- A whole number from 0 up to, not with, `below`: always the same for the same number and salt.
create or replace function pg_temp.pick(n bigint, salt int, below int) returns int language sql immutable
  return ((hashint8extended(n, salt) & 9223372036854775807) % below)::int;

-- The id of the n-th invented thing of a kind, a UUIDv7 of a moment: always the same for the same three.
create or replace function pg_temp.demo_id(at timestamptz, kind text, n bigint) returns uuid language sql stable
  return overlay(overlay(md5(kind || n) placing lpad(to_hex((date_part('epoch', at) * 1000)::bigint), 12, '0') || '7' from 1) placing '8' from 17)::uuid;

-- An element of a list, chosen by number and salt.
create or replace function pg_temp.one_of(n bigint, salt int, list text[]) returns text language sql immutable
  return list[1 + ((hashint8extended(n, salt) & 9223372036854775807) % cardinality(list))::int];

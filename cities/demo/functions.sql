-- What the generators share. Temporary: nothing of it stays in the database.

-- A whole number from 0 up to, not with, `below`: always the same for the same number and salt.
create or replace function pg_temp.pick(n bigint, salt int, below int) returns int language sql immutable
  return ((hashint8extended(n, salt) & 9223372036854775807) % below)::int;

-- The id of the n-th invented thing of a kind, a UUIDv7 of a moment: always the same for the same three.
create or replace function pg_temp.demo_id(at timestamptz, kind text, n bigint) returns uuid language sql stable
  return overlay(overlay(overlay(md5(kind || n) placing lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') from 1) placing '7' from 13) placing '8' from 17)::uuid;

-- An element of a list, chosen by number and salt.
create or replace function pg_temp.one_of(n bigint, salt int, list text[]) returns text language sql immutable
  return list[1 + ((hashint8extended(n, salt) & 9223372036854775807) % cardinality(list))::int];

-- The check digit of a case number (ISO 7064 MOD 11,10), as the matter floor reckons it.
create or replace function pg_temp.check_digit(stem text) returns text language plpgsql immutable as $$
declare product int := 10; digits bytea := replace(stem, '-', '')::bytea;
begin
  for at in 0 .. length(digits) - 1 loop
    product := coalesce(nullif((product + get_byte(digits, at) - ascii('0')) % 10, 0), 10) * 2 % 11;
  end loop;
  return (11 - product) % 10;
end $$;

-- Marks where the program puts in what is sealed of a person.
create or replace function pg_temp.sealed_facts() returns jsonb language sql immutable
  return '{"person.name": "{person.name}", "person.idNumber": "{person.idNumber}", "person.phone": "{person.phone}", "person.address": "{person.address}"}'::jsonb;

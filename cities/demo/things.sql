-- Invented devices number $1 to $2, of the types in demo_things. $3 how many rows that table has, $4 spots. They are out of service:
-- what never reports must not alarm anybody. Nobody knows their keys.
with given as materialized (
  select pg_temp.demo_id('2025-01-01 00:00:00+08', 'thing', n) as id, n, kind.*, spot.*
  from generate_series($1::bigint, $2::bigint) n
  join demo_things kind on kind.row = pg_temp.pick(n, 71, $3::int)
  join demo_spots spot on spot.number = pg_temp.pick(n, 72, $4::int)
),
placed as (
  insert into things (id, type, code, name, organ, region, lon, lat, state, secret_hash, properties, heard_until, registered_at, demo)
  select given.id, type, 'DEMO-' || lpad(n::text, 7, '0'), place || title || n || '号', organ.id, village,
    round((lon + (pg_temp.pick(n, 73, 2001) - 1000) * reach / 1000)::numeric, 6), round((lat + (pg_temp.pick(n, 74, 2001) - 1000) * reach / 1000)::numeric, 6),
    'stopped', md5(random()::text) || md5(random()::text), facts, timestamptz '2025-01-01 00:00:00+08', timestamptz '2025-01-01 00:00:00+08', true
  from given join demo_organs organ on organ.function = owner and organ.county = left(village, 6)
  returning id
)
insert into datastreams (thing_id, quantity)
select given.id, quantity from given join placed using (id) cross join unnest(quantities) quantity order by n, quantity

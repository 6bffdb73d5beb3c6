-- Invented cases number $1 to $2: which life each lives (demo_lives), when it was opened, where and for whom. $3 the number the
-- year begins after, $4 the last number, $5 the moment that counts as now, $6 lives, $7 spots, $8 persons, $9 enterprises, $10 roads.
-- They wait in demo_cases and are answered: the program fills in what they say of people, seals it and writes them (matters.sql).
with laid as (
  insert into demo_cases (n, life, id, opened_at, minutes, village, place_vector, lon, lat, address, subject)
  select n, life.life, pg_temp.demo_id(opened_at, 'matter', n), opened_at, floor(extract(epoch from $5::timestamptz - opened_at) / 60), spot.village, place.vector, place.lon, place.lat, place.address,
    case when life.kind = 'incident' then null
      when life.subject = 'enterprise' then pg_temp.demo_id('2025-01-01 00:00:00+08', 'enterprise', 1 + pg_temp.pick(n, 52, $9::int))
      else pg_temp.demo_id('2025-01-01 00:00:00+08', 'person', 4 * pg_temp.pick(n, 51, ($8::int + 2) / 4) + 1) end
  from generate_series($1::int, $2::int) n
  cross join lateral (select least($5::timestamptz - pg_temp.pick(n, 41, 600) * interval '1 minute',
    date_trunc('day', $5::timestamptz) - interval '364 days' + floor((n - $3::bigint) * 365.0 / ($4::bigint - $3::bigint)) * interval '1 day'
      + (450 + pg_temp.pick(n, 42, 400) + pg_temp.pick(n, 43, 400)) * interval '1 minute' + pg_temp.pick(n, 50, 60000) * interval '1 millisecond') as opened_at) times
  join demo_lives life on life.life = pg_temp.pick(n, 44, $6::int)
  join demo_spots spot on spot.number = pg_temp.pick(n, 45, $7::int)
  -- What is applied for has an applicant's county, but no spot on the map.
  left join lateral (
    select spot.vector, round((spot.lon + (pg_temp.pick(n, 46, 2001) - 1000) * spot.reach / 1000)::numeric, 6)::float8 as lon,
      round((spot.lat + (pg_temp.pick(n, 47, 2001) - 1000) * spot.reach / 1000)::numeric, 6)::float8 as lat,
      spot.place || pg_temp.one_of(n, 48, $10::text[]) || 1 + pg_temp.pick(n, 49, 288) || '号' as address) place on life.kind <> 'service'
  returning n, life, id, opened_at, village, lon, lat, subject
)
select n, life, id, opened_at as "openedAt", village, lon, lat, subject from laid order by id

-- Invented addresses number $1 to $2: a spot of the map, a road ($3, its words $4), a house. $5: how many spots there are.
insert into addresses (id, full_name, region, grid, lon, lat, words, demo)
select pg_temp.demo_id('2025-01-01 00:00:00+08', 'address', a), spot.place || road.name || house || '号', spot.village, spot.grid,
  round((spot.lon + (pg_temp.pick(a, 4, 2001) - 1000) * spot.reach / 1000)::numeric, 6), round((spot.lat + (pg_temp.pick(a, 5, 2001) - 1000) * spot.reach / 1000)::numeric, 6),
  spot.vector || to_tsvector('simple', road.words || ' ' || house || ' 号'), true
from generate_series($1::bigint, $2::bigint) a
cross join lateral (select 1 + pg_temp.pick(a, 2, cardinality($3::text[])) as at, 1 + pg_temp.pick(a, 3, 288) as house) chosen
cross join lateral (select ($3::text[])[chosen.at] as name, ($4::text[])[chosen.at] as words) road
join demo_spots spot on spot.number = pg_temp.pick(a, 1, $5::int)

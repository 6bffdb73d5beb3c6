-- Invented enterprises number $1 to $2. $3 roads, $4 spots, $5 addresses, $6 persons, $7 shop names, $8 products, $9 the city's name.
-- Credit codes are right inside and out and belong to nobody: division 999901. The six letters after MA count in base 31
-- through a prime, so that every number gives another code. The representative is an invented person born before 2007.
insert into enterprises (id, name, uscc, kind, legal_person, industry, address, region, capital, founded, state, demo, updated_at)
select pg_temp.demo_id('2025-01-01 00:00:00+08', 'enterprise', n),
  case category when 1 then $9 || shop || product || '有限公司' when 2 then spot.county || shop || product || '店' else spot.county || shop || product || '农民专业合作社' end,
  '9' || category || '999901MA' || (select string_agg(substr(alphabet, 1 + digit, 1), '' order by place) from unnest(digits) with ordinality as each (digit, place))
    || case inner_check when 10 then 'X' when 11 then '0' else inner_check::text end
    || substr(alphabet, 1 + (31 - (1465 + 3 * category + digits[1] * 25 + digits[2] * 13 + digits[3] * 8 + digits[4] * 24 + digits[5] * 10 + digits[6] * 30
      + case inner_check when 10 then 29 when 11 then 0 else inner_check end * 28) % 31) % 31, 1),
  case category when 1 then '有限责任公司' when 2 then '个体工商户' else '农民专业合作社' end,
  pg_temp.demo_id('2025-01-01 00:00:00+08', 'person', person - case when person % 4 = 0 then 1 else 0 end),
  product,
  spot.place || pg_temp.one_of(a, 2, $3::text[]) || 1 + pg_temp.pick(a, 3, 288) || '号', spot.village,
  case category when 1 then (array[100000, 500000, 1000000, 5000000, 10000000])[1 + pg_temp.pick(n, 26, 5)] else (array[10000, 30000, 50000])[1 + pg_temp.pick(n, 26, 3)] end * 100::bigint,
  date '2001-01-01' + pg_temp.pick(n, 27, 8700),
  case pg_temp.pick(n, 28, 20) when 0 then '注销' when 1 then '吊销' else '存续' end, true, timestamptz '2025-01-01 00:00:00+08'
from generate_series($1::bigint, $2::bigint) n
cross join lateral (select '0123456789ABCDEFGHJKLMNPQRTUWXY' as alphabet, (array[1, 1, 1, 2, 2, 2, 2, 3])[1 + pg_temp.pick(n, 21, 8)] as category, n * 15485863 % 887503681 as code,
  pg_temp.one_of(n, 22, $7::text[]) as shop, pg_temp.one_of(n, 23, $8::text[]) as product, 1 + pg_temp.pick(n, 24, $5::int) as a, 1 + pg_temp.pick(n, 25, $6::int)::bigint as person) chosen
cross join lateral (select array[code / 28629151 % 31, code / 923521 % 31, code / 29791 % 31, code / 961 % 31, code / 31 % 31, code % 31]::int[] as digits) letters
-- GB 11714: a letter counts as in base 36, where the 31 letters leave gaps; 136 is the share of MA.
cross join lateral (select array[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22, 23, 25, 26, 27, 29, 30, 32, 33, 34] as worth) base36
cross join lateral (select 11 - (136 + worth[1 + digits[1]] * 9 + worth[1 + digits[2]] * 10 + worth[1 + digits[3]] * 5 + worth[1 + digits[4]] * 8 + worth[1 + digits[5]] * 4
  + worth[1 + digits[6]] * 2) % 11 as inner_check) checked
join demo_spots spot on spot.number = pg_temp.pick(a, 1, $4::int)

-- Invented persons number $1 to $2, for the program to seal and write (registries.ts). $3 roads, $4 spots, $5 addresses, $6 surnames, $7 and $8 given names of men and women.
-- Identity numbers are valid in form and belong to nobody: division 999901 has never been assigned. Every number gives another
-- day and sequence: multiplying by a prime goes once through all of them before it comes back. One in four is born after 2006.
select pg_temp.demo_id('2025-01-01 00:00:00+08', 'person', n) as id,
  pg_temp.one_of(n, 11, $6::text[]) || pg_temp.one_of(n, 12, given.names) || case when pg_temp.pick(n, 13, 5) = 0 then '' else pg_temp.one_of(n, 14, given.names) end as name,
  '999901' || to_char(born, 'YYYYMMDD') || lpad(sequence::text, 3, '0') || substr('10X98765432', 1 + total % 11, 1) as "idNumber",
  sex, born,
  '154' || lpad(pg_temp.pick(n, 15, 100000000)::text, 8, '0') as phone,
  spot.place || pg_temp.one_of(a, 2, $3::text[]) || 1 + pg_temp.pick(a, 3, 288) || '号' as address, spot.village as region, true as demo, timestamptz '2025-01-01 00:00:00+08' as "updatedAt"
from generate_series($1::bigint, $2::bigint) n
cross join lateral (select case when n % 4 = 0 then (n / 4 * 15485863) % 6500000 else (n * 15485863) % 25000000 end as slot) slots
cross join lateral (select case when n % 4 = 0 then date '2007-01-01' else date '1938-01-01' end + (slot / 1000)::int as born, (slot % 1000)::int as sequence) birth
cross join lateral (select case when sequence % 2 = 1 then '男' else '女' end as sex, to_char(born, 'YYYYMMDD')::int as digits) person
cross join lateral (select case when sex = '男' then $7::text[] else $8::text[] end as names) given
-- ISO 7064 MOD 11-2 over the 17 digits; 283 is the share of 999901.
cross join lateral (select 283 + digits / 10000000 * 2 + digits / 1000000 % 10 + digits / 100000 % 10 * 6 + digits / 10000 % 10 * 3 + digits / 1000 % 10 * 7 + digits / 100 % 10 * 9
  + digits / 10 % 10 * 10 + digits % 10 * 5 + sequence / 100 * 8 + sequence / 10 % 10 * 4 + sequence % 10 * 2 as total) checked
cross join lateral (select 1 + pg_temp.pick(n, 16, $5::int) as a) home
join demo_spots spot on spot.number = pg_temp.pick(a, 1, $4::int)

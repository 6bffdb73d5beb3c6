-- Invented matters number $1 to $2 with their acts and ratings. $3 the number the year begins after, $4 the last number, $5 the
-- moment that counts as now, $6 lives, $7 spots, $8 persons, $9 enterprises, $10 roads.
-- The matters go into demo_matters first and are answered: what persons are called is sealed, so the form has marks like
-- {person.name}, which the program fills in, seals and writes (write-matters.ts).
-- Each lives one of the invented lives (demo_lives, demo_steps); what would happen after "now" has not happened yet.
with numbered as materialized (
  select n, life.*, opened_at, to_char(opened_at, 'YYYYMMDD') || '-' || lpad(n::text, greatest(7, length(n::text)), '0') as stem,
    floor(extract(epoch from $5::timestamptz - opened_at) / 60)::int as minutes, pg_temp.demo_id(opened_at, 'matter', n) as id, subject.*,
    case when life.kind = 'service' then coalesce(subject.region, spot.village) else spot.village end as place,
    case when life.kind = 'service' then null else round((spot.lon + (pg_temp.pick(n, 46, 2001) - 1000) * spot.reach / 1000)::numeric, 6)::float8 end as lon,
    case when life.kind = 'service' then null else round((spot.lat + (pg_temp.pick(n, 47, 2001) - 1000) * spot.reach / 1000)::numeric, 6)::float8 end as lat,
    case when life.kind = 'service' then null else spot.place || pg_temp.one_of(n, 48, $10::text[]) || 1 + pg_temp.pick(n, 49, 288) || '号' end as address,
    case when life.kind = 'service' then '' else spot.vector end as place_vector
  from generate_series($1::bigint, $2::bigint) n
  cross join lateral (select least($5::timestamptz - pg_temp.pick(n, 41, 600) * interval '1 minute',
    date_trunc('day', $5::timestamptz) - interval '364 days' + floor((n - $3::bigint) * 365.0 / ($4::bigint - $3::bigint)) * interval '1 day'
      + (450 + pg_temp.pick(n, 42, 400) + pg_temp.pick(n, 43, 400)) * interval '1 minute' + pg_temp.pick(n, 50, 60000) * interval '1 millisecond') as opened_at) times
  join demo_lives life on life.life = pg_temp.pick(n, 44, $6::int)
  join demo_spots spot on spot.number = pg_temp.pick(n, 45, $7::int)
  cross join lateral (
    select persons.id as subject_id, persons.region, pg_temp.sealed_facts() || jsonb_build_object('person.sex', persons.sex, 'person.born', persons.born) as facts
    from persons where life.subject = 'person' and persons.id = pg_temp.demo_id('2025-01-01 00:00:00+08', 'person', 4 * pg_temp.pick(n, 51, ($8::int + 2) / 4) + 1)
    union all
    select enterprises.id, enterprises.region, pg_temp.sealed_facts() || jsonb_build_object('enterprise.name', enterprises.name, 'enterprise.uscc', enterprises.uscc, 'enterprise.address', enterprises.address, 'enterprise.kind', enterprises.kind, 'enterprise.capital', enterprises.capital, 'enterprise.founded', enterprises.founded)
    from enterprises where life.subject = 'enterprise' and enterprises.id = pg_temp.demo_id('2025-01-01 00:00:00+08', 'enterprise', 1 + pg_temp.pick(n, 52, $9::int))
  ) subject
),
opened as (
  insert into demo_matters (id, type, kind, number, title, state, outcome, organ, post, region, lon, lat, address, level, source, subject_id, contact, form, answers, dispatched, waits, trace_id, closed_up,
    opened_at, state_since, due_at, promise_due_at, clock_from, stops, ended_at, version, demo, search)
  select m.id, m.type, m.kind, stem || '-' || pg_temp.check_digit(stem), m.title, now.to_state, now.outcome, coalesce(organ.id, 'city'), now.post, m.place, m.lon, m.lat, m.address, m.level, m.source,
    case when m.kind <> 'incident' then m.subject_id end, case when m.kind = 'ticket' then jsonb_build_object('name', '{person.name}', 'phone', '{person.phone}', 'subject', m.subject_id) end,
    m.form || case when m.fills = '{}' then '{}' else (select coalesce(jsonb_object_agg(key, m.facts -> value), '{}') from jsonb_each_text(m.fills) where m.facts ? value) end
      || case when m.region_fields = '{}' then '{}' else (select jsonb_object_agg(field, left(m.place, 9) || '000') from unnest(m.region_fields) field) end
      || case when m.point_fields = '{}' or m.lon is null then '{}' else (select jsonb_object_agg(field, jsonb_build_array(m.lon, m.lat)) from unnest(m.point_fields) field) end,
    m.answers, case when dispatch.step <= now.step then unit.id end, now.waits, md5('matter trace ' || n), m.kind = 'incident',
    m.opened_at, m.opened_at + now.minutes * interval '1 minute',
    least((select due from demo_due where duration = now.due and at = date_trunc(now.due_per, m.opened_at + now.minutes * interval '1 minute')), case when now.outcome is null and not now.waits then promise.due end),
    promise.due, promise.since,
    case when m.pauses then (select coalesce(jsonb_agg(jsonb_build_object('from', m.opened_at + paused.minutes * interval '1 minute', 'until', m.opened_at + after.minutes * interval '1 minute', 'why', coalesce(paused.reason, '')) order by paused.step), '[]')
      from demo_steps paused left join demo_steps after on after.life = paused.life and after.step = paused.step + 1 and after.minutes <= m.minutes
      where paused.life = m.life and paused.pauses and paused.minutes <= m.minutes) else '[]' end,
    case when now.outcome is not null then m.opened_at + now.minutes * interval '1 minute' end, now.step, true,
    m.vector || to_tsvector('simple', replace(stem, '-', ' ')) || m.place_vector
  from numbered m
  cross join lateral (select * from demo_steps where demo_steps.life = m.life and demo_steps.minutes <= m.minutes order by step desc limit 1) now
  left join demo_organs organ on organ.function = now.organ and organ.county = left(m.place, 6)
  left join lateral (select step, unit from demo_steps where demo_steps.life = m.life and dispatches order by step limit 1) dispatch on true
  left join demo_organs unit on unit.function = m.unit and unit.county = left(m.place, 6)
  left join lateral (
    select m.opened_at + accepted.minutes * interval '1 minute' as since, (select due from demo_due where duration = m.promised and at = date_trunc('day', m.opened_at + accepted.minutes * interval '1 minute')) as due
    from demo_steps accepted where accepted.life = m.life and accepted.accepts and accepted.minutes <= m.minutes order by step limit 1) promise on true
  returning id, type, form, contact, subject_id
),
rated as (
  insert into ratings (matter_id, level, account_id, organ, type, at)
  select m.id, (array[5, 5, 5, 5, 5, 5, 4, 4, 4, 3])[1 + pg_temp.pick(n, 61, 10)], pg_temp.demo_id(m.opened_at, 'rater', n), organ.id, m.type, m.opened_at + (ended.minutes + 30 + pg_temp.pick(n, 62, 2000)) * interval '1 minute'
  from numbered m
  join demo_steps ended on ended.life = m.life and ended.outcome = 'done' and ended.minutes + 2030 <= m.minutes
  join demo_organs organ on organ.function = ended.organ and organ.county = left(m.place, 6)
  where m.rated and pg_temp.pick(n, 63, 10) < 4
),
acted as (
  insert into matter_acts (id, matter_id, act, title, from_state, to_state, actor, organ, reason, data)
  select pg_temp.demo_id(m.opened_at + step.minutes * interval '1 minute', 'act', n * 32 + step.step), m.id, step.act, step.title, step.from_state, step.to_state,
    step.actor, organ.id, step.reason, case when step.dispatches then jsonb_build_object('organ', unit.id) else '{}' end
  from numbered m
  join demo_steps step on step.life = m.life and step.minutes <= m.minutes
  left join demo_organs organ on organ.function = step.doer and organ.county = left(m.place, 6)
  left join demo_organs unit on unit.function = m.unit and unit.county = left(m.place, 6)
  -- In the order of their ids, so that indexes grow at one end.
  order by 1
)
select id, type, form, contact, subject_id as subject from opened order by id

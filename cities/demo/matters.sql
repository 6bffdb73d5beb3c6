-- Writes the cases numbered $1 with their acts and ratings: each lives the life it was given (demo_lives, demo_steps), and what
-- would happen after "now" has not happened yet. $2 case numbers, $3 regions, $4 forms without what is personal, $5 what is
-- personal, sealed, as hexadecimal text.
with numbered as materialized (
  select waiting.n, waiting.id, opened_at, minutes, lon, lat, address, coalesce(place_vector, '') as place_vector, waiting.subject as subject_id, given.number, given.region, given.form, given.sealed, life.*
  from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[]) as given (n, number, region, form, sealed)
  join demo_cases waiting on waiting.n = given.n
  join demo_lives life on life.life = waiting.life
),
opened as (
  insert into matters (id, type, kind, number, title, state, outcome, organ, post, region, lon, lat, address, level, source, subject_id, form, sealed, closed_up, answers, dispatched, waits, trace_id,
    opened_at, state_since, due_at, promise_due_at, clock_from, stops, ended_at, version, demo, search)
  select m.id, m.type, m.kind, m.number, m.title, now.to_state, now.outcome, coalesce(organ.id, 'city'), now.post, m.region, m.lon, m.lat, m.address, m.level, m.source, m.subject_id, m.form::jsonb, decode(m.sealed, 'hex'), true,
    m.answers, case when now.dispatched then unit.id end, now.waits, md5('matter trace ' || n),
    m.opened_at, m.opened_at + now.minutes * interval '1 minute',
    least((select due from demo_due where duration = now.due and at = date_trunc(now.due_per, m.opened_at + now.minutes * interval '1 minute')), case when now.outcome is null and not now.waits then promise.due end),
    promise.due, m.opened_at + now.accepted * interval '1 minute',
    case when m.pauses then (select coalesce(jsonb_agg(jsonb_build_object('from', m.opened_at + paused.minutes * interval '1 minute', 'until', m.opened_at + after.minutes * interval '1 minute', 'why', coalesce(paused.reason, '')) order by paused.step), '[]')
      from demo_steps paused left join demo_steps after on after.life = paused.life and after.step = paused.step + 1 and after.minutes <= m.minutes
      where paused.life = m.life and paused.pauses and paused.minutes <= m.minutes) else '[]' end,
    case when now.outcome is not null then m.opened_at + now.minutes * interval '1 minute' end, now.step, true,
    m.vector || to_tsvector('simple', replace(m.number, '-', ' ')) || m.place_vector
  from numbered m
  cross join lateral (select * from demo_steps where demo_steps.life = m.life and demo_steps.minutes <= m.minutes order by step desc limit 1) now
  left join demo_organs organ on organ.function = now.organ and organ.county = left(m.region, 6)
  left join demo_organs unit on unit.function = m.unit and unit.county = left(m.region, 6)
  left join lateral (select due from demo_due where duration = m.promised and at = date_trunc('day', m.opened_at + now.accepted * interval '1 minute')) promise on true
),
rated as (
  insert into ratings (matter_id, level, account_id, organ, type, at)
  select m.id, (array[5, 5, 5, 5, 5, 5, 4, 4, 4, 3])[1 + pg_temp.pick(n, 61, 10)], pg_temp.demo_id(m.opened_at, 'rater', n), organ.id, m.type, m.opened_at + (ended.minutes + 30 + pg_temp.pick(n, 62, 2000)) * interval '1 minute'
  from numbered m
  join demo_steps ended on ended.life = m.life and ended.outcome = 'done' and ended.minutes + 2030 <= m.minutes
  join demo_organs organ on organ.function = ended.organ and organ.county = left(m.region, 6)
  where m.rated and pg_temp.pick(n, 63, 10) < 4
)
insert into matter_acts (id, matter_id, act, title, from_state, to_state, actor, organ, reason, data)
select pg_temp.demo_id(m.opened_at + step.minutes * interval '1 minute', 'act', n * 32 + step.step), m.id, step.act, step.title, step.from_state, step.to_state,
  step.actor, organ.id, step.reason, case when step.dispatches then jsonb_build_object('organ', unit.id) else '{}' end
from numbered m
join demo_steps step on step.life = m.life and step.minutes <= m.minutes
left join demo_organs organ on organ.function = step.doer and organ.county = left(m.region, 6)
left join demo_organs unit on unit.function = m.unit and unit.county = left(m.region, 6)
-- In the order of their ids, so that indexes grow at one end.
order by 1

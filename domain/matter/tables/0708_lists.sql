-- What lists are asked for: each filter has an index in the order of the list; where several must be met together, the word index
-- finds the few cases that do without reading the many that meet one of them (meeting.ts).

create index matters_kind on matters (kind, id desc);
create index matters_state on matters (state, id desc);
create index matters_source on matters (source, id desc);
create index matters_level on matters (level, id desc) where level is not null;

-- Whose turn it is, or that it is the applicant's, each by the nearest deadline.
drop index matters_organ_open;
create index matters_organ_open on matters (organ, waits, due_at, id) where ended_at is null;

-- The words of a case and, as `name=value`, what its lists are filtered by. No typed text has an equals sign among its words.
create function matter_words(search tsvector, organ text, county text, town text, type text, kind text, state text, level text, source text, ended_at timestamptz) returns tsvector language sql immutable parallel safe
  return search || array_to_tsvector(array['organ=' || organ, 'county=' || county, 'town=' || town, 'type=' || type, 'kind=' || kind, 'state=' || state, 'level=' || coalesce(level, ''), 'source=' || source, 'open=' || (ended_at is null)]);
drop index matters_search;
create index matters_search on matters using gin (matter_words(search, organ, county, town, type, kind, state, level, source, ended_at));

-- 台账: all tasks of one type, open ones first, by nearest deadline. Tasks are few beside other matters; the index is theirs alone.
create index matters_ledger on matters (type, (ended_at is not null), (coalesce(due_at, 'infinity'::timestamptz)), id) where kind = 'task';

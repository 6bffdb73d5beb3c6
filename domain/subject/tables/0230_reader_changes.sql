-- What makes a recognised reader no longer true, in the order of the commits, so that a process may keep whom it has recognised
-- and ask before each call only "what has changed since?". See docs/decisions/0020-recognised-readers.md.

create table reader_changes (
  only_row boolean not null default true constraint reader_changes_pk primary key constraint reader_changes_one_row check (only_row),
  count    bigint  not null default 0
) with (fillfactor = 10);
comment on column reader_changes.count is 'How many changes there were; grows in the order of the commits, because its row is locked last of all, at the commit';
insert into reader_changes default values;

create table reader_change_log (
  count      bigint not null constraint reader_change_log_pk primary key,
  account_id uuid
);
comment on column reader_change_log.account_id is 'Whose rights or session changed; null: everybody''s';

-- Called when the transaction commits (deferred), so that the lock on the counter is held for the commit only and is always the last.
create function note_reader_change() returns trigger language plpgsql as $$
declare changed bigint; whose uuid;
begin
  -- Seen times and the like are no change of who somebody is: their columns are named by the trigger.
  if tg_op = 'UPDATE' and (to_jsonb(old) - tg_argv[1:]) = (to_jsonb(new) - tg_argv[1:]) then return null; end if;
  -- A session that was over anyway is swept away without anybody having to hear of it.
  if tg_op = 'DELETE' and (to_jsonb(old) ->> 'expires_at')::timestamptz < now() then return null; end if;
  whose := case when tg_op = 'DELETE' then to_jsonb(old) ->> tg_argv[0] else to_jsonb(new) ->> tg_argv[0] end;
  update reader_changes set count = count + 1 returning count into changed;
  insert into reader_change_log (count, account_id) values (changed, whose);
  delete from reader_change_log where count <= changed - 10000;
  return null;
end $$;

create constraint trigger sessions_change_reader after update or delete on sessions deferrable initially deferred
  for each row execute function note_reader_change('account_id', 'seen_at', 'last_seen_at');
create constraint trigger accounts_change_reader after update or delete on accounts deferrable initially deferred
  for each row execute function note_reader_change('id', 'seen_at', 'last_seen_at', 'password_hash');
create constraint trigger appointments_change_reader after insert or update or delete on appointments deferrable initially deferred
  for each row execute function note_reader_change('account_id');

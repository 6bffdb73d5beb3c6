-- The timeline is only ever added to, with one exception: where law lets somebody be forgotten, a number of theirs that was typed
-- into a reason is taken out and a mark left in its place. What is new in a text can only be the mark, and only numbers may go.

create function numbers_taken_out(before text, after text) returns boolean language sql immutable
  return before is not distinct from after
    or before ~ ('^' || replace(replace(regexp_replace(after, '([\\.^$*+?(){}|[])', '\\\1', 'g'), '［已按申请删除］', '[0-9Xx +-]{7,30}'), ': null', ': (?:null|[0-9]{7,20})') || '$');

create function refuse_but_taken_out() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(new) - '{reason,data}'::text[] = to_jsonb(old) - '{reason,data}'::text[] and numbers_taken_out(old.reason, new.reason) and numbers_taken_out(old.data::text, new.data::text) then return new; end if;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
comment on function refuse_but_taken_out() is 'Lets numbers be taken out of a reason, visibly; refuses every other change and every removal';

drop trigger matter_acts_append_only on matter_acts;
create trigger matter_acts_append_only before update or delete on matter_acts for each row execute function refuse_but_taken_out();

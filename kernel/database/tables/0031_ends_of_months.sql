-- Months without a default beside them. A default partition may hold rows of any time, so that PostgreSQL has to look into every
-- month for each list; where the partitions stand in order, it goes from the newest to the older ones and stops when the page is
-- full. What the default was for, two open ends do: all that is before the first month, and all that is after the last.

-- The month a row of a UUIDv7 lies in.
create function month_of(id uuid) returns date language sql immutable parallel safe as $$
  select date_trunc('month', to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0) at time zone 'Asia/Shanghai')::date
$$;

-- The smallest UUIDv7 of a month: where its partition begins.
create function month_floor(month date) returns uuid language sql stable parallel safe as $$
  select uuid_v7_floor(month::timestamp at time zone 'Asia/Shanghai')
$$;

-- The smallest or the largest key in a partition; null where it is empty or not there.
create function edge_of(part text, key text, direction text) returns uuid language plpgsql stable as $$
declare edge uuid;
begin
  if to_regclass(part) is not null then execute format('select %1$I from %2$I order by %1$I %3$s limit 1', key, part, direction) into edge; end if;
  return edge;
end $$;

-- Makes the monthly partitions of a table whose key is a UUIDv7, for the months from..to and all between them and those there are.
-- An end that holds rows is never emptied: the last one becomes a month that reaches back to where it began, the first one stays
-- as it is. Safe to repeat; where nothing is missing it locks nothing. It gives up (lock_not_available) rather than have everybody
-- wait behind a long question: whoever tends the table asks again.
create or replace function ensure_months(parent text, from_day date, to_day date) returns void language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '5s' as $$
declare
  key text := substring(pg_get_partkeydef(parent::regclass) from '\((.*)\)');
  before text := parent || '_before'; after text := parent || '_after'; rest text := parent || '_rest';
  first_wanted date := date_trunc('month', from_day); last_wanted date := date_trunc('month', to_day);
  first_month date; last_month date; taken date; ending text;
begin
  -- Looked at twice: before waiting for others who make months of this table, and again when it is our turn. Only then is a row
  -- looked at: who waits with a lock on an end and the one waited for, who needs that end alone, would wait for each other.
  for turn in 1..2 loop
    select min(to_date(right(relname, 7), 'YYYY_MM')), max(to_date(right(relname, 7), 'YYYY_MM')) into first_month, last_month
      from pg_inherits join pg_class on oid = inhrelid where inhparent = parent::regclass and relname ~ ('^' || parent || '_\d{4}_\d{2}$');
    if to_regclass(before) is not null and to_regclass(after) is not null and last_month >= last_wanted
      and (first_month <= first_wanted or case turn when 2 then edge_of(before, key, 'asc') is not null end) then return; end if;
    if turn = 1 then perform pg_advisory_xact_lock(hashtext('ensure_months ' || parent)); end if;
  end loop;

  -- The default of before: what it holds lies on one side of the months, or it stays.
  if to_regclass(rest) is not null then
    if edge_of(rest, key, 'asc') is null then execute format('drop table %I', rest);
    elsif first_month is null or edge_of(rest, key, 'asc') >= month_floor((last_month + interval '1 month')::date) then
      execute format('alter table %I detach partition %I', parent, rest);
      execute format('alter table %I rename to %I', rest, after);
    elsif edge_of(rest, key, 'desc') < month_floor(first_month) then
      execute format('alter table %I detach partition %I', parent, rest);
      execute format('alter table %I rename to %I', rest, before);
    else raise exception '% holds rows on both sides of the months; move them to their months first', rest using errcode = 'check_violation';
    end if;
  end if;
  foreach ending in array array[before, after] loop
    if exists (select 1 from pg_inherits where inhrelid = to_regclass(ending)) then execute format('alter table %I detach partition %I', parent, ending); end if;
  end loop;

  -- An end with rows is a month itself from now on; a row from far in the future stays where it is.
  taken := month_of(edge_of(after, key, 'desc'));
  if taken is not null and taken <= last_wanted + 366 then
    execute format('alter table %I rename to %I', after, parent || to_char(taken, '_YYYY_MM'));
    execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, parent || to_char(taken, '_YYYY_MM'),
      month_floor(coalesce((last_month + interval '1 month')::date, month_of(edge_of(parent || to_char(taken, '_YYYY_MM'), key, 'asc')))), month_floor((taken + interval '1 month')::date));
    last_month := taken;
    first_month := coalesce(first_month, taken);
  end if;

  if first_month is null then first_month := first_wanted; last_month := (first_wanted - interval '1 month')::date; end if;
  if edge_of(before, key, 'asc') is null then
    while first_month > first_wanted loop
      first_month := first_month - interval '1 month';
      execute format('create table %I partition of %I for values from (%L) to (%L)', parent || to_char(first_month, '_YYYY_MM'), parent, month_floor(first_month), month_floor((first_month + interval '1 month')::date));
    end loop;
  end if;
  while last_month < last_wanted and edge_of(after, key, 'asc') is null loop
    last_month := last_month + interval '1 month';
    execute format('create table %I partition of %I for values from (%L) to (%L)', parent || to_char(last_month, '_YYYY_MM'), parent, month_floor(last_month), month_floor((last_month + interval '1 month')::date));
  end loop;

  foreach ending in array array[before, after] loop
    if to_regclass(ending) is null then execute format('create table %I (like %I including defaults including generated including constraints)', ending, parent); end if;
  end loop;
  execute format('alter table %I attach partition %I for values from (minvalue) to (%L)', parent, before, month_floor(first_month));
  execute format('alter table %I attach partition %I for values from (%L) to (maxvalue)', parent, after, month_floor((last_month + interval '1 month')::date));
end $$;

do $$
declare parent text;
begin
  for parent in select p.relname from pg_inherits join pg_class c on c.oid = inhrelid join pg_class p on p.oid = inhparent where c.relname = p.relname || '_rest' order by 1 loop
    perform ensure_months(parent, (now() - interval '14 months')::date, (now() + interval '3 months')::date);
  end loop;
end $$;

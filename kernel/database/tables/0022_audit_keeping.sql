-- The log stays out of reach of the program's own role: what it may not own, and how old months leave.

-- Partitions are made with the rights of whoever migrates: the program's role owns neither the log nor its months.
alter function ensure_months(text, date, date) security definer;
alter function ensure_months(text, date, date) set search_path = public, pg_temp;

-- Drops one partition whose time is over. The log's own months leave by detach_audit_month alone.
create function drop_partition(part text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare parent text;
begin
  select p.relname into parent from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent where c.oid = to_regclass(quote_ident(part)) and c.relispartition;
  if parent is null or parent like 'audit\_%' or parent like 'chain\_%' then
    raise exception '% is no partition that may be dropped', part using errcode = 'insufficient_privilege';
  end if;
  execute format('drop table %I', part);
end $$;

-- Exports of a log that were handed out whole: a month leaves only when it is in one of them.
create table chain_exports (
  id         uuid not null constraint chain_exports_pk primary key,
  log        text not null,
  first_seq  bigint not null,
  size       bigint not null,
  account_id uuid,
  at         timestamptz not null default now(),
  constraint chain_exports_anchored foreign key (log, size) references chain_anchors (log, size)
);
create trigger chain_exports_append_only before update or delete on chain_exports for each row execute function refuse_change();
create trigger chain_exports_not_emptied before truncate on chain_exports for each statement execute function refuse_change();

create table audit_archives (
  month       date not null constraint audit_archives_pk primary key,
  entries     bigint not null,
  detached_at timestamptz not null default now()
);
comment on table audit_archives is 'Months whose entries stand in tables of their own now; their leaves stay in the tree';
create trigger audit_archives_append_only before update or delete on audit_archives for each row execute function refuse_change();

-- Takes a month out of the log. Refuses one that is younger than six months, not under an anchor, or not in an export.
create function detach_audit_month(given date) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
  month date := date_trunc('month', given); after date := month + interval '1 month'; part text := to_char(month, '_YYYY_MM');
  low uuid := uuid_v7_floor(month::timestamp at time zone 'Asia/Shanghai'); high uuid := uuid_v7_floor(after::timestamp at time zone 'Asia/Shanghai');
  total bigint; covered bigint;
begin
  if after > (now() at time zone 'Asia/Shanghai')::date - 183 then
    raise exception 'audit of % is younger than 183 days', to_char(month, 'YYYY-MM') using errcode = 'check_violation';
  end if;
  if to_regclass('audit_entries' || part) is null or not exists (select 1 from pg_inherits where inhrelid = to_regclass('audit_entries' || part)) then
    raise exception 'audit has no month %', to_char(month, 'YYYY-MM') using errcode = 'no_data_found';
  end if;
  select count(*) into total from audit_entries where id >= low and id < high;
  select count(*) into covered from audit_entries e join chain_leaves l on l.log = 'audit' and l.ref = e.id
    where e.id >= low and e.id < high and exists (select 1 from chain_exports x where x.log = 'audit' and x.first_seq <= l.seq and l.seq < x.size);
  if covered < total then
    raise exception 'audit of % has % entries that are in no anchored export', to_char(month, 'YYYY-MM'), total - covered using errcode = 'check_violation';
  end if;
  execute format('alter table audit_entries detach partition %I', 'audit_entries' || part);
  if to_regclass('audit_subjects' || part) is not null then
    execute format('alter table audit_subjects detach partition %I', 'audit_subjects' || part);
  end if;
  insert into audit_archives (month, entries) values (month, total);
  return total;
end $$;
revoke execute on function detach_audit_month(date) from public;

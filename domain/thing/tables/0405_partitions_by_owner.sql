-- Partitions are made with the rights of whoever migrates: the program's own role makes no tables here.

alter function ensure_days(text, date, date) security definer;
alter function ensure_days(text, date, date) set search_path = public, pg_temp;
alter function ensure_time_months(text, date, date, int) security definer;
alter function ensure_time_months(text, date, date, int) set search_path = public, pg_temp;

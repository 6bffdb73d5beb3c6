-- Whose data an audited act concerned, and which fields of it: the answer to “who read my data”.

alter table audit_entries add column fields text[] not null default '{}';
comment on column audit_entries.fields is 'Names of the protected fields that were read or changed; never their values';

create table audit_subjects (
  subject_id uuid not null,
  entry_id   uuid not null,
  constraint audit_subjects_pk primary key (subject_id, entry_id)
) partition by range (entry_id);
comment on table audit_subjects is 'One row for each person or enterprise an audit entry concerns; append-only, written with the entry';
create index audit_subjects_entry on audit_subjects (entry_id);
create table audit_subjects_rest partition of audit_subjects default;
select ensure_months('audit_subjects', (now() - interval '14 months')::date, (now() + interval '3 months')::date);

create trigger audit_subjects_append_only before update or delete on audit_subjects for each row execute function refuse_change();
create trigger audit_subjects_not_emptied before truncate on audit_subjects for each statement execute function refuse_change();

-- Auditors search by act and by trace as well.
create index audit_entries_act on audit_entries (act, id desc);
create index audit_entries_trace on audit_entries (trace_id);

-- Certificates of deletion: what was deleted where, what stayed and why, signed with SM2.

create table deletion_certificates (
  id         uuid not null constraint deletion_certificates_pk primary key,
  subject_id uuid,
  matter_id  uuid,
  cause      text not null constraint deletion_certificates_cause_known check (cause in ('request', 'retention')),
  statement  text not null,
  signature  bytea not null
);
comment on table deletion_certificates is 'Only ever added to. Says counts and places, never what was deleted';
comment on column deletion_certificates.statement is 'Canonical JSON; its UTF-8 bytes are signed, SM2 over SM3';
comment on column deletion_certificates.subject_id is 'Whose request it was; null for the end of retention periods';
create index deletion_certificates_subject on deletion_certificates (subject_id, id desc) where subject_id is not null;
create trigger deletion_certificates_append_only before update or delete on deletion_certificates for each row execute function refuse_change();
create trigger deletion_certificates_not_emptied before truncate on deletion_certificates for each statement execute function refuse_change();

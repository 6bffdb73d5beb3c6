-- Bytes of files that are to go from the store. The order commits with whatever takes the file out of use; a job does it afterwards.

alter table files add column erased_at timestamptz;
comment on column files.erased_at is 'When the file was taken out of use: nobody opens it any more, its name and owner are forgotten, its bytes go';
create index files_sha256 on files (sha256);

create table file_removals (
  sha256     text not null constraint file_removals_pk primary key,
  ordered_at timestamptz not null default now(),
  removed_at timestamptz,
  shared     boolean
);
comment on table file_removals is 'One row for each content: it goes when no file in use has it';
comment on column file_removals.shared is 'Another file in use has the same content: the bytes stayed';
create index file_removals_open on file_removals (ordered_at) where removed_at is null;

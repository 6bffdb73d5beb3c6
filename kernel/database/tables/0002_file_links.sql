-- Where a file is used, and which right opens it there. Its uploader may always open it.
create table file_links (
  file_id   uuid not null constraint file_links_file references files,
  object    text not null,
  object_id text not null,
  may       text not null,
  organ     text,
  region    text,
  constraint file_links_pk primary key (file_id, object, object_id)
);
comment on column file_links.may is 'The right, such as matter.read, that opens the file at this organ and region; public opens it to everybody';
create index file_links_object on file_links (object, object_id);

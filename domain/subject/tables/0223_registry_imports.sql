-- Loading a registry from a table of millions of rows: how far it is, and which lines were refused for what.

create table registry_imports (
  id         uuid not null constraint registry_imports_pk primary key,
  kind       text not null constraint registry_imports_kind_known check (kind in ('persons', 'enterprises')),
  batch      text not null constraint registry_imports_batch_once unique,
  file_id    uuid not null constraint registry_imports_file references files,
  account_id uuid,
  state      text not null default 'waiting' constraint registry_imports_state_known check (state in ('waiting', 'running', 'ended', 'failed')),
  line       bigint not null default 0,
  read       bigint not null default 0,
  accepted   bigint not null default 0,
  refused    bigint not null default 0,
  failure    text,
  started_at timestamptz,
  ended_at   timestamptz,
  constraint registry_imports_adds_up check (read = accepted + refused)
);
comment on column registry_imports.batch is 'Named by the sender: the same batch sent again is the same import';
comment on column registry_imports.line is 'Last line that is safely in: a kill goes on after it';

create table registry_refusals (
  import_id uuid not null constraint registry_refusals_import references registry_imports,
  line      bigint not null,
  field     text not null,
  reason    text not null,
  constraint registry_refusals_pk primary key (import_id, line, field)
);
comment on table registry_refusals is 'Line, field and reason; never the value, which may be personal';

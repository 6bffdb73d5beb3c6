-- Datasets, their versions in the lake, the imports that made them, and their quality.

create table datasets (
  id                uuid not null constraint datasets_pk primary key,
  key               text constraint datasets_key_once unique,
  title             text not null,
  summary           text not null default '',
  keywords          text[] not null default '{}',
  organ             text not null,
  region            text,
  status            text not null default 'draft' constraint datasets_status_known check (status in ('draft', 'published', 'withdrawn')),
  category          text constraint datasets_category_form check (category ~ '^[123]\d{9}$'),
  code              text constraint datasets_code_once unique,
  duty              text,
  source            text,
  grade             text constraint datasets_grade_known check (grade in ('core', 'important', 'general')),
  level             smallint constraint datasets_level_known check (level between 1 and 4),
  grade_basis       text,
  sharing           text constraint datasets_sharing_known check (sharing in ('unconditional', 'conditional', 'none')),
  sharing_condition text,
  sharing_basis     text,
  opening           text constraint datasets_opening_known check (opening in ('open', 'conditional', 'closed')),
  opening_condition text,
  cycle             text constraint datasets_cycle_known check (cycle in ('realtime', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'other')),
  keep_days         int constraint datasets_keep_days_positive check (keep_days > 0),
  columns           jsonb not null default '[]',
  rules             jsonb not null default '[]',
  subject_column    text,
  current           int,
  rows              bigint,
  score             numeric(6, 3),
  fresh_at          timestamptz,
  out_of_step       jsonb,
  late_since        timestamptz,
  withdrawn_reason  text,
  published_at      timestamptz,
  created_by        uuid,
  created_at        timestamptz not null default now(),
  changed_at        timestamptz not null default now(),
  version           int not null default 1,
  words             tsvector not null default '',
  constraint datasets_conditional_says_when check (status <> 'published' or sharing <> 'conditional' or sharing_condition is not null),
  constraint datasets_none_cites_law check (status <> 'published' or sharing <> 'none' or sharing_basis is not null)
);
comment on column datasets.key is 'Of the pack definition; null for a dataset made by an upload';
comment on column datasets.category is 'Front part of the resource code: class 1, item 2, section 3, detail 4 digits (发改高技〔2017〕1272号)';
comment on column datasets.duty is 'The duty of the organ it belongs to (业务属性)';
comment on column datasets.source is 'The system it comes from (来源属性)';
comment on column datasets.current is 'The version that is read and shared; null while there is none';
comment on column datasets.out_of_step is 'Columns the latest data gained or lost against this entry, until the owner settles it';
comment on column datasets.subject_column is 'Column with the identity number of the person a row is about';
comment on column datasets.version is 'Of the entry, for If-Match; counts every change';
create index datasets_words on datasets using gin (words);
create index datasets_published on datasets (published_at desc, id desc) where status = 'published';
create index datasets_organ on datasets (organ, id desc);

-- The sequence behind the front part of resource codes, gapless per category.
create table dataset_codes (
  category text not null constraint dataset_codes_pk primary key,
  last     int not null
);

-- A job that reads files or applies a mapping, and how far it is.
create table imports (
  id          uuid not null constraint imports_pk primary key,
  dataset_id  uuid not null constraint imports_dataset references datasets,
  kind        text not null constraint imports_kind_known check (kind in ('upload', 'mapping')),
  mode        text not null default 'replace' constraint imports_mode_known check (mode in ('replace', 'append')),
  organ       text not null,
  region      text,
  files       jsonb not null default '[]',
  wishes      jsonb not null default '{}',
  based_on    int,
  steps       jsonb,
  state       text not null default 'waiting' constraint imports_state_known check (state in ('waiting', 'running', 'done', 'failed')),
  stage       text not null default 'waiting',
  bytes_done  bigint not null default 0,
  bytes_total bigint not null default 0,
  read        bigint not null default 0,
  accepted    bigint not null default 0,
  refused     bigint not null default 0,
  refused_by  jsonb not null default '{}',
  notes       jsonb not null default '[]',
  version     int,
  failure     jsonb,
  worker      uuid,
  beat_at     timestamptz,
  ordered_by  uuid,
  trace_id    text not null,
  ordered_at  timestamptz not null default now(),
  started_at  timestamptz,
  ended_at    timestamptz,
  constraint imports_all_accounted check (state <> 'done' or read = accepted + refused)
);
comment on column imports.wishes is 'What the uploader says about the files: encoding, delimiter, header, sheet';
comment on column imports.beat_at is 'Last sign of life of the worker; another takes over when it stops';
create index imports_dataset on imports (dataset_id, id desc);
create index imports_organ on imports (organ, id desc);
create index imports_open on imports (beat_at) where state in ('waiting', 'running');

-- A version's rows are in the lake and never change; this says where, how many, and what they are like.
create table dataset_versions (
  dataset_id       uuid not null constraint dataset_versions_dataset references datasets,
  number           int not null,
  import_id        uuid not null constraint dataset_versions_import references imports,
  based_on         int,
  steps            jsonb,
  columns          jsonb not null,
  parts            jsonb not null,
  rows             bigint not null,
  bytes            bigint not null,
  profile          jsonb not null,
  batches          text[] not null,
  score            numeric(6, 3),
  made_by          uuid,
  made_at          timestamptz not null default now(),
  destroyed_at     timestamptz,
  destroyed_reason text,
  constraint dataset_versions_pk primary key (dataset_id, number)
);
comment on column dataset_versions.batches is 'Digests of the files whose rows are in it: the same file a second time adds nothing';
comment on column dataset_versions.parts is 'Parquet files with their rows and the import they came from; an appended version shares the parts of the one before';
create unique index dataset_versions_import on dataset_versions (import_id);

-- One run of a dataset's rules over one version. Kept for the trend.
create table quality_runs (
  id         uuid not null constraint quality_runs_pk primary key,
  dataset_id uuid not null constraint quality_runs_dataset references datasets,
  version    int not null,
  rows       bigint not null,
  score      numeric(6, 3),
  dimensions jsonb not null,
  results    jsonb not null,
  took_ms    int not null,
  at         timestamptz not null default now()
);
create index quality_runs_dataset on quality_runs (dataset_id, id desc);

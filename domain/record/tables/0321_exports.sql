-- Exports of datasets: who asked, what for, who approved; each file carries marks that lead back here.

create table exports (
  id         uuid not null constraint exports_pk primary key,
  dataset_id uuid not null constraint exports_dataset references datasets,
  version    int not null,
  organ      text not null,
  account_id uuid not null constraint exports_account references accounts,
  receiver   text not null,
  purpose    text not null,
  columns    text[] not null,
  unmasked   text[] not null default '{}',
  high       boolean not null,
  why_high   text,
  mark       text not null constraint exports_mark_once unique,
  state      text not null constraint exports_state_known check (state in ('asked', 'approved', 'refused')),
  decided_by uuid,
  decided_at timestamptz,
  decision   text,
  until      timestamptz,
  downloads  int not null default 0,
  constraint exports_unmasked_among_columns check (unmasked <@ columns),
  constraint exports_unmasked_is_high check (unmasked = '{}' or high),
  constraint exports_approved_ends check (state <> 'approved' or until is not null)
);
comment on column exports.organ is 'The organ the dataset belongs to: its head decides';
comment on column exports.high is 'Needs approval: important or core data, level 3 or 4, not graded, or personal columns in full';
comment on column exports.mark is 'First part of the mark in every row of the file: leads from a leaked row to the receiver';
create index exports_account on exports (account_id, id desc);
create index exports_waiting on exports (organ, id desc) where state = 'asked';

-- Where an official worked before: a move writes what was and what is, and rewrites nothing.
create table staff_moves (
  id         uuid not null constraint staff_moves_pk primary key,
  account_id uuid not null constraint staff_moves_account references accounts,
  from_organ text not null constraint staff_moves_from_organ references organs,
  from_posts text[] not null,
  to_organ   text not null constraint staff_moves_to_organ references organs,
  to_posts   text[] not null,
  basis      text not null,
  moved_by   uuid constraint staff_moves_by references accounts,
  at         timestamptz not null default now()
);
comment on table staff_moves is 'Only ever added to; what holds now stands in accounts';
comment on column staff_moves.basis is 'The order or decision that moved them';
create index staff_moves_account_history on staff_moves (account_id, id desc);

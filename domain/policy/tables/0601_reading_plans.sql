-- A plan is read in the background: it stands in the list from the moment it is handed in. The document itself is kept.

alter table plans
  add column state   text not null default 'ready' constraint plans_state_known check (state in ('reading', 'ready', 'refused')),
  add column step    text constraint plans_step_known check (step in ('open', 'clean', 'divide', 'tasks')),
  add column refusal jsonb,
  add column file_id uuid,
  add constraint plans_refused_says_why check ((state = 'refused') = (refusal is not null));
comment on column plans.step is 'While it is read: how far the reading has come';
comment on column plans.refusal is 'Why it could not be read: {code, values} of the error catalogue';
comment on column plans.file_id is 'The document as it was handed in';

-- What people have said once: which organ of this city a document means by a name. The next plan is matched by it.
create table plan_unit_names (
  name      text not null constraint plan_unit_names_pk primary key,
  organ     text not null,
  chosen_by uuid not null,
  chosen_at timestamptz not null default now()
);

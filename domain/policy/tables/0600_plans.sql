-- Plans of the city (方案、行动计划), imported from documents, and their tasks, corrected by people before release.

create table plans (
  id              uuid not null constraint plans_pk primary key,
  title           text not null,
  issuer          text,
  document_number text,
  issued_on       date,
  source          text not null,
  doubts          jsonb not null default '[]',
  organ           text not null,
  imported_by     uuid not null,
  trace_id        text not null,
  released_at     timestamptz,
  version         int not null default 1
);
comment on column plans.source is 'The text as it was read: every place of a task points into it (UTF-16 units)';
create index plans_organ on plans (organ, id desc);

create table plan_tasks (
  plan_id      uuid not null constraint plan_tasks_plan references plans on delete cascade,
  ordinal      int not null,
  number       text not null,
  kind         text not null,
  chapters     text[] not null default '{}',
  title        text not null,
  text         text not null,
  lead_named   text[] not null default '{}',
  lead         text,
  responsible  text[] not null default '{}',
  joint        text[] not null default '{}',
  due          date,
  due_words    text[] not null default '{}',
  figures      jsonb not null default '[]',
  cycle        text not null default 'month' constraint plan_tasks_cycle_known check (cycle in ('week', 'month', 'quarter')),
  place        int4range not null,
  left_out     boolean not null default false,
  corrected_by uuid,
  released_at  timestamptz,
  matter       text,
  version      int not null default 1,
  constraint plan_tasks_pk primary key (plan_id, ordinal)
);
comment on column plan_tasks.lead_named is 'Lead units as the document names them';
comment on column plan_tasks.lead is 'The organ of this city that leads; chosen by a person where the name matches none';
comment on column plan_tasks.responsible is 'Responsible units as the document names them';
comment on column plan_tasks.joint is 'The organs of this city among them';
comment on column plan_tasks.matter is 'Number of the supervised matter it became';

-- For whom, and by whom: a case applied for by an agent under a mandate, or by a clerk at a window (帮办代办).

alter table matters add column mandate_id uuid;
alter table matters add column assisted boolean not null default false;
comment on column matters.mandate_id is 'The mandate under which opened_by applied for subject_id; its end takes the case out of the agent''s sight';
comment on column matters.assisted is 'A clerk applied for subject_id, who was there';
create index matters_mandate on matters (mandate_id) where mandate_id is not null;

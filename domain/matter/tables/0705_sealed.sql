-- What a case knows of persons is sealed beside it (personal.ts); the open part of the form stays where lists and signals find it.

alter table matters add column sealed bytea;
alter table matters add column closed_up boolean not null default false;
comment on column matters.sealed is 'Personal and sensitive fields of the form, who can be called back, personal answers of acts: one sealed JSON text';
comment on column matters.closed_up is 'Written by this program, or sealed since: nothing personal stands in form and contact';
create index matters_not_closed_up on matters (id) where not closed_up;

alter table drafts add column sealed bytea;
comment on column drafts.sealed is 'The form as typed so far, sealed whole: unchecked, it may say anything';

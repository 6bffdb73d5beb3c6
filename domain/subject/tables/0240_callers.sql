-- Who answers for a calling system: its real name.

alter table accounts add column answered_by uuid;
comment on column accounts.answered_by is 'The official who answers for a calling system: its real name';
-- Officials were opened by their organ, which knows who they are.
update accounts set real_name = 1 where kind = 'official' and real_name = 0;

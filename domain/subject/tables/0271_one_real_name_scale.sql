-- One scale of the real-name level for accounts and persons: before, persons had three words of their own.
alter table persons alter column real_name drop default;
alter table persons drop constraint persons_real_name_known;
alter table persons alter column real_name type smallint using (case real_name when 'declared' then 0 when 'checked' then 2 else 3 end)::smallint;
alter table persons alter column real_name set default 2;
alter table persons add constraint persons_real_name_known check (real_name between 0 and 3);
comment on column persons.real_name is '0 as the person said, 1 an organ answers for it, 2 agrees with the registry of the state, 3 proven by the person: national identity service, or papers at a window';
comment on column accounts.real_name is '0 as the person said, 1 an organ answers for it, 2 agrees with the registry of persons, 3 proven by the person: national identity service, or papers at a window';

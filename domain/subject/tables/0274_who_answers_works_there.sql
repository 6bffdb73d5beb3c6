-- Who answers for a calling system works in its organ: a move finds the systems to leave by this. Moves before it left none.
create index accounts_answered_by on accounts (answered_by) where answered_by is not null;
update accounts s set answered_by = null from accounts p where p.id = s.answered_by and p.organ is distinct from s.organ;

-- What may only be added to may not be emptied either.

create trigger audit_entries_not_emptied before truncate on audit_entries for each statement execute function refuse_change();

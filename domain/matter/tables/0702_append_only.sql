-- The timeline and the ratings may not be emptied either.

create trigger matter_acts_not_emptied before truncate on matter_acts for each statement execute function refuse_change();
create trigger ratings_not_emptied before truncate on ratings for each statement execute function refuse_change();

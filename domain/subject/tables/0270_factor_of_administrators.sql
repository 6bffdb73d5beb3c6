-- Who holds a role that needs a second factor is let in once one is set up: a method that comes or goes changes what they may do.
create constraint trigger sign_in_methods_change_reader after insert or update or delete on sign_in_methods deferrable initially deferred
  for each row execute function note_reader_change('account_id', 'label', 'sealed', 'index', 'counter', 'last_used_at', 'used_at');

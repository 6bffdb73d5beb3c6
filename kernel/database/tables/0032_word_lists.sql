-- What is written to a word index (GIN) stands in a list first, which every search reads besides the index. Puts the lists of a
-- table and its months in their place, after very many rows came at once. With the owner's right: the program owns no index.
create function settle_word_lists(of_table text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform gin_clean_pending_list(i.indexrelid)
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
    where a.amname = 'gin' and c.relkind = 'i' and (i.indrelid = of_table::regclass or i.indrelid in (select relid from pg_partition_tree(of_table::regclass)));
end $$;

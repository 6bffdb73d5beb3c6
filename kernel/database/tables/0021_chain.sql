-- Logs nobody can change unseen: what was committed gets its place in a Merkle tree (SM3, RFC 6962), block by block.

-- What is committed and has no place yet. Written in the transaction of the entry itself, emptied by the sealer: an entry
-- whose transaction ends late is simply taken later, and none can be passed over.
create table chain_queue (
  log text not null,
  ref uuid not null,
  constraint chain_queue_pk primary key (log, ref)
);

-- One sealing: the tree after it, chained to the block before.
create table chain_blocks (
  log      text not null constraint chain_blocks_log_known check (log in ('audit', 'evidence')),
  height   int not null,
  size     bigint not null,
  root     bytea not null,
  previous bytea not null,
  at       timestamptz not null,
  hash     bytea not null,
  constraint chain_blocks_pk primary key (log, height),
  constraint chain_blocks_grow unique (log, size),
  constraint chain_blocks_hashes check (length(root) = 32 and length(previous) = 32 and length(hash) = 32)
);
comment on column chain_blocks.size is 'Leaves of the tree after this block';
comment on column chain_blocks.hash is 'SM3 over the canonical block, which holds the hash of the one before';

-- The leaves in their order. They hold no content: what they stand for can be archived, its proof stays.
create table chain_leaves (
  log  text not null,
  seq  bigint not null,
  ref  uuid not null,
  leaf bytea not null constraint chain_leaves_hash check (length(leaf) = 32),
  constraint chain_leaves_pk primary key (log, seq)
);
create unique index chain_leaves_ref on chain_leaves (log, ref);

-- Roots of complete subtrees from 256 leaves up; smaller ones are reckoned from their leaves.
create table chain_nodes (
  log   text not null,
  level int not null constraint chain_nodes_kept check (level >= 8),
  index bigint not null,
  hash  bytea not null constraint chain_nodes_hash check (length(hash) = 32),
  constraint chain_nodes_pk primary key (log, level, index)
);

-- Signed statements that the tree had this root at this size.
create table chain_anchors (
  log       text not null,
  size      bigint not null,
  root      bytea not null,
  statement bytea not null,
  signature bytea not null,
  at        timestamptz not null,
  constraint chain_anchors_pk primary key (log, size)
);
comment on column chain_anchors.statement is 'Canonical JSON: these very bytes are signed';
comment on column chain_anchors.signature is 'SM2 over SM3, DER, usual signer id';

create function queue_audit_entry() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into chain_queue (log, ref) select 'audit', id from added;
  return null;
end $$;
create trigger audit_entries_queued after insert on audit_entries referencing new table as added for each statement execute function queue_audit_entry();

-- Entries from before the chain take their places first.
insert into chain_queue (log, ref) select 'audit', id from audit_entries;

do $$
declare kept text;
begin
  foreach kept in array array['chain_blocks', 'chain_leaves', 'chain_nodes', 'chain_anchors'] loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()', kept || '_append_only', kept);
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', kept || '_not_emptied', kept);
  end loop;
end $$;

-- What a licence says of its holder is sealed: name, face, and the signed statement, whose bytes contain both.

alter table proofs alter column holder_name drop not null;
alter table proofs alter column face drop not null;
alter table proofs alter column statement drop not null;
alter table proofs add column sealed bytea;
alter table proofs add constraint proofs_sealed_or_plain check (
  (sealed is not null and holder_name is null and face is null and statement is null) or (sealed is null and holder_name is not null and face is not null and statement is not null));
comment on column proofs.sealed is 'Holder name, face elements and statement, one sealed JSON text';
comment on column proofs.statement is 'Only in rows from before they were sealed; canonical JSON, these very bytes are signed';
create index proofs_plain on proofs (id) where sealed is null;

-- E-licences (电子证照, GB/T 36901–36906): what was issued, to whom, and where it stands.

create sequence proof_serials;

create table proofs (
  id          uuid not null constraint proofs_pk primary key,
  type        text not null,
  identifier  text not null constraint proofs_identifier_once unique,
  number      text not null,
  holder_id   uuid not null,
  holder_name text not null,
  issuer      text not null,
  region      text not null,
  face        jsonb not null,
  issued_on   date not null,
  valid_until date,
  state       text not null default 'valid' constraint proofs_state_known check (state in ('valid', 'suspended', 'expired', 'cancelled', 'withdrawn', 'penalised', 'transferred', 'superseded')),
  state_why   text,
  state_since timestamptz not null default now(),
  statement   bytea not null,
  signature   bytea not null,
  matter_id   uuid,
  trace_id    text not null,
  version     int not null default 1
);
comment on column proofs.statement is 'Canonical JSON of what the licence says: these very bytes are signed';
comment on column proofs.signature is 'SM2 over SM3, DER, usual signer id';
comment on column proofs.face is 'Face elements (照面要素) by name';
create index proofs_holder on proofs (holder_id, id desc);
create index proofs_held on proofs (holder_id, type) where state = 'valid';
create index proofs_issuer on proofs (issuer, id desc);
create index proofs_matter on proofs (matter_id) where matter_id is not null;

-- Every use of a licence by somebody else than its holder: who looked, what for.
create table proof_uses (
  id         uuid not null constraint proof_uses_pk primary key,
  proof_id   uuid not null,
  account_id uuid,
  use_cause  text not null constraint proof_uses_cause_said check (length(use_cause) between 1 and 200),
  at         timestamptz not null default now()
);
comment on column proof_uses.use_cause is 'Mandatory and at most 200 characters, as GB/T 36906 asks';
create index proof_uses_proof on proof_uses (proof_id, at desc);

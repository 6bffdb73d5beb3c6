-- The registries of persons and of enterprises (人口库、法人库): what forms are filled from.

create table persons (
  id        uuid not null constraint persons_pk primary key,
  name      text not null,
  id_number text not null constraint persons_id_number_once unique,
  sex       text not null constraint persons_sex_known check (sex in ('男', '女')),
  born      date not null,
  phone     text,
  address   text,
  region    text not null constraint persons_region_is_code check (region ~ '^\d{12}$'),
  demo      boolean not null default false,
  updated_at timestamptz not null default now()
);
comment on table persons is 'Grade: name, phone, address personal; id_number sensitive. Read only by persons.ts';
create index persons_region on persons (region);

create table enterprises (
  id           uuid not null constraint enterprises_pk primary key,
  name         text not null,
  uscc         text not null constraint enterprises_uscc_once unique,
  kind         text not null,
  legal_person uuid,
  industry     text,
  address      text,
  region       text not null constraint enterprises_region_is_code check (region ~ '^\d{12}$'),
  capital      bigint,
  founded      date not null,
  state        text not null default '存续',
  demo         boolean not null default false,
  updated_at   timestamptz not null default now()
);
comment on column enterprises.legal_person is 'The person who represents it (法定代表人)';
comment on column enterprises.capital is '分';
create index enterprises_region on enterprises (region);
create index enterprises_legal_person on enterprises (legal_person) where legal_person is not null;

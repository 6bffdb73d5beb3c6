-- Organs (机构): a tree across the regions of the city.

create table organs (
  id       text not null constraint organs_pk primary key,
  name     text not null,
  function text not null,
  region   text not null constraint organs_region_is_code check (region ~ '^\d{12}$'),
  parent   text constraint organs_parent references organs,
  uscc     text not null constraint organs_uscc_once unique,
  phone    text,
  demo     boolean not null default false,
  constraint organs_function_once unique (region, function)
);
comment on column organs.id is 'Region of six digits and function, e.g. 440902-生态环境局';
comment on column organs.function is 'What packs call it: 生态环境局; the nearest one going up from a place is in charge there';
comment on column organs.uscc is 'Unified social credit code (GB 32100); in demonstration data valid but invented';
create index organs_parent_of on organs (parent);

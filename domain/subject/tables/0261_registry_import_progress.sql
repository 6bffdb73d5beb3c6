-- How much of its file an import has read: what people see of a load of hours.

alter table registry_imports add column bytes_done bigint not null default 0;
alter table registry_imports add column bytes_total bigint not null default 0;
comment on column registry_imports.bytes_done is 'Of bytes_total: how far into the file the last safe line lies';
create index registry_imports_newest on registry_imports (id desc);

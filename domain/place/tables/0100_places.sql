-- Where things are: administrative divisions, grids, addresses. Coordinates are CGCS2000 longitude and latitude.

-- Administrative divisions from the province down to the village (GB/T 2260, GB/T 10114, 统计用区划代码).
create table regions (
  code         text not null constraint regions_pk primary key constraint regions_code_has_12_digits check (code ~ '^\d{12}$'),
  name         text not null constraint regions_name_not_empty check (name <> ''),
  level        text not null constraint regions_level_known check (level in ('province', 'city', 'county', 'town', 'village')),
  parent       text constraint regions_parent_exists references regions deferrable initially deferred,
  valid_from   date,
  valid_to     date,
  replaced_by  text constraint regions_replacement_exists references regions deferrable initially deferred,
  urban_rural  text constraint regions_urban_rural_known check (urban_rural in ('111', '112', '121', '122', '123', '210', '220')),
  centre_lon   double precision,
  centre_lat   double precision,
  shape        jsonb,
  shape_source text,
  source       text not null,
  as_of        date not null,
  constraint regions_small_ones_lie_in_others check (parent is not null or level in ('province', 'city')),
  constraint regions_days_in_order check (valid_to is null or valid_from is null or valid_to > valid_from),
  constraint regions_centre_whole check ((centre_lon is null) = (centre_lat is null)),
  constraint regions_shape_says_its_source check ((shape is null) = (shape_source is null))
);
comment on column regions.valid_from is 'First day of the division; null when it is older than its source tells';
comment on column regions.valid_to is 'First day on which it was no more; null while it stands';
comment on column regions.replaced_by is 'The division that took over its ground';
comment on column regions.urban_rural is '城乡分类代码 111 … 220; null where the source does not give it';
comment on column regions.centre_lon is 'A point inside the shape, for labels; without a shape the seat';
comment on column regions.shape is 'GeoJSON Polygon or MultiPolygon';
comment on column regions.shape_source is 'Where the shape comes from, as every reader is told; 示意图形（程序生成） for invented ones';
comment on column regions.as_of is 'The day whose state the source describes';
create index regions_parent on regions (parent, code);

-- Grids (单元网格、责任网格): what one grid member walks. Each lies in one village or town.
create table grids (
  code         text not null constraint grids_pk primary key,
  name         text not null,
  region       text not null constraint grids_region_exists references regions,
  centre_lon   double precision not null,
  centre_lat   double precision not null,
  shape        jsonb not null,
  shape_source text not null,
  keeper       uuid
);
comment on column grids.keeper is 'The appointment of the grid member who keeps it';
create index grids_region on grids (region, code);
create index grids_keeper on grids (keeper) where keeper is not null;

-- Standard addresses (GB/T 23705): division, then street or settlement, then number.
create table addresses (
  id     uuid not null constraint addresses_pk primary key,
  full_name text not null,
  region text not null constraint addresses_region_exists references regions,
  grid   text constraint addresses_grid_exists references grids,
  lon    double precision not null,
  lat    double precision not null,
  words  tsvector not null,
  demo   boolean not null default false
);
comment on column addresses.full_name is 'The whole address from the city down, as written on an envelope';
comment on column addresses.words is 'Its words, Chinese cut by kernel/search';
comment on column addresses.demo is '演示数据: made by the seeded generator';
create index addresses_region on addresses (region, id);
create index addresses_words on addresses using gin (words);

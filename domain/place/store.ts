import type { Db } from '#kernel/database/connect.ts';
import { emit } from '#kernel/bus/outbox.ts';
import type { Day } from '#kernel/time/day.ts';
import type { Grid } from './grid.ts';
import type { Region } from './region.ts';

/** Where a division's own facts come from, and the day they describe. */
export type DivisionSource = { readonly source: string; readonly asOf: Day };

type RegionRow = Omit<Region, 'centre'> & { readonly centreLon: number | null; readonly centreLat: number | null };
type GridRow = Omit<Grid, 'centre'> & { readonly centreLon: number; readonly centreLat: number };

/** All divisions, in the order of their codes. */
export async function readRegions(db: Db): Promise<Region[]> {
  const rows = await db<RegionRow[]>`
    select code, name, level, parent, valid_from as "validFrom", valid_to as "validTo", replaced_by as "replacedBy", urban_rural as "urbanRural",
      centre_lon as "centreLon", centre_lat as "centreLat", shape, shape_source as "shapeSource"
    from regions order by code`;
  return rows.map(({ centreLon, centreLat, ...region }) => ({ ...region, centre: centreLon === null || centreLat === null ? null : [centreLon, centreLat] }));
}

/** All grids, in the order of their codes. */
export async function readGrids(db: Db): Promise<Grid[]> {
  const rows = await db<GridRow[]>`
    select code, name, region, centre_lon as "centreLon", centre_lat as "centreLat", shape, shape_source as "shapeSource", keeper from grids order by code`;
  return rows.map(({ centreLon, centreLat, ...grid }) => ({ ...grid, centre: [centreLon, centreLat] }));
}

/** Writes divisions in the caller's transaction; a code that is there takes the new facts. Tell it with `placesChanged`. */
export async function saveRegions(tx: Db, regions: readonly Region[], { source, asOf }: DivisionSource): Promise<void> {
  const rows = regions.map(({ centre, ...region }) => ({ ...region, lon: centre?.[0] ?? null, lat: centre?.[1] ?? null }));
  await tx`
    insert into regions (code, name, level, parent, valid_from, valid_to, replaced_by, urban_rural, centre_lon, centre_lat, shape, shape_source, source, as_of)
    select code, name, level, parent, "validFrom", "validTo", "replacedBy", "urbanRural", lon, lat, shape, "shapeSource", ${source}, ${asOf}
    from jsonb_to_recordset(${tx.json(rows as never)}::jsonb) as row(code text, name text, level text, parent text, "validFrom" date, "validTo" date, "replacedBy" text,
      "urbanRural" text, lon double precision, lat double precision, shape jsonb, "shapeSource" text)
    on conflict (code) do update set name = excluded.name, level = excluded.level, parent = excluded.parent, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
      replaced_by = excluded.replaced_by, urban_rural = excluded.urban_rural, centre_lon = excluded.centre_lon, centre_lat = excluded.centre_lat,
      shape = excluded.shape, shape_source = excluded.shape_source, source = excluded.source, as_of = excluded.as_of`;
}

/** Writes grids in the caller's transaction; a grid that is there keeps its keeper. */
export async function saveGrids(tx: Db, grids: readonly Omit<Grid, 'keeper'>[]): Promise<void> {
  const rows = grids.map(({ centre: [lon, lat], ...grid }) => ({ ...grid, lon, lat }));
  await tx`
    insert into grids (code, name, region, centre_lon, centre_lat, shape, shape_source)
    select code, name, region, lon, lat, shape, "shapeSource"
    from jsonb_to_recordset(${tx.json(rows as never)}::jsonb) as row(code text, name text, region text, lon double precision, lat double precision, shape jsonb, "shapeSource" text)
    on conflict (code) do update set name = excluded.name, region = excluded.region, centre_lon = excluded.centre_lon, centre_lat = excluded.centre_lat,
      shape = excluded.shape, shape_source = excluded.shape_source`;
}

/** Gives grids their keepers (appointment ids), by grid code; null takes the keeper away. */
export async function appointKeepers(tx: Db, keepers: Readonly<Record<string, string | null>>): Promise<void> {
  await tx`update grids set keeper = given.keeper from (select key as code, value::uuid as keeper from jsonb_each_text(${tx.json(keepers)}::jsonb)) given where grids.code = given.code`;
}

/** Marks a new state of the map in the caller's transaction, so that every process reads it anew and tiles get a new tag. */
export async function placesChanged(tx: Db, traceId: string): Promise<void> {
  await tx`insert into settings (key, value) values ('place.version', '1') on conflict (key) do update set value = to_jsonb((settings.value::text)::int + 1)`;
  await emit(tx, { topic: 'place.changed', traceId });
}

/** The number of the map's state, 0 before the first. */
export async function readVersion(db: Db): Promise<number> {
  const [row] = await db<{ value: number }[]>`select value from settings where key = 'place.version'`;
  return row?.value ?? 0;
}

import type { Db } from '#kernel/database/connect.ts';
import type { City } from '../city.ts';

/** Lays into a temporary table the organ in charge for each function in each county: the county's own, else the city's. */
export async function layOrgans(session: Db, city: City, functions: readonly string[]): Promise<void> {
  await session`drop table if exists demo_organs`;
  await session`
    create temporary table demo_organs as
    select function, left(regions.code, 6) as county, (select id from organs where organs.function = given.function and organs.region in (regions.code, ${city.region}) order by organs.region desc limit 1) as id
    from unnest(${[...new Set(functions)].filter((name) => name !== '')}::text[]) given (function) cross join regions where regions.level = 'county' and regions.valid_to is null`;
  await session`analyze demo_organs`;
}

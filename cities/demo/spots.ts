import type { Db } from '#kernel/database/connect.ts';
import { indexWords } from '#kernel/search/segment.ts';
import { kindOf, spokenName } from '#domain/place/region.ts';
import { RegionTree } from '#domain/place/tree.ts';
import type { InventedMap } from '../shapes.ts';

const kilometresPerDegree = 111.32;

/** Draws of a village; of a residents' committee, where people live closer together, four times as many. */
const draws = 8;

/**
 * Lays spots of the map into a temporary table of this session, each with the names of where it is, as often as people
 * live there. Answers how many.
 */
export async function laySpots(session: Db, { regions, spots, reach }: InventedMap): Promise<number> {
  const tree = new RegionTree(regions);
  const byVillage = Map.groupBy(spots, ({ village }) => village);
  const villages = [...byVillage.keys()];
  const names = villages.map((village) => spokenAddress(tree, village));
  const drawn = [...byVillage].flatMap(([village, cells]) => Array.from({ length: kindOf(village) === '居民委员会' ? 4 * draws : draws }, (_, draw) => cells[draw % cells.length]).filter((cell) => cell !== undefined));
  // Two steps of this size, east and north, stay inside the cell.
  const step = reach / kilometresPerDegree / 1.5;
  await session`drop table if exists demo_spots`;
  // Many spots share a village: its words are indexed once.
  await session`
    create temporary table demo_spots as
    with named as materialized (
      select village, place, county, to_tsvector('simple', words) as vector
      from unnest(${villages}::text[], ${names}::text[], ${names.map(indexWords)}::text[], ${villages.map((village) => tree.at(village, 'county')?.name ?? '')}::text[]) as named (village, place, words, county)
    )
    select (n - 1)::int as number, lon, lat, village, grid, place, vector, county, ${step}::float8 as reach
    from unnest(${drawn.map(({ lon }) => lon)}::float8[], ${drawn.map(({ lat }) => lat)}::float8[], ${drawn.map(({ village }) => village)}::text[], ${drawn.map(({ grid }) => grid)}::text[]) with ordinality as spot (lon, lat, village, grid, n)
    join named using (village)`;
  await session`analyze demo_spots`;
  return drawn.length;
}

/** 茂名市高州市根子镇柏桥村; a farm's only village bears the farm's own name, which is not said twice. */
function spokenAddress(tree: RegionTree, village: string): string {
  const [last, ...above] = tree.chain(village).toReversed();
  const town = above[0]?.name ?? '';
  const spoken = spokenName(last?.name ?? '');
  return `${tree.fullName(above[0]?.code ?? '')}${spoken === town ? '' : spoken}`;
}

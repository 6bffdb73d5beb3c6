import { inventUscc, seededPick } from '#domain/subject/identifiers/generate.ts';
import { kindOf, type Region } from '#domain/place/region.ts';
import { organId, type Organ } from '#domain/subject/organs.ts';
import type { City, OrganKind } from './city.ts';

/** Every organ of the city, parents before children: the bureaus of the city, those of the counties, the governments of the towns. */
export function organsOf(city: City, divisions: readonly Region[]): Organ[] {
  const pick = seededPick(`${city.key} organs`);
  const byCode = new Map(divisions.map((region) => [region.code, region]));
  return (['city', 'county', 'town'] as const).flatMap((level) => divisions.filter((region) => region.level === level && region.validTo === null).flatMap((region) =>
    city.organs.filter((kind) => kind.levels.includes(level)).map((kind, order): Organ => ({
      id: organId(region.code, kind.function),
      name: nameOf(city, kind, region, byCode),
      function: kind.function,
      region: region.code,
      parent: parentOf(city, kind, region),
      uscc: inventUscc(pick, { category: '11' }),
      phone: phoneOf(level, order, region),
    }))));
}

/** The bureaus of a place answer to its government; a bureau's branch to the bureau above; a government to the one above. */
function parentOf(city: City, kind: OrganKind, region: Region): string | null {
  const government = '人民政府';
  if (kind.function !== government && !(isBranch(kind, region))) return organId(region.code, government);
  return region.code === city.region || region.parent === null ? null : organId(region.parent, kind.function);
}

const isBranch = (kind: OrganKind, region: Region) => region.level === 'county' && (kind.branch === 'everywhere' || (kind.branch === 'in districts' && kindOf(region.code) === '市辖区'));

function nameOf(city: City, kind: OrganKind, region: Region, above: ReadonlyMap<string, Region>): string {
  if (region.level === 'town') return `${placeName(city, above.get(region.parent ?? '') ?? region)}${region.name}${townTitle(region)}`;
  const atCity = kind.name ?? `${city.title}${kind.function}`;
  const name = region.level === 'city' ? atCity : isBranch(kind, region) ? `${atCity}${region.name.replace(/[区市县]$/, '')}分局` : `${placeName(city, region)}${kind.function}`;
  return `${kind.prefix ?? ''}${name}`;
}

/** 茂名市茂南区, but 高州市: a county-level city is named without the city that administers it. */
const placeName = (city: City, county: Region) => `${kindOf(county.code) === '县级市' ? '' : city.title}${county.name}`;

/** A street has an office of the district's government, a farm a management; towns and townships have governments of their own. */
const townTitle = ({ code }: Region) => ({ 街道: '办事处', 镇: '人民政府', 乡: '人民政府' })[kindOf(code)] ?? '管理委员会';

/** A number that cannot be dialled: no local number begins with 0. */
const phoneOf = (level: string, order: number, region: Region) => `0668-0${region.code.slice(4, 6)}${level === 'town' ? region.code.slice(6, 9) : `0${String(order).padStart(2, '0')}`}0`;

import type { MultiPolygon, Polygon } from 'geojson';

/** `[longitude, latitude]`, CGCS2000 degrees. */
export type Point = readonly [lon: number, lat: number];
export type Shape = Polygon | MultiPolygon;
type Ring = readonly (readonly number[])[];

/** `[west, south, east, north]`. */
export type Box = readonly [west: number, south: number, east: number, north: number];

const polygonsOf = (shape: Shape): readonly Ring[][] => (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates);

/** The smallest box around a shape. */
export function boxOf(shape: Shape): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [outer = []] of polygonsOf(shape)) {
    for (const [lon = 0, lat = 0] of outer) {
      west = Math.min(west, lon);
      south = Math.min(south, lat);
      east = Math.max(east, lon);
      north = Math.max(north, lat);
    }
  }
  return [west, south, east, north];
}

/**
 * Whether a point lies in a shape, holes left out. A point exactly on a border that two shapes share belongs to one of
 * them only: a border counts where the inside lies to its east or north.
 */
export const isInside = ([lon, lat]: Point, shape: Shape): boolean =>
  polygonsOf(shape).some((rings) => rings.filter((ring) => crossings(lon, lat, ring) % 2 === 1).length % 2 === 1);

/** How often a ray from the point to the east crosses the ring. */
function crossings(lon: number, lat: number, ring: Ring): number {
  let count = 0;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const a = ring[at] ?? [];
    const b = ring[before] ?? [];
    // Always reckoned from the lower end, so that both neighbours of a border get the same number to the last bit.
    const [[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]] = (a[1] ?? 0) < (b[1] ?? 0) ? [a, b] : [b, a];
    if (y1 <= lat && lat < y2 && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) count++;
  }
  return count;
}

/** Metres in a degree of latitude, and of longitude at the equator. */
const metresPerDegree = 111_320;

/** The distance between two points of one city in metres: exact to 0.5 %, which is less than a phone's own error. */
export function metresBetween([lonA, latA]: Point, [lonB, latB]: Point): number {
  const shrink = Math.cos(((latA + latB) / 2) * (Math.PI / 180));
  return Math.hypot((lonB - lonA) * shrink, latB - latA) * metresPerDegree;
}

/** The area of a shape in square kilometres, holes taken off. */
export function squareKilometres(shape: Shape): number {
  const [, south, , north] = boxOf(shape);
  const shrink = Math.cos(((south + north) / 2) * (Math.PI / 180));
  const area = polygonsOf(shape).reduce((sum, [outer = [], ...holes]) => sum + Math.abs(signedArea(outer)) - holes.reduce((all, hole) => all + Math.abs(signedArea(hole)), 0), 0);
  return (area * shrink * metresPerDegree ** 2) / 1e6;
}

/** Signed area in square degrees: positive when the ring runs against the clock (RFC 7946: an outer ring does). */
export function signedArea(ring: Ring): number {
  let sum = 0;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [x1 = 0, y1 = 0] = ring[before] ?? [];
    const [x2 = 0, y2 = 0] = ring[at] ?? [];
    sum += x1 * y2 - x2 * y1;
  }
  return sum / 2;
}

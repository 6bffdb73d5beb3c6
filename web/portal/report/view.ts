import { boxOf, type Point } from '#domain/place/geometry.ts';
import type { Places } from '#domain/place/places.ts';

/** A square window on the city: where its middle is and how close it is. */
export type View = { readonly centre: Point; readonly zoom: number };

/** The map is always drawn this large, in CSS pixels: pressing an image sends pixels, and only a fixed size tells where they lie. */
export const mapSize = 288;
/** Each step closer shows a third of the width before. */
const closer = 3;
export const closest = 4;

/** The whole city in one window. */
export function wholeCity({ tree }: Places): { view: View; span: number } {
  const shapes = tree.all.filter(({ shape, validTo, level }) => shape !== null && validTo === null && (level === 'city' || level === 'county')).flatMap(({ shape }) => (shape ? [boxOf(shape)] : []));
  if (shapes.length === 0) return { view: { centre: [110.9, 21.7], zoom: 0 }, span: 1 };
  const [west, south, east, north] = [Math.min(...shapes.map((box) => box[0])), Math.min(...shapes.map((box) => box[1])), Math.max(...shapes.map((box) => box[2])), Math.max(...shapes.map((box) => box[3]))];
  const centre: Point = [(west + east) / 2, (south + north) / 2];
  return { view: { centre, zoom: 0 }, span: Math.max(east - west, (north - south) / shrink(centre)) * 1.04 };
}

/** Degrees of latitude are longer than those of longitude by this factor's inverse. */
const shrink = ([, lat]: Point) => Math.cos((lat * Math.PI) / 180);

/** How degrees become pixels in a window, and back. */
export function projection(places: Places, { centre, zoom }: View) {
  const span = wholeCity(places).span / closer ** zoom;
  const high = span * shrink(centre);
  const [west, north] = [centre[0] - span / 2, centre[1] + high / 2];
  return {
    box: [west, north - high, west + span, north] as const,
    toPixel: ([lon, lat]: Point): readonly [number, number] => [((lon - west) / span) * mapSize, ((north - lat) / high) * mapSize],
    toPoint: (x: number, y: number): Point => [round(west + (x / mapSize) * span), round(north - (y / mapSize) * high)],
    metresAcross: span * shrink(centre) * 111_320,
  };
}

/** Five decimals of a degree are a metre. */
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

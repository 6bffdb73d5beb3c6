import type { App } from '#kernel/http/app.ts';
import { refuse } from '#kernel/errors/common.ts';
import type { House } from '#kernel/house.ts';
import { boxOf, type Point, type Shape } from '#domain/place/geometry.ts';
import { placesOf, type Places } from '#domain/place/places.ts';
import { spokenName, type Level } from '#domain/place/region.ts';
import { token } from '../assets.ts';
import { attributes, html, type Html } from '../html.ts';
import { closest, mapSize, projection, type View } from './view.ts';

/** Which divisions are drawn at each closeness, and which of them are named. */
const drawn: readonly { readonly lines: readonly Level[]; readonly named: Level }[] = [
  { lines: ['county'], named: 'county' }, { lines: ['county', 'town'], named: 'town' }, { lines: ['county', 'town'], named: 'town' }, { lines: ['town', 'village'], named: 'village' }, { lines: ['town', 'village'], named: 'village' },
];

/** `/portal/map.svg`: a window on the city drawn as a picture, so that a place can be pressed without any script. */
export function mapRoute(app: App, house: House): void {
  app.get('/portal/map.svg', { config: { permission: 'public' }, schema: { hide: true } }, async (request, reply) => {
    const query = request.query as Record<string, unknown>;
    const number = (name: string) => (typeof query[name] === 'string' && query[name] !== '' ? Number(query[name]) : NaN);
    const view = { centre: [number('lon'), number('lat')] as const, zoom: number('zoom') };
    if (![...view.centre, view.zoom].every(Number.isFinite) || Math.abs(view.centre[0]) > 180 || Math.abs(view.centre[1]) > 85 || !Number.isInteger(view.zoom) || view.zoom < 0 || view.zoom > closest) throw refuse('NOT_FOUND');
    const mark = [number('markLon'), number('markLat')] as const;
    return reply.header('content-type', 'image/svg+xml; charset=utf-8').header('cache-control', 'public, max-age=300').send(draw(await placesOf(house), view, mark.every(Number.isFinite) ? mark : null).markup);
  });
}

/** Address of the picture of a window, with a mark where a place is chosen. */
export function mapAddress({ centre, zoom }: View, mark: Point | null): string {
  const query = new URLSearchParams({ lon: centre[0].toFixed(5), lat: centre[1].toFixed(5), zoom: String(zoom), ...(mark ? { markLon: String(mark[0]), markLat: String(mark[1]) } : {}) });
  return `/portal/map.svg?${query}`;
}

function draw(places: Places, view: View, mark: Point | null): Html {
  const { box: [west, south, east, north], toPixel, metresAcross } = projection(places, view);
  const { lines, named } = drawn[view.zoom] ?? { lines: ['county'], named: 'county' };
  const seen = places.tree.all.filter(({ shape, validTo, level }) => {
    if (!shape || validTo !== null || !(lines.includes(level) || level === named)) return false;
    const [w, s, e, n] = boxOf(shape);
    return w <= east && e >= west && s <= north && n >= south;
  });
  const outlines = seen.filter(({ level }) => lines.includes(level)).map(({ shape, level }) => html`<path d="${pathOf(shape, toPixel)}"${attributes({ 'stroke-width': level === lines[0] ? 1.6 : 0.8 })}/>`);
  const names = seen.filter(({ level, centre }) => level === named && centre !== null).map(({ name, centre }) => {
    const [x, y] = toPixel(centre ?? [0, 0]);
    return x < 12 || y < 12 || x > mapSize - 12 || y > mapSize - 12 ? null : html`<text x="${x.toFixed(1)}" y="${y.toFixed(1)}">${spokenName(name)}</text>`;
  });
  const marked = mark ? toPixel(mark) : null;
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${mapSize}" height="${mapSize}" viewBox="0 0 ${mapSize} ${mapSize}"><rect width="100%" height="100%" fill="${token('wash')}"/><g fill="${token('paper')}" fill-opacity=".7" stroke="${token('line')}" stroke-linejoin="round">${outlines}</g><g font-family="sans-serif" font-size="11" fill="${token('ink-2')}" text-anchor="middle">${names}</g>${scale(metresAcross)}${marked && html`<g transform="translate(${marked[0].toFixed(1)} ${marked[1].toFixed(1)})"><path d="M0 0V-18" stroke="${token('ink')}" stroke-width="2"/><circle cy="-18" r="7" fill="${token('blue')}" stroke="${token('paper')}" stroke-width="2"/><circle r="2.5" fill="${token('ink')}"/></g>`}</svg>`;
}

/** A shape as a path; points that would fall on the same pixel are left out. */
function pathOf(shape: Shape | null, toPixel: (point: Point) => readonly [number, number]): string {
  if (!shape) return '';
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  return polygons.flat().map((ring) => {
    let last: readonly [number, number] = [Infinity, Infinity];
    const points = ring.flatMap(([lon = 0, lat = 0]) => {
      const [x, y] = toPixel([lon, lat]);
      if (Math.abs(x - last[0]) < 1 && Math.abs(y - last[1]) < 1) return [];
      last = [x, y];
      return [`${x.toFixed(1)} ${y.toFixed(1)}`];
    });
    return points.length > 2 ? `M${points.join('L')}Z` : '';
  }).join('');
}

/** A bar of a round length, at most a third of the width. */
function scale(metresAcross: number): Html {
  const length = [20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50].find((metres) => metres * 3 <= metresAcross) ?? 50;
  const width = (length / metresAcross) * mapSize;
  return html`<g transform="translate(10 ${mapSize - 12})"><path d="M0 -4V0H${width.toFixed(1)}V-4" fill="none" stroke="${token('ink')}"/><text y="-7" font-family="sans-serif" font-size="10" fill="${token('ink')}">${length >= 1000 ? `${length / 1000} km` : `${length} m`}</text></g>`;
}

import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { FastifyRequest } from 'fastify';
import Supercluster from 'supercluster';
import type { App, Permission } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import type { Point } from './geometry.ts';
import { extent, type TileLayer } from './layers.ts';
import { tileRoute } from './tile-route.ts';

/** A point on the map with the few facts its symbol needs. */
export type MapPoint = { readonly id: string; readonly at: Point; readonly notes: Readonly<Record<string, string | number | boolean>> };

/** What one reader sees of a layer. Readers with the same key share one index, so the key must name everything that decides it. */
export type PointView = { readonly key: string; readonly points: () => Promise<readonly MapPoint[]> };

/** A layer of points that a higher floor adds to the map. */
export type PointLayer = {
  readonly permission: Permission;
  readonly summary: string;
  /** Which points this reader may see. The floor that adds the layer reads `request.reader`. */
  readonly view: (house: House, request: FastifyRequest) => PointView;
  /** Seconds an index is shown before it is built anew; 5 unless told. */
  readonly maxAge?: number;
};

/** Indexes held per layer; the view used longest ago gives way. */
const held = 32;

/**
 * Adds `/tiles/<name>/{z}/{x}/{y}.mvt`: points clustered on the server, source layer `<name>`. A cluster carries
 * `point_count`; a single point its `id` and notes. Call it in the floor's `routes`.
 */
export function addPointLayer(app: App, house: House, name: string, layer: PointLayer): void {
  const indexes = new Map<string, { readonly until: number; readonly cut: Promise<TileLayer> }>();
  tileRoute(app, name, layer.permission, layer.summary, async (request) => {
    const { key, points } = layer.view(house, request);
    const now = Date.now();
    let index = indexes.get(key);
    if (!index || index.until < now) {
      index = { until: now + (layer.maxAge ?? 5) * 1000, cut: points().then((list) => clusterLayer(name, list)) };
      index.cut.catch(() => indexes.delete(key));
    }
    indexes.delete(key);
    indexes.set(key, index);
    const oldest = indexes.keys().next().value;
    if (indexes.size > held && oldest !== undefined) indexes.delete(oldest);
    return { cut: await index.cut, cache: 'private, no-cache' };
  });
}

/** Points clustered for every zoom. The extent is given because supercluster's own default is 512, an eighth of what the tile says: points would pile into one corner. */
export function clusterLayer(name: string, points: readonly MapPoint[]): TileLayer {
  const clusters = new Supercluster<Record<string, string | number | boolean>>({ extent, radius: 480, maxZoom: 16 });
  clusters.load(points.map(({ id, at: [lon, lat], notes }) => ({ type: 'Feature', properties: { ...notes, id }, geometry: { type: 'Point', coordinates: [lon, lat] } })));
  return (z, x, y) => {
    const tile = clusters.getTile(z, x, y);
    return tile && tile.features.length > 0 ? fromGeojsonVt({ [name]: tile as never }, { version: 2, extent }) : null;
  };
}

import { Marker } from 'maplibre-gl';
import type { ExpressionSpecification, FilterSpecification, Map as MapLibre, MapGeoJSONFeature, MapLayerMouseEvent, PaddingOptions } from 'maplibre-gl';
import { mapFont } from '../../ui/map/ground.ts';
import { openMap, type Bounds } from '../../ui/map/engine.ts';
import { grades, levels } from '../../ui/level-shapes.ts';
import { wantsStillness } from '../../ui/motion.ts';
import { token } from '../../ui/tokens.ts';
import { drawMarks } from './marks.ts';

/** What lies on the ground and can be shown or hidden. */
export const layerNames = ['matters', 'things', 'grids'] as const;
export type LayerName = (typeof layerNames)[number];

/** What somebody pressed: a matter, a thing, or a division. */
export type Picked = { readonly kind: 'matter' | 'thing' | 'region'; readonly id: string; readonly name: string };

export type CityMap = {
  readonly map: MapLibre;
  /** Colours divisions by a number; null gives them their plain ground back. */
  readonly paint: (colours: ReadonlyMap<string, string> | null) => void;
  readonly show: (layer: LayerName, shown: boolean) => void;
  /** Fetches the points of a layer anew: something in the city has changed. */
  readonly refresh: (layer: 'matters' | 'things') => void;
  readonly mark: (region: string) => void;
  readonly goTo: (bounds: Bounds) => void;
  /** Goes near a point and rings it; null takes the ring away. */
  readonly lookAt: (point: readonly [number, number] | null) => void;
  readonly close: () => void;
};

/** The city as the ground of the command screen: clustered points of things and matters over its divisions. */
export function openCityMap(container: HTMLElement, bounds: Bounds, pick: (picked: Picked) => void, ready: () => void): CityMap {
  const map = openMap({ container, bounds, padding: besidePanels(container) });
  map.on('load', () => {
    drawMarks(map);
    addPoints(map, 'things', { 'circle-radius': 3.5, 'circle-color': token('wash'), 'circle-stroke-color': ['match', ['get', 'state'], 'silent', token('vermilion'), token('chart-2')], 'circle-stroke-width': 1.5 });
    addPoints(map, 'matters', null);
    listen(map, pick);
    ready();
  });
  const ring = new Marker({ element: Object.assign(document.createElement('div'), { className: 'map-ring' }) });
  const animate = !wantsStillness();
  return {
    map,
    paint: (colours) => map.setPaintProperty('county-fill', 'fill-color', fillOf(colours)),
    show: (layer, shown) => { for (const { id } of map.getStyle().layers.filter(({ id: key }) => key.startsWith(layer) || (layer === 'grids' && key.startsWith('grid-')))) map.setLayoutProperty(id, 'visibility', shown ? 'visible' : 'none'); },
    refresh: (layer) => map.refreshTiles(layer),
    mark: (region) => { map.setFilter('chosen-fill', ['==', ['get', 'code'], region] satisfies FilterSpecification); },
    goTo: (to) => map.fitBounds(to, { padding: besidePanels(container), animate }),
    lookAt: (point) => {
      ring.remove();
      if (!point) return;
      const [lon, lat] = point;
      ring.setLngLat([lon, lat]).addTo(map);
      map.easeTo({ center: [lon, lat], zoom: Math.max(map.getZoom(), 12), animate });
    },
    close: () => map.remove(),
  };
}

/** The mark of a matter by its level, named by colour or by grade. */
const markOfLevel: ExpressionSpecification = ['match', ['get', 'level'], [...levels], ['concat', 'level-', ['get', 'level']], 'I', `level-${grades['I']}`, 'II', `level-${grades['II']}`, 'III', `level-${grades['III']}`, 'IV', `level-${grades['IV']}`, 'level-none'];

/** The colour of each division by its code; those without one keep the plain ground. */
function fillOf(colours: ReadonlyMap<string, string> | null): string | ExpressionSpecification {
  const [first, ...others] = [...(colours ?? [])];
  return first ? ['match', ['get', 'code'], ...first, ...others.flat(), token('paper')] : token('paper');
}

/** The city fills what the panels leave free. */
function besidePanels({ clientWidth }: HTMLElement): PaddingOptions {
  const beside = clientWidth > 896 ? Math.min(clientWidth * 0.28, 400) : 16;
  return { top: 24, bottom: 24, left: beside, right: beside };
}

type CirclePaint = Record<string, unknown>;

/** A layer of points the server has clustered: source layer and source share the name. */
function addPoints(map: MapLibre, name: 'things' | 'matters', circle: CirclePaint | null): void {
  map.addSource(name, { type: 'vector', tiles: [`${location.origin}/tiles/${name}/{z}/{x}/{y}.mvt`], minzoom: 0, maxzoom: 16 });
  const common = { source: name, 'source-layer': name } as const;
  const isCluster: FilterSpecification = ['has', 'point_count'];
  map.addLayer({ id: `${name}-cluster`, type: 'circle', ...common, filter: isCluster, paint: {
    'circle-color': token('wash'), 'circle-opacity': 0.9, 'circle-radius': ['interpolate', ['linear'], ['get', 'point_count'], 2, 9, 100, 16, 5000, 26],
    'circle-stroke-color': token(name === 'things' ? 'chart-2' : 'ink'), 'circle-stroke-width': name === 'things' ? 1 : 1.5,
  } });
  map.addLayer({ id: `${name}-count`, type: 'symbol', ...common, filter: isCluster, layout: { 'text-field': ['to-string', ['get', 'point_count']], 'text-font': mapFont, 'text-size': 12, 'text-allow-overlap': true }, paint: { 'text-color': token(name === 'things' ? 'chart-2' : 'ink') } });
  if (circle) map.addLayer({ id: `${name}-point`, type: 'circle', ...common, filter: ['!', isCluster], paint: circle });
  else map.addLayer({ id: `${name}-point`, type: 'symbol', ...common, filter: ['!', isCluster], layout: { 'icon-image': markOfLevel, 'icon-size': 1, 'icon-allow-overlap': true, 'text-field': ['step', ['zoom'], '', 14, ['coalesce', ['get', 'title'], '']], 'text-font': mapFont, 'text-size': 12, 'text-offset': [0, 1.1], 'text-anchor': 'top', 'text-optional': true }, paint: { 'text-color': token('ink'), 'text-halo-color': token('wash'), 'text-halo-width': 1.2 } });
}

function listen(map: MapLibre, pick: (picked: Picked) => void): void {
  for (const [layer, kind] of [['matters', 'matter'], ['things', 'thing']] as const) {
    map.on('click', `${layer}-cluster`, (event) => { event.preventDefault(); map.easeTo({ center: event.lngLat, zoom: map.getZoom() + 2 }); });
    map.on('click', `${layer}-point`, (event) => {
      const feature = event.features?.[0];
      if (!feature) return;
      event.preventDefault();
      pick({ kind, id: text(feature, kind === 'thing' ? 'code' : 'id'), name: text(feature, 'name') || text(feature, 'title') });
    });
    for (const part of ['cluster', 'point']) point(map, `${layer}-${part}`);
  }
  map.on('click', 'county-fill', (event: MapLayerMouseEvent) => {
    const feature = event.features?.[0];
    if (feature && !event.defaultPrevented) pick({ kind: 'region', id: text(feature, 'code'), name: text(feature, 'name') });
  });
}

const text = (feature: MapGeoJSONFeature, name: string): string => String(feature.properties[name] ?? '');

function point(map: MapLibre, layer: string): void {
  map.on('mouseenter', layer, () => { map.getCanvas().style.cursor = 'pointer'; });
  map.on('mouseleave', layer, () => { map.getCanvas().style.cursor = ''; });
}

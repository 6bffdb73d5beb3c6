import { AttributionControl, Map as MapLibre, NavigationControl, setWorkerUrl, type PaddingOptions } from 'maplibre-gl';
// MapLibre 6 no longer carries its worker inside: without this address the map builds and never loads.
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { wantsStillness } from '../motion.ts';
import { groundStyle } from './ground.ts';
import './map.css';

setWorkerUrl(workerUrl);

export type Bounds = [west: number, south: number, east: number, north: number];
type Options = { readonly container: HTMLElement; readonly bounds: Bounds; readonly still?: boolean; readonly padding?: PaddingOptions };

/** A map of the city on our own ground; no other server is asked for anything. `still` leaves out what a small picture does not need. */
export function openMap({ container, bounds, still = false, padding = { top: 8, right: 8, bottom: 8, left: 8 } }: Options): MapLibre {
  const map = new MapLibre({
    container,
    style: groundStyle(),
    bounds,
    fitBoundsOptions: { padding },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: wantsStillness() ? 0 : 100,
    // Chinese letters are drawn with the reader's own font: no glyph server.
    localIdeographFontFamily: getComputedStyle(document.body).fontFamily,
    maxZoom: 18,
    minZoom: 5,
  });
  map.touchZoomRotate.disableRotation();
  if (!still) map.addControl(new NavigationControl({ showCompass: false }), 'bottom-right');
  map.addControl(new AttributionControl({ compact: still }), 'bottom-right');
  return map;
}

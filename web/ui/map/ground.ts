import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { sharedWords } from '../../words/shared.ts';
import { token } from '../tokens.ts';
import { sayer } from '../words.ts';

const say = sayer(sharedWords);
const tiles = (layer: string) => [`${location.origin}/tiles/${layer}/{z}/{x}/{y}.mvt`];

/** The font every name is drawn in; the stack itself comes from `localIdeographFontFamily`. */
export const mapFont = ['Noto Sans SC'];

/** The ground of every map: divisions as fine lines of a net, their names, grids when one is near. Colours are the tokens of the page, so the same ground serves day and night. */
export function groundStyle(): StyleSpecification {
  return {
    version: 8,
    sources: {
      regions: { type: 'vector', tiles: tiles('regions'), minzoom: 0, maxzoom: 14, promoteId: 'code', attribution: say('mapSource') },
      grids: { type: 'vector', tiles: tiles('grids'), minzoom: 13, maxzoom: 16, promoteId: 'code' },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': token('wash') } },
      { id: 'county-fill', type: 'fill', source: 'regions', 'source-layer': 'county', paint: { 'fill-color': token('paper') } },
      border('village', 11, token('hairline'), 0.6),
      border('town', 8.5, token('hairline'), 1),
      { id: 'grid-line', type: 'line', source: 'grids', 'source-layer': 'grid', minzoom: 13, paint: { 'line-color': token('hairline'), 'line-width': 0.7, 'line-dasharray': [3, 2] } },
      border('county', 0, token('line'), 1.1),
      border('city', 0, token('line'), 2),
      { id: 'chosen-fill', type: 'fill', source: 'regions', 'source-layer': 'county', filter: ['==', ['get', 'code'], ''], paint: { 'fill-color': token('blue'), 'fill-opacity': 0.1 } },
      name('village', 12.5, 12, token('ink-3')),
      name('town', 9.5, 12, token('ink-2')),
      name('county', 6, 14, token('ink')),
      { ...name('grid', 15, 11, token('ink-3')), source: 'grids', 'source-layer': 'grid-name' } as LayerSpecification,
    ],
  };
}

const border = (level: string, from: number, colour: string, width: number): LayerSpecification => ({
  id: `${level}-line`, type: 'line', source: 'regions', 'source-layer': level, minzoom: from, layout: { 'line-join': 'round' },
  paint: { 'line-color': colour, 'line-width': ['interpolate', ['linear'], ['zoom'], 7, width * 0.8, 14, width * 1.6] },
});

const name = (level: string, from: number, size: number, colour: string): LayerSpecification => ({
  id: `${level}-name`, type: 'symbol', source: 'regions', 'source-layer': `${level}-name`, minzoom: from,
  layout: { 'text-field': ['get', 'name'], 'text-font': mapFont, 'text-size': size, 'text-max-width': 8, 'text-padding': 4, 'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'], 'text-radial-offset': 1 },
  paint: { 'text-color': colour, 'text-halo-color': token('wash'), 'text-halo-width': 1.2 },
});

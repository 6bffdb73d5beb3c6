import type { Map as MapLibre } from 'maplibre-gl';
import { levels, levelShapes } from '../../ui/level-shapes.ts';
import { token } from '../../ui/tokens.ts';

const size = 18;
const ratio = 2;

/** Gives the map the marks of the warning levels, and a small ring for what has none. */
export function drawMarks(map: MapLibre): void {
  for (const level of levels) map.addImage(`level-${level}`, drawn(levelShapes[level], token(`warn-${level}`), token('wash')), { pixelRatio: ratio });
  map.addImage('level-none', drawn('M8 3a5 5 0 1 0 0 10a5 5 0 1 0 0-10', token('wash'), token('ink')), { pixelRatio: ratio });
}

function drawn(path: string, fill: string, edge: string): ImageData {
  const canvas = Object.assign(document.createElement('canvas'), { width: size * ratio, height: size * ratio });
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser cannot draw on a canvas.');
  pen.scale((size * ratio) / 18, (size * ratio) / 18);
  pen.translate(1, 1);
  const shape = new Path2D(path);
  pen.lineWidth = 1.4;
  pen.strokeStyle = edge;
  pen.fillStyle = fill;
  pen.fill(shape);
  pen.stroke(shape);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

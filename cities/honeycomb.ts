import type { Polygon } from 'geojson';
import { boxOf, isInside, signedArea, type Point } from '#domain/place/geometry.ts';
import { chance, smoothChance } from './chance.ts';

/**
 * The ground of an invented map: one honeycomb of small cells. Every division is a set of cells, so that neighbours
 * share their borders corner by corner, without gap or overlap, at every level.
 */
export type Honeycomb = {
  readonly cells: number;
  /** Six neighbours of each cell, from the east against the clock; -1 outside the city. */
  readonly neighbours: Int32Array;
  /** East and north of each cell's middle in kilometres. */
  readonly east: Float64Array;
  readonly north: Float64Array;
  /** Every point this close to a cell's middle is in the cell, in kilometres. */
  readonly reach: number;
  readonly pointOf: (cell: number) => Point;
  /** The cell at a point; throws for a point outside. */
  readonly cellAt: (point: Point) => number;
  /**
   * The outlines of every label on every level, the widest level first; cells labelled -1 are left out. The cells of one
   * label hang together. A border has the same course on every level it shows on.
   */
  readonly outlines: (levels: readonly Int32Array[]) => Map<number, Polygon>[];
};

const kilometresPerDegree = 111.32;
/** How far a corner is shaken, in sides of a cell: borders look grown, and no cell tangles. */
const shake = 0.2;
/** How far the city's own border wanders from the sketched outline, in kilometres. */
const wander = 7;

/** From a cell to its six neighbours: rows up, columns right in an even row, columns right in an odd row. */
const steps = [[0, 1, 1], [1, 0, 1], [1, -1, 0], [0, -1, -1], [-1, -1, 0], [-1, 0, 1]] as const;
/** The corner at which the side towards each neighbour begins, in half widths east and half sides north. */
const corners = [[1, -1], [1, 1], [0, 2], [-1, 1], [-1, -1], [0, -2]] as const;

/** Lays cells of an area (km²) inside an outline. The same outline, area and seed always give the same cells. */
export function layHoneycomb(outline: readonly Point[], cellArea: number, seed: number): Honeycomb {
  const city: Polygon = { type: 'Polygon', coordinates: [[...outline, outline[0] ?? [0, 0]].map(([lon, lat]) => [lon, lat])] };
  const [westEnd, southEnd, eastEnd, northEnd] = boxOf(city);
  const kmEast = kilometresPerDegree * Math.cos(((southEnd + northEnd) / 2) * (Math.PI / 180));
  const [west, south] = [westEnd - wander / kmEast, southEnd - wander / kilometresPerDegree];
  const side = Math.sqrt(cellArea / (1.5 * Math.sqrt(3)));
  const [halfWidth, halfSide] = [(side * Math.sqrt(3)) / 2, side / 2];
  const columns = Math.ceil(((eastEnd - west) * kmEast + wander) / (2 * halfWidth)) + 2;
  const rows = Math.ceil(((northEnd - south) * kilometresPerDegree + wander) / (3 * halfSide)) + 2;
  const toPoint = (east: number, north: number): Point => [west + east / kmEast, south + north / kilometresPerDegree];
  const isCity = (east: number, north: number) => {
    const off = (part: number) => (smoothChance(seed + part, east / 9, north / 9) + smoothChance(seed + part + 1, east / 3, north / 3) / 3 - 2 / 3) * wander * 1.5;
    return isInside(toPoint(east + off(11), north + off(21)), city);
  };

  const cellOf = new Int32Array(rows * columns).fill(-1);
  const spots: number[] = [];
  const [easts, norths]: [number[], number[]] = [[], []];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, y] = [(2 * column + (row & 1)) * halfWidth, 3 * row * halfSide];
      if (!isCity(x, y)) continue;
      cellOf[row * columns + column] = spots.length;
      spots.push(row * columns + column);
      easts.push(x);
      norths.push(y);
    }
  }
  const at = (row: number, column: number) => (row >= 0 && row < rows && column >= 0 && column < columns ? (cellOf[row * columns + column] ?? -1) : -1);
  const neighbours = Int32Array.from(spots.flatMap((spot) => {
    const [row, column] = [Math.floor(spot / columns), spot % columns];
    return steps.map(([up, evenRight, oddRight]) => at(row + up, column + (row & 1 ? oddRight : evenRight)));
  }));
  const [east, north] = [Float64Array.from(easts), Float64Array.from(norths)];

  /** Corners have whole-number addresses, so that neighbours mean the same corner. */
  const width = 2 * columns + 4;
  const cornerOf = (cell: number, which: number) => {
    const spot = spots[cell] ?? 0;
    const [row, column] = [Math.floor(spot / columns), spot % columns];
    const [right, up] = corners[which % 6] ?? [0, 0];
    return (3 * row + up + 2) * width + 2 * column + (row & 1) + right + 1;
  };
  const shaken = (corner: number): Point => {
    const [x, y] = [(corner % width) - 1, Math.floor(corner / width) - 2];
    const [angle, length] = [chance(seed, x, y, 1) * 2 * Math.PI, Math.sqrt(chance(seed, x, y, 2)) * shake * side];
    return toPoint(x * halfWidth + Math.cos(angle) * length, y * halfSide + Math.sin(angle) * length);
  };

  return {
    cells: spots.length,
    neighbours,
    east,
    north,
    reach: halfWidth - (shake + 0.25) * side,
    pointOf: (cell) => round(toPoint(east[cell] ?? 0, north[cell] ?? 0)),
    cellAt: ([lon, lat]) => {
      const [x, y] = [(lon - west) * kmEast, (lat - south) * kilometresPerDegree];
      const row = Math.round(y / (3 * halfSide));
      const found = [row - 1, row, row + 1].flatMap((near) => [0, 1, -1].map((more) => at(near, Math.round((x / halfWidth - (near & 1)) / 2) + more))).filter((cell) => cell >= 0);
      const far = (cell: number) => Math.hypot((east[cell] ?? 0) - x, (north[cell] ?? 0) - y);
      return found.reduce((best, cell) => (far(cell) < far(best) ? cell : best), found[0] ?? outside(lon, lat));
    },
    outlines: (levels) => {
      const fixed = new Map<number, number[]>();
      return levels.map((labels) => {
        const borders = bordersOf(labels, neighbours, cornerOf);
        smooth(borders, shaken, fixed);
        return new Map([...borders].filter(([label]) => label >= 0).map(([label, border]) => [label, { type: 'Polygon', coordinates: ringsOf(border, (corner) => fixed.get(corner) ?? []) }]));
      });
    },
  };
}

function outside(lon: number, lat: number): never {
  throw new Error(`${lon}, ${lat} lies outside the sketched outline. Move the point or the outline.`);
}

/** By label, the sides of its cells towards other labels, each from corner to corner; the world outside has a label too. */
type Borders = Map<number, Map<number, number>>;
const world = -2;

function bordersOf(labels: Int32Array, neighbours: Int32Array, cornerOf: (cell: number, which: number) => number): Borders {
  const borders: Borders = new Map();
  const borderOf = (label: number) => {
    let border = borders.get(label);
    if (!border) borders.set(label, (border = new Map()));
    return border;
  };
  for (let cell = 0; cell < labels.length; cell++) {
    const label = labels[cell] ?? -1;
    for (let direction = 0; direction < 6; direction++) {
      const next = neighbours[cell * 6 + direction] ?? -1;
      if (next >= 0 && labels[next] === label) continue;
      const [from, to] = [cornerOf(cell, direction), cornerOf(cell, direction + 1)];
      borderOf(label).set(from, to);
      if (next < 0) borderOf(world).set(to, from);
    }
  }
  return borders;
}

/**
 * Takes the zigzag of the honeycomb out of the borders: a corner moves half-way to the middle of its two neighbours on
 * the border; where three borders meet it stays. What is fixed already, on a wider level, is not moved again.
 */
function smooth(borders: Borders, shaken: (corner: number) => Point, fixed: Map<number, number[]>): void {
  const beside = new Map<number, number[]>();
  for (const border of borders.values()) {
    for (const [from, to] of border) {
      if (fixed.has(from)) continue;
      const others = beside.get(from);
      if (others) others.push(to);
      else beside.set(from, [to]);
    }
  }
  for (const [corner, [before, after, third]] of beside) {
    const own = shaken(corner);
    if (before === undefined || after === undefined || third !== undefined) fixed.set(corner, round(own));
    else {
      const [a, b] = [shaken(before), shaken(after)];
      fixed.set(corner, round([own[0] / 2 + (a[0] + b[0]) / 4, own[1] / 2 + (a[1] + b[1]) / 4]));
    }
  }
}

/** Chains sides into closed rings, the outer one first. Three cells meet at a corner, so a border never crosses itself there. */
function ringsOf(border: Map<number, number>, pointOf: (corner: number) => number[]): number[][][] {
  const rings: number[][][] = [];
  while (border.size > 0) {
    const [start = 0] = border.keys();
    const ring: number[][] = [];
    let at = start;
    do {
      ring.push(pointOf(at));
      const next = border.get(at) ?? start;
      border.delete(at);
      at = next;
    } while (at !== start);
    ring.push(ring[0] ?? []);
    rings.push(ring);
  }
  return rings.sort((a, b) => signedArea(b) - signedArea(a));
}

/** Five decimals of a degree: one metre. */
const round = ([lon, lat]: Point): [number, number] => [Math.round(lon * 1e5) / 1e5, Math.round(lat * 1e5) / 1e5];

import { smoothChance } from './chance.ts';
import type { Honeycomb } from './honeycomb.ts';

/** A part to be cut out of some cells: how large it should be against the others, and where it must begin, if somewhere. */
export type Part = { readonly weight: number; readonly from?: readonly number[] };

/** Divides cells of one honeycomb; see `divider`. */
export type Divide = (cells: readonly number[], heart: number, parts: readonly Part[], seed: number, rounds?: number) => Int32Array;

/**
 * Divides cells that hang together into as many parts as given, each of which hangs together, with sizes near their weights.
 * All parts grow at once from their first cells over ground that is easier here and harder there; after each round a
 * part that became too large grows slower and every part begins again at its own middle. Parts are placed outward from `heart`
 * in their order: the first ones are the centre of the town. Answers the part of each given cell, in the order of `cells`.
 */
export function divider(comb: Honeycomb): Divide {
  /** Where each cell of the comb stands in `cells`, counted from 1; 0 for cells that are not to be divided. */
  const here = new Int32Array(comb.cells);
  return (cells, heart, parts, seed, rounds = 5) => {
    if (parts.length === 1) return new Int32Array(cells.length);
    cells.forEach((cell, index) => { here[cell] = index + 1; });
    const ground = cells.map((cell) => roughness(comb, cell, seed));
    const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
    const wanted = parts.map(({ weight }) => Math.max((weight / whole) * cells.length, 1));
    const starts = placeStarts(comb, cells, heart, parts, wanted);
    const slowness = parts.map(() => 1);
    let owner = grow(comb, cells, here, ground, starts, slowness);
    for (let round = 1; round < rounds; round++) {
      const sets = setsOf(cells, owner, parts.length);
      sets.forEach((set, index) => {
        slowness[index] = (slowness[index] ?? 1) * Math.sqrt(set.length / (wanted[index] ?? 1));
        if (!parts[index]?.from) starts[index] = [middleOf(comb, set)];
      });
      owner = grow(comb, cells, here, ground, starts, slowness);
    }
    for (const cell of cells) here[cell] = 0;
    return owner;
  };
}

/** The cells of each part, from the part of each cell. */
export function setsOf(cells: readonly number[], owner: Int32Array, parts: number): number[][] {
  const sets = Array.from({ length: parts }, (): number[] => []);
  cells.forEach((cell, index) => sets[owner[index] ?? 0]?.push(cell));
  return sets;
}

/** How hard a cell is to cross, 0.4 … 3.4: hills and valleys of two sizes, so that borders wind. */
function roughness({ east, north }: Honeycomb, cell: number, seed: number): number {
  const [x, y] = [east[cell] ?? 0, north[cell] ?? 0];
  return 0.4 + 2 * smoothChance(seed, x / 5, y / 5) ** 2 + smoothChance(seed + 1, x / 1.5, y / 1.5);
}

/** The cell of a part nearest to its centre of gravity. */
export function middleOf(comb: Honeycomb, cells: readonly number[]): number {
  const east = cells.reduce((sum, cell) => sum + (comb.east[cell] ?? 0), 0) / cells.length;
  const north = cells.reduce((sum, cell) => sum + (comb.north[cell] ?? 0), 0) / cells.length;
  let best = cells[0] ?? 0;
  let least = Infinity;
  for (const cell of cells) {
    const far = Math.hypot((comb.east[cell] ?? 0) - east, (comb.north[cell] ?? 0) - north);
    if (far < least) [best, least] = [cell, far];
  }
  return best;
}

/** First cells: cells are sorted by their distance from the heart and shared out in that order; of its share each part takes the cell farthest from all starts before it. */
function placeStarts(comb: Honeycomb, cells: readonly number[], heart: number, parts: readonly Part[], wanted: readonly number[]): (readonly number[])[] {
  const between = (a: number, b: number) => Math.hypot((comb.east[a] ?? 0) - (comb.east[b] ?? 0), (comb.north[a] ?? 0) - (comb.north[b] ?? 0));
  const outward = cells.toSorted((a, b) => between(a, heart) - between(b, heart) || a - b);
  const starts: (readonly number[])[] = [];
  const taken = new Set<number>();
  let from = 0;
  parts.forEach((part, index) => {
    const until = from + (wanted[index] ?? 0);
    if (part.from) starts.push(part.from);
    else {
      const share = outward.slice(Math.floor(from), Math.max(Math.floor(from) + 1, Math.ceil(until))).filter((cell) => !taken.has(cell));
      const free = share.length > 0 ? share : outward.filter((cell) => !taken.has(cell)).slice(0, 1);
      const room = (cell: number) => Math.min(...starts.map(([start = cell]) => between(cell, start)), Infinity);
      starts.push([index === 0 ? (free[0] ?? heart) : free.reduce((best, cell) => (room(cell) > room(best) ? cell : best))]);
    }
    for (const cell of starts.at(-1) ?? []) taken.add(cell);
    from = until;
  });
  return starts;
}

/** Times are counted in these, finer than the quickest step. */
const tick = 0.1;

/** Lets all parts grow from their starts over neighbouring cells; each cell goes to whoever reaches it first. */
function grow(comb: Honeycomb, cells: readonly number[], here: Int32Array, ground: readonly number[], starts: readonly (readonly number[])[], slowness: readonly number[]): Int32Array {
  const owner = new Int32Array(cells.length).fill(-1);
  /** What is reached at each tick: cell and part in turn. */
  const arrivals: number[][] = [];
  const reach = (time: number, cell: number, part: number) => (arrivals[time] ??= []).push(cell, part);
  // A start belongs to its own part, however quick the others are.
  starts.forEach((start, part) => start.forEach((cell) => {
    owner[(here[cell] ?? 0) - 1] = part;
    reach(0, cell, part);
  }));
  for (let time = 0; time < arrivals.length; time++) {
    const now = arrivals[time] ?? [];
    for (let next = 0; next < now.length; next += 2) {
      const [cell = 0, part = 0] = [now[next], now[next + 1]];
      const index = (here[cell] ?? 0) - 1;
      if (owner[index] !== part && owner[index] !== -1) continue;
      if (owner[index] === part && time > 0) continue;
      owner[index] = part;
      for (let direction = 0; direction < 6; direction++) {
        const neighbour = comb.neighbours[cell * 6 + direction] ?? -1;
        const at = neighbour < 0 ? -1 : (here[neighbour] ?? 0) - 1;
        if (at >= 0 && owner[at] === -1) reach(time + Math.max(1, Math.round(((ground[at] ?? 1) * (slowness[part] ?? 1)) / tick)), neighbour, part);
      }
    }
  }
  return owner;
}

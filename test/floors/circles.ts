import { posix } from 'node:path';
import type { Source } from './imports.ts';

/**
 * Circles among files, the shortest of each knot, as a list of files that ends where it began.
 * Type-only imports between files of one folder are left out: they vanish at run time and let a noun's types refer to each other.
 */
export function circles(sources: readonly Source[]): string[][] {
  const known = new Set(sources.map(({ file }) => file));
  const arrows = new Map(sources.map(({ file, imports }) => [file, imports.flatMap(({ file: to, typeOnly }) => {
    const counts = to !== null && known.has(to) && !(typeOnly && posix.dirname(to) === posix.dirname(file));
    return counts ? [to] : [];
  })]));
  return knots(arrows).map((knot) => shortestCircle(arrows, knot));
}

/** Groups of files that all reach each other (Tarjan 1972), each sorted, groups of one left out unless the file imports itself. */
function knots(arrows: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): number => {
    const mine = index.size;
    index.set(file, mine);
    low.set(file, mine);
    open.push(file);
    for (const next of arrows.get(file) ?? []) {
      const reached = !index.has(next) ? visit(next) : open.includes(next) ? (index.get(next) ?? mine) : mine;
      low.set(file, Math.min(low.get(file) ?? mine, reached));
    }
    const lowest = low.get(file) ?? mine;
    if (lowest === mine) {
      const knot = open.splice(open.indexOf(file));
      if (knot.length > 1 || arrows.get(file)?.includes(file)) found.push(knot.toSorted());
    }
    return lowest;
  };
  for (const file of arrows.keys()) if (!index.has(file)) visit(file);
  return found;
}

function shortestCircle(arrows: ReadonlyMap<string, readonly string[]>, knot: readonly string[]): string[] {
  const [start = ''] = knot;
  const paths: string[][] = [[start]];
  const seen = new Set<string>();
  for (const path of paths) {
    for (const next of arrows.get(path.at(-1) ?? '') ?? []) {
      if (next === start) return [...path, start];
      if (seen.has(next) || !knot.includes(next)) continue;
      seen.add(next);
      paths.push([...path, next]);
    }
  }
  return [...knot];
}

import { isTest } from './house.ts';
import type { Import, Source } from './imports.ts';

/** What the program at `files` really loads at run time, followed through the house; each step with the way that led there. */
export type Step = { readonly way: readonly string[]; readonly imported: Import };

/** Every import that loading `start` brings along, nearest first. */
export function* reach(start: string, sources: ReadonlyMap<string, Source>): Generator<Step> {
  const seen = new Set([start]);
  const ways: string[][] = [[start]];
  for (const way of ways) {
    for (const imported of sources.get(way.at(-1) ?? '')?.imports ?? []) {
      if (imported.typeOnly) continue;
      yield { way, imported };
      if (imported.file === null || seen.has(imported.file)) continue;
      seen.add(imported.file);
      ways.push([...way, imported.file]);
    }
  }
}

/** Libraries that mean a running machine: a definition that drags one in can no longer be read, tested or exported by itself. */
const machinery = new Set(['postgres', 'fastify', 'react', 'react-dom', 'node:fs', 'node:fs/promises', 'node:net', 'node:http', 'node:child_process']);

/** Packs that load machinery through the floors beneath. */
export function heavyPacks(sources: ReadonlyMap<string, Source>): string[] {
  const culprits = new Map<string, string>();
  for (const file of sources.keys()) {
    if (!file.startsWith('packs/') || isTest(file)) continue;
    for (const { way, imported } of reach(file, sources)) {
      const last = way.at(-1) ?? file;
      if (imported.library === null || !machinery.has(imported.library) || last.startsWith('packs/')) continue;
      const key = `${last} ${imported.library}`;
      if (!culprits.has(key)) culprits.set(key, `${last}:${imported.line} imports "${imported.written}": a pack loads this (${[...way, imported.library].join(' → ')}), and loading a definition must not start machinery. Keep definitions in a file of their own, without what runs them.`);
    }
  }
  return [...culprits.values()];
}

/**
 * Files that run in the browser and load server code. Browser code is what the pages of web/ name as scripts,
 * every .tsx, every file in a folder called client, and all they load.
 */
export function leakyFaces(sources: ReadonlyMap<string, Source>, entries: readonly string[]): string[] {
  const faults = new Map<string, string>();
  const starts = [...sources.keys()].filter((file) => file.startsWith('web/') && !isTest(file) && (file.endsWith('.tsx') || file.split('/').includes('client') || entries.includes(file)));
  for (const start of starts) {
    for (const { way, imported: { file, library, written, line } } of reach(start, sources)) {
      const last = way.at(-1) ?? start;
      const isServer = file === null ? library?.startsWith('node:') : !file.startsWith('web/');
      if (!last.startsWith('web/') || !isServer) continue;
      faults.set(`${last} ${written}`, `${last}:${line} imports "${written}": this file runs in the browser (${[...way].join(' → ')}), and server code would be sent to every reader. Use import type for shapes, ask the API for values, or keep shared pure code in web/ui.`);
    }
  }
  return [...faults.values()];
}

import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { circles } from './floors/circles.ts';
import { floors, isYard, roomOf } from './floors/house.ts';
import { readSource, type Source } from './floors/imports.ts';
import { heavyPacks, leakyFaces } from './floors/reach.ts';
import { importRules } from './floors/rules.ts';

const isOurs = (file: string): boolean => !/(^|\/)(node_modules|dist|test-results)(\/|$)/.test(file);

/**
 * Reads every source file under `root` and answers all faults of its architecture at once, each a sentence that names
 * the file, the import, why it is refused and what to do instead. An empty list means the house stands.
 */
export function checkFloors(root: string): { files: number; faults: string[] } {
  const files = globSync('**/*.{ts,tsx}', { cwd: root, exclude: (path) => !isOurs(path) || path.startsWith('.') }).filter((file) => isOurs(file) && !file.endsWith('.d.ts')).toSorted();
  const unreadable: string[] = [];
  const sources = new Map<string, Source>();
  for (const file of files) {
    try {
      sources.set(file, readSource(root, file));
    } catch (error) {
      unreadable.push(`${file}: ${error instanceof Error ? error.message : String(error)}. Mend it first; the checks that follow need it.`);
    }
  }
  return {
    files: files.length,
    faults: [
      ...unreadable,
      ...files.filter((file) => !roomOf(file) && !isYard(file) && file.includes('/')).map((file) => `${file}: this file stands on no floor. The floors are ${floors.join(', ')}; domain has one folder for each of the eight nouns.`),
      ...files.flatMap((file) => faultsOf(file, sources)),
      ...circles([...sources.values()]).map((circle) => `${circle.join(' → ')}: these files import each other in a circle. Move what they share into a file that imports none of them, or pass it in.`),
      ...heavyPacks(sources),
      ...leakyFaces(sources, scriptsOfPages(root)),
    ],
  };
}

function faultsOf(file: string, sources: ReadonlyMap<string, Source>): string[] {
  return (sources.get(file)?.imports ?? []).flatMap((imported) => {
    const reason = importRules.map((rule) => rule(file, imported)).find((answer) => answer !== null);
    return reason ? [`${file}:${imported.line} imports "${imported.written}": ${reason}`] : [];
  });
}

/** The scripts that the HTML pages of web/ name: where browser code begins. */
function scriptsOfPages(root: string): string[] {
  return globSync('web/**/*.html', { cwd: root }).filter(isOurs).flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, src = '']) =>
      src.startsWith('/') ? posix.join('web', src) : posix.join(posix.dirname(page), src)));
}

if (import.meta.main) {
  const { files, faults } = checkFloors(join(import.meta.dirname, '..'));
  for (const fault of faults) console.error(fault);
  console.log(faults.length === 0 ? `The house stands: ${files} files.` : `${faults.length} faults in ${files} files.`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

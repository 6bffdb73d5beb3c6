import { globSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { root } from './command.ts';

/** The four kinds of tests, told apart by where they stand. */
export type Kind = 'unit' | 'integration' | 'acceptance' | 'browser';

const patterns: Readonly<Record<Kind, readonly string[]>> = {
  unit: ['{kernel,domain,packs,protocols,web,cities,bench}/**/*.test.ts', 'test/{floors,run,kit,coverage,docs,types}/**/*.test.ts'],
  integration: ['test/integration/**/*.test.ts'],
  acceptance: ['test/acceptance/*.test.ts'],
  browser: ['test/browser/**/*.test.ts'],
};

/** The test files of a kind, sorted; `only` keeps those whose path contains it or matches it as a glob. */
export function testFiles(kind: Kind, only?: string): string[] {
  const files = globSync([...patterns[kind]], { cwd: root, exclude: (path) => /(^|\/)(node_modules|dist)(\/|$)/.test(path) });
  return files.filter((file) => only === undefined || file.includes(only) || matchesGlob(file, only)).toSorted();
}

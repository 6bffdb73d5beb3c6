import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { areas, capabilities, storyFile } from './coverage/capabilities.ts';
import { coverageOf, type Coverage } from './coverage/state.ts';
import { root } from './run/command.ts';
import { needTemplate, stopDatabase } from './run/database.ts';
import { keepResults, lastResults, type FileResult } from './run/results.ts';
import { runTests } from './run/tests.ts';

const { values: given } = parseArgs({ options: { json: { type: 'boolean', default: false }, last: { type: 'boolean', default: false } } });

const coverage = coverageOf(capabilities, given.last ? lastResults() : await tellStories());
if (given.json) console.log(JSON.stringify(coverage, null, 1));
else print(coverage);

/** Runs every story there is; progress goes to stderr, so that stdout holds the answer only. */
async function tellStories(): Promise<FileResult[]> {
  const say = (line: string) => console.error(line);
  const files = capabilities.map(({ key }) => storyFile(key)).filter((file) => existsSync(join(root, file)));
  if (files.length === 0) return [];
  try {
    await needTemplate(say);
    const results = await runTests(files, { concurrency: 2, onFile: ({ file, state, ms }) => say(`${state.padEnd(8)} ${file} ${(ms / 1000).toFixed(1)} s`) });
    keepResults(results);
    return results;
  } finally {
    await stopDatabase();
  }
}

function print(all: readonly Coverage[]): void {
  const mark = { passing: '✔', failing: '✖', open: '·' };
  for (const [area, zh] of Object.entries(areas)) {
    console.log(`\n${zh} ${area}`);
    for (const { key, zh: name } of capabilities.filter((capability) => capability.area === area)) {
      const found = all.find((one) => one.key === key);
      console.log(`  ${mark[found?.state ?? 'open']} ${(found?.state ?? 'open').padEnd(8)} ${key.padEnd(34)} ${name}${found?.stories.length ? `  (${found.stories.length})` : ''}`);
    }
  }
  const count = (state: Coverage['state']) => all.filter((one) => one.state === state).length;
  console.log(`\n${count('passing')} passing, ${count('failing')} failing, ${count('open')} open, of ${all.length}.`);
}

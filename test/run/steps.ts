import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkFloors } from '../floors.ts';
import { checkGenerated } from '../generate.ts';
import { command, root } from './command.ts';
import { needDatabase, needTemplate } from './database.ts';
import { testFiles, type Kind } from './files.ts';
import { sayFile } from './report.ts';
import type { FileResult } from './results.ts';
import { runTests } from './tests.ts';

/** What a step came to. `said` is the short word for the summary; test steps also bring their files. */
export type Outcome = { readonly ok: boolean; readonly said: string; readonly files?: readonly FileResult[] };
export type StepOptions = { readonly only: string | undefined; readonly concurrency: number };
export type Step = { readonly key: string; readonly does: string; readonly run: (options: StepOptions) => Promise<Outcome> };

/** The whole check of the project, in the order it runs. */
export const steps: readonly Step[] = [
  { key: 'types', does: 'TypeScript, strict, server and faces', run: types },
  { key: 'lint', does: 'oxlint with types', run: lint },
  { key: 'floors', does: 'who may import whom', run: floors },
  { key: 'generated', does: 'committed generated files are up to date', run: generated },
  { key: 'build', does: 'the faces as browsers get them', run: build },
  { key: 'unit', does: 'tests beside the code', run: tests('unit') },
  { key: 'integration', does: 'several parts together, bad input, kills', run: tests('integration') },
  { key: 'acceptance', does: 'one story for each capability', run: tests('acceptance') },
  { key: 'browser', does: 'real pages in three widths', run: tests('browser') },
];

async function types(): Promise<Outcome> {
  const projects = ['tsconfig.json', 'web/tsconfig.json', 'web/portal/client/tsconfig.json'].filter((file) => existsSync(join(root, file)));
  const results = [];
  for (const project of projects) results.push(await command('tsc', '--noEmit', '--pretty', 'false', '-p', project));
  const errors = results.map(({ output }) => output.match(/error TS\d+/g)?.length ?? 0).reduce((a, b) => a + b, 0);
  return { ok: results.every(({ ok }) => ok), said: `${projects.length} projects, ${errors} errors` };
}

async function lint(): Promise<Outcome> {
  const { ok, output } = await command('oxlint', '--type-aware', '--quiet');
  return { ok, said: /Found .*errors?/.exec(output)?.[0] ?? (ok ? 'nothing found' : 'failed') };
}

async function floors(): Promise<Outcome> {
  const { files, faults } = checkFloors(root);
  for (const fault of faults) console.log(fault);
  return { ok: faults.length === 0, said: `${files} files, ${faults.length} faults` };
}

async function generated(): Promise<Outcome> {
  await needDatabase((line) => console.log(line));
  const { files, faults } = await checkGenerated();
  for (const fault of faults) console.log(fault);
  return { ok: faults.length === 0, said: `${files} files, ${faults.length} differ` };
}

async function build(): Promise<Outcome> {
  const { ok, output } = await command('node', 'web/build.ts');
  return { ok, said: output.trim().split('\n').at(-1) ?? '' };
}

function tests(kind: Kind): Step['run'] {
  return async ({ only, concurrency }) => {
    const files = testFiles(kind, only);
    // Nothing to run is a fault, unless the reader asked for other files.
    if (files.length === 0) return { ok: only !== undefined, said: only === undefined ? 'no test files at all' : 'no file asked for' };
    await (kind === 'unit' ? needDatabase : needTemplate)((line) => console.log(line));
    const results = await runTests(files, { concurrency, onFile: sayFile });
    const all = results.flatMap((result) => result.tests);
    const count = (state: string) => all.filter((result) => result.state === state).length;
    const failed = results.filter(({ state }) => state === 'failed').length;
    return {
      ok: failed === 0,
      said: [`${files.length} files`, `${count('passed')} passed`, ...(count('failed') ? [`${count('failed')} failed`] : []), ...(count('skipped') ? [`${count('skipped')} skipped`] : [])].join(', '),
      files: results,
    };
  };
}

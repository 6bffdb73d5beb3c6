import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './command.ts';

export type TestState = 'passed' | 'failed' | 'skipped';

/** One test or story: its name with the suites around it. `why` says why it failed or was skipped. */
export type TestResult = { readonly name: string; readonly state: TestState; readonly ms: number; readonly why?: string };

/** One test file: one process. `state` is passed only if something was really tried and nothing failed. */
export type FileResult = { readonly file: string; readonly state: TestState; readonly ms: number; readonly tests: readonly TestResult[]; /** What a failed file printed, its last lines. */ readonly said?: string };

/** Whether a file's tests show what they claim: one failure fails it, and a file that tried nothing shows nothing. */
export function stateOf(tests: readonly TestResult[]): TestState {
  if (tests.some(({ state }) => state === 'failed')) return 'failed';
  return tests.some(({ state }) => state === 'passed') ? 'passed' : 'skipped';
}

const lastRun = join(root, 'test-results', 'last.json');

/** Keeps the results of a run for `npm run coverage -- --last`; files that were not run keep their earlier result. */
export function keepResults(files: readonly FileResult[]): void {
  const known = new Map(lastResults().map((result) => [result.file, result]));
  for (const result of files) known.set(result.file, result);
  mkdirSync(dirname(lastRun), { recursive: true });
  writeFileSync(lastRun, JSON.stringify([...known.values()].toSorted((a, b) => a.file.localeCompare(b.file)), null, 1));
}

/** The results kept by earlier runs; empty when there was none. */
export function lastResults(): FileResult[] {
  try {
    return JSON.parse(readFileSync(lastRun, 'utf8')) as FileResult[];
  } catch {
    return [];
  }
}

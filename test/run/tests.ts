import { join, relative } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';
import { root } from './command.ts';
import { stateOf, type FileResult, type TestResult } from './results.ts';

/** One test may take this long, a file that long before it is taken for hanging; milliseconds. Once its tests and hooks have ended, a file ends. */
const testLimit = 120_000;
const fileLimit = 420_000;

/** Runs test files, one process each and `concurrency` at a time; `onFile` hears each result as its file ends. */
export async function runTests(files: readonly string[], { concurrency, onFile }: { concurrency: number; onFile: (result: FileResult) => void }): Promise<FileResult[]> {
  const waiting = [...files];
  const results: FileResult[] = [];
  const worker = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const result = await runFile(file);
      results.push(result);
      onFile(result);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return results;
}

async function runFile(file: string): Promise<FileResult> {
  const start = performance.now();
  const path = join(root, file);
  const tests: TestResult[] = [];
  const said: string[] = [];
  const names: string[] = [];
  for await (const event of run({ files: [path], cwd: root, isolation: 'process', timeout: fileLimit, execArgv: [`--test-timeout=${testLimit}`, '--test-force-exit', `--import=${new URL('last-words.ts', import.meta.url).href}`] })) {
    if (event.type === 'test:stdout' || event.type === 'test:stderr') said.push(event.data.message);
    if (event.type === 'test:start') names.splice(event.data.nesting, Infinity, event.data.name);
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const { details, name, nesting, skip } = event.data;
    const error = event.type === 'test:fail' ? event.data.details.error : undefined;
    // A suite is no test, and a parent that failed only because of a part says nothing the part does not say.
    if (details.type === 'suite' && !error || error && 'failureType' in error && error.failureType === 'subtestsFailed') continue;
    // A file is reported as a test of its own when it could not be loaded, did not end, or held no test at all.
    const isFile = relative(root, name) === file;
    const why = error ? (isFile ? fileFault(error) : reasonOf(error)) : isFile ? 'This file holds no test.' : skip;
    tests.push({
      name: isFile ? '(the file itself)' : [...names.slice(0, nesting), name].join(' › '),
      state: error || isFile ? 'failed' : skip === undefined || skip === false ? 'passed' : 'skipped',
      ms: Math.round(details.duration_ms),
      ...(typeof why === 'string' ? { why } : {}),
    });
  }
  if (tests.length === 0) tests.push({ name: '(the file itself)', state: 'failed', ms: 0, why: 'This file holds no test.' });
  const state = stateOf(tests);
  const lastLines = said.join('').trimEnd().split('\n').slice(-30).join('\n');
  return { file, state, ms: Math.round(performance.now() - start), tests, ...(state === 'failed' && lastLines ? { said: lastLines } : {}) };
}

function reasonOf(error: Error): string {
  const cause = error.cause ?? error;
  return typeof cause === 'string' ? cause : inspect(cause, { depth: 4 });
}

function fileFault(error: Error): string {
  const reason = reasonOf(error);
  return reason.includes('timed out') ? `The file did not end within ${fileLimit / 1000} s: something it opened (a server, a timer, a connection) is still open. Close it in after().` : reason;
}

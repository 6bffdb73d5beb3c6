import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './run/command.ts';
import { stopDatabase } from './run/database.ts';
import { seconds, summary, type StepReport } from './run/report.ts';
import { keepResults, type FileResult } from './run/results.ts';
import { steps, type Outcome, type Step, type StepOptions } from './run/steps.ts';

const help = `npm test [-- options]   检查整个项目 · checks the whole project

  --only a,b          these steps only: ${steps.map(({ key }) => key).join(', ')}
  --files text        test files whose path contains the text (or matches it as a glob); without --only, test steps only
  --concurrency n     test files at a time (default 2)

  TEST_DATABASE_URL   use this PostgreSQL (15 or newer) instead of the embedded one
  CHROMIUM_PATH       use this browser instead of the packaged one
  FOREIGN_CLIENTS     "required": a test left out because a foreign client is missing counts as failed
  REAL_DATA           a folder of real data; the suite then also runs on it
  SHOTS               "1": the browser tests write pictures of the pages to test-results/shots/

${steps.map(({ key, does }) => `  ${key.padEnd(12)} ${does}`).join('\n')}
`;

const { values: given } = parseArgs({ options: { only: { type: 'string' }, files: { type: 'string' }, concurrency: { type: 'string', default: '2' }, help: { type: 'boolean', default: false } } });
if (given.help) {
  console.log(help);
  process.exit(0);
}

// Seventy test files load the same thousand modules: compiled once, read by the others.
process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules', '.cache', 'yiwang', 'compiled');

const begun = performance.now();
const reports: StepReport[] = [];
const files: FileResult[] = [];
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stopDatabase().finally(() => process.exit(130)));

try {
  for (const step of chosen(given.only, given.files)) await runStep(step, { only: given.files, concurrency: Number(given.concurrency) });
} finally {
  await stopDatabase();
}
keepResults(files);
if (given.files !== undefined && files.length === 0) reports.push({ key: 'files', ok: false, said: `no test file contains or matches "${given.files}"`, ms: 0 });
console.log(summary(reports, files, performance.now() - begun));
process.exitCode = reports.every(({ ok }) => ok) ? 0 : 1;

/** The steps asked for. An unknown name ends the run with the right ones. */
function chosen(only: string | undefined, pattern: string | undefined): readonly Step[] {
  const keys = only?.split(',').map((key) => key.trim()) ?? steps.map(({ key }) => key).filter((key) => pattern === undefined || ['unit', 'integration', 'acceptance', 'browser'].includes(key));
  const unknown = keys.filter((key) => !steps.some((step) => step.key === key));
  if (unknown.length > 0) {
    console.error(`There is no step ${unknown.join(', ')}. The steps are ${steps.map(({ key }) => key).join(', ')}.`);
    process.exit(2);
  }
  return steps.filter(({ key }) => keys.includes(key));
}

async function runStep(step: Step, options: StepOptions): Promise<void> {
  console.log(`\n── ${step.key}: ${step.does}`);
  const start = performance.now();
  const outcome = await step.run(options).catch((error: unknown): Outcome => {
    console.error(error);
    return { ok: false, said: `stopped: ${error instanceof Error ? error.message : String(error)}` };
  });
  const ms = performance.now() - start;
  const absent = (outcome.files ?? []).flatMap(({ tests }) => tests).filter(({ why }) => why?.startsWith('the foreign client'));
  const refused = process.env['FOREIGN_CLIENTS'] === 'required' && absent.length > 0;
  reports.push({ key: step.key, ok: outcome.ok && !refused, said: refused ? `${outcome.said}; a foreign client is missing` : outcome.said, ms });
  files.push(...(outcome.files ?? []));
  console.log(`${step.key}: ${outcome.said}, ${seconds(ms)}`);
}

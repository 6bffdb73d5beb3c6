import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchCase, Scale } from './harness/case.ts';
import { openGround } from './harness/ground.ts';
import { caseResult, readable, type CaseResult } from './harness/report.ts';
import { keepPlans } from './plans.ts';
import { play, type MatchResult, type Pace } from './harness/rounds.ts';

const help = `npm run bench [-- case …] [-- options]   measures us against the bare machine, in turns

  --scale small|city   size of the data (default small)
  --rounds n           rounds of a match (default 5)
  --seconds n          seconds each contestant works in a round (default 3)
  --concurrency n      clients at a time (default 16)
  --json               an array of results on stdout, for machines
  --save               also write each result to bench/results/
  --plans              keep how PostgreSQL carries out the hottest statements, under bench/plans (--scale city: on ten million matters)
  --list               the cases and what they measure
`;

const folder = join(import.meta.dirname, 'cases');
const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scale: { type: 'string', default: 'small' }, rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '3' }, concurrency: { type: 'string', default: '16' },
    json: { type: 'boolean', default: false }, save: { type: 'boolean', default: false }, plans: { type: 'boolean', default: false }, list: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
  },
});
const say = (line: string) => void process.stderr.write(`${line}\n`);

process.exitCode = await main();

async function main(): Promise<number> {
  if (given.help) return tell(help);
  const scale = given.scale;
  if (scale !== 'small' && scale !== 'city') return refuse(`There is no scale "${scale}": small or city.`);
  if (given.plans) {
    await keepPlans(scale, say);
    return 0;
  }
  const pace: Pace = { rounds: Number(given.rounds), seconds: Number(given.seconds), concurrency: Number(given.concurrency) };
  const wrong = Object.entries(pace).find(([, value]) => !(value > 0));
  if (wrong) return refuse(`--${wrong[0]} must be a number above 0.`);
  const names = globSync('*.ts', { cwd: folder, exclude: (path) => path.endsWith('.test.ts') }).map((file) => basename(file, '.ts')).toSorted();
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0) return refuse(`There is no case ${unknown.join(', ')}. The cases are ${names.join(', ')}.`);
  const cases = await Promise.all((positionals.length > 0 ? positionals : names).map(load));
  if (given.list) return tell(cases.map(({ name, what }) => `${name.padEnd(20)} ${what}`).join('\n'));

  const results: CaseResult[] = [];
  for (const one of cases) {
    say(`── ${one.name}`);
    const result = await measure(one, scale, pace);
    results.push(result);
    if (given.save) save(result);
    (given.json ? say : console.log)(readable(result, one.goals));
  }
  if (given.json) console.log(JSON.stringify(results, null, 1));
  return 0;
}

async function load(name: string): Promise<BenchCase> {
  return ((await import(join(folder, `${name}.ts`))) as { default: BenchCase }).default;
}

async function measure(one: BenchCase, scale: Scale, pace: Pace): Promise<CaseResult> {
  const { ground, close } = openGround(scale, pace.concurrency, say);
  try {
    const matches: MatchResult[] = [];
    for await (const match of one.matches?.(ground) ?? []) {
      say(`  ${match.label}`);
      matches.push(await play(match, pace));
    }
    return caseResult(one, scale, pace, matches, (await one.figures?.(ground)) ?? []);
  } finally {
    await close();
  }
}

function save(result: CaseResult): void {
  const path = join(import.meta.dirname, 'results', `${result.name}-${result.scale}.json`);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `${JSON.stringify(result, null, 1)}\n`);
}

function tell(text: string): number {
  console.log(text);
  return 0;
}

function refuse(text: string): number {
  console.error(text);
  return 2;
}

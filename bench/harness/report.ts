import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import type { BenchCase, Figure, Scale } from './case.ts';
import type { MatchResult, Pace } from './rounds.ts';

/** What one case came to, with what is needed to repeat it. */
export type CaseResult = {
  readonly name: string;
  readonly what: string;
  readonly unit: string;
  readonly scale: Scale;
  readonly command: string;
  readonly at: string;
  readonly machine: string;
  readonly commit: string;
  readonly matches: readonly MatchResult[];
  readonly figures: readonly Figure[];
};

export function caseResult({ name, what, unit }: BenchCase, scale: Scale, { rounds, seconds }: Pace, matches: readonly MatchResult[], figures: readonly Figure[]): CaseResult {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, node ${process.versions.node}`;
  return { name, what, unit, scale, command: `npm run bench -- ${name} --scale ${scale} --rounds ${rounds} --seconds ${seconds}`, at: new Date().toISOString(), machine, commit: commit(), matches, figures };
}

function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { cwd: import.meta.dirname, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}

/** The result as people read it: speeds, and under them our share of each floor with its goal. */
export function readable({ name, what, unit, scale, matches, figures }: CaseResult, goals: Readonly<Record<string, number>> = {}): string {
  const number = (value: number, digits = 0) => value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const lines = [`${name} (${scale}) — ${what}`];
  for (const { label, concurrency, speeds, ratios } of matches) {
    lines.push(`  ${label}, ${concurrency} at a time`);
    for (const { name: who, perSecond, p50, p95, p99 } of speeds) {
      lines.push(`    ${who.padEnd(10)} ${number(perSecond, perSecond < 100 ? 1 : 0).padStart(11)} ${unit}/s   p50 ${number(p50, 2)}  p95 ${number(p95, 2)}  p99 ${number(p99, 2)} ms`);
    }
    for (const { floor, median, low, high } of ratios) {
      const goal = goals[floor];
      lines.push(`    ${speeds.at(-1)?.name ?? 'ours'} / ${floor} = ${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})${goal === undefined ? '' : `   goal ${goal} ${median >= goal ? '✔' : '✖ not reached'}`}`);
    }
  }
  for (const { label, value, unit: of, atMost } of figures) {
    lines.push(`  ${label}: ${number(value, value < 10 ? 2 : 1)} ${of}${atMost === undefined ? '' : `   at most ${atMost} ${value <= atMost ? '✔' : '✖ too much'}`}`);
  }
  return lines.join('\n');
}

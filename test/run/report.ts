import { styleText } from 'node:util';
import type { FileResult, TestResult } from './results.ts';

/** One finished step, for the closing table. */
export type StepReport = { readonly key: string; readonly ok: boolean; readonly said: string; readonly ms: number };

export const seconds = (ms: number): string => (ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`);

const good = (text: string) => styleText('green', text);
const bad = (text: string) => styleText('red', text);
const faint = (text: string) => styleText('dim', text);

/** One line for each test file as it ends, and under it what failed and why. */
export function sayFile({ file, state, ms, tests, said }: FileResult): void {
  const mark = { passed: good('✔'), failed: bad('✖'), skipped: faint('○') }[state];
  console.log(`${mark} ${file} ${faint(`${tests.length} tests, ${seconds(ms)}`)}`);
  for (const { name, why } of tests.filter((result) => result.state === 'failed')) {
    console.log(bad(`    ✖ ${name}`));
    console.log(indent(why ?? 'no reason given', 6));
  }
  if (said !== undefined) console.log(faint(indent(`it printed:\n${said}`, 6)));
}

/** The closing summary: every step with its result and time, what failed, what was left out and why. Answers whether all is well. */
export function summary(steps: readonly StepReport[], files: readonly FileResult[], ms: number): string {
  const width = Math.max(...steps.map(({ key }) => key.length));
  const table = steps.map(({ key, ok, said, ms: time }) => `${ok ? good('✔') : bad('✖')} ${key.padEnd(width)}  ${seconds(time).padStart(12)}  ${said}`);
  const named = (state: TestResult['state']) => files.flatMap(({ file, tests }) => tests.filter((result) => result.state === state).map((result) => ({ file, ...result })));
  const failed = named('failed').map(({ file, name, why }) => `${bad('✖')} ${file} › ${name}\n${indent(theFault(why), 4)}`);
  const skipped = [...Map.groupBy(named('skipped'), ({ why }) => why ?? 'no reason given')].map(([why, tests]) => `${faint('○')} ${tests.length} skipped: ${why}`);
  const slow = files.toSorted((a, b) => b.ms - a.ms).slice(0, 5).filter((result) => result.ms > 20_000).map(({ file, ms: time }) => faint(`  ${seconds(time).padStart(12)}  ${file}`));
  const ok = steps.every((step) => step.ok);
  const verdict = ok ? good(`All is well. 全部通过。 ${seconds(ms)}`) : bad(`Not well: ${steps.filter((step) => !step.ok).map(({ key }) => key).join(', ')}. 未通过。 ${seconds(ms)}`);
  return ['', '── Summary 汇总 ' + '─'.repeat(48), ...table, ...section('Failed 失败', failed), ...section('Left out 跳过', skipped), ...section('Slowest files 最慢', slow), '', verdict].join('\n');
}

const section = (title: string, lines: readonly string[]) => (lines.length ? ['', title, ...lines] : []);
const indent = (text: string, by: number) => text.split('\n').map((line) => ' '.repeat(by) + line).join('\n');
/** What a fault says before its stack: one line mostly; of a property also its seed and counterexample. */
const theFault = (text = 'no reason given') => {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => line.trim() === '' || /^\s+at /.test(line));
  return lines.slice(0, Math.min(end < 0 ? lines.length : end, 4)).join('\n');
};

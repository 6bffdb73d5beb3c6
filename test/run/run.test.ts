import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { inFolder } from '#test/kit/folder.ts';
import { checkGenerated, generate } from '../generate.ts';
import { command, root } from './command.ts';
import { summary } from './report.ts';
import type { FileResult } from './results.ts';

const files = {
  'mixed.test.mjs': `import assert from 'node:assert/strict'; import { describe, it, test } from 'node:test';
    test('holds', () => {}); test('breaks', () => assert.equal(1, 2)); test('waits for a client', (t) => t.skip('the foreign client "x" is not installed'));
    describe('in a suite', () => it('holds too', () => {}));
    test('with parts', async (t) => { await t.test('bad part', () => { throw new Error('no') }); await t.test('good part', () => {}) });`,
  'cannot-load.test.mjs': `throw new Error('broken at load');`,
  'empty.test.mjs': `console.log('nothing here');`,
  'only-skips.test.mjs': `import { test } from 'node:test'; test('later', { skip: 'not here' }, () => {});`,
  'before-fails.test.mjs': `import { before, test } from 'node:test'; before(() => { throw new Error('no city') }); test('never runs', () => {});`,
};

/** node:test refuses to run tests inside a test, so the runner runs in a process that does not know it is in one. */
function runApart(folder: string): FileResult[] {
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const paths = Object.keys(files).map((name) => relative(root, join(folder, name)));
  const script = join(folder, 'run.mjs');
  writeFileSync(script, `import { runTests } from ${JSON.stringify(import.meta.resolve('./tests.ts'))};
    console.log(JSON.stringify(await runTests(${JSON.stringify(paths)}, { concurrency: 2, onFile: () => {} })));`);
  const { stdout, stderr } = spawnSync(process.execPath, [script], { env, encoding: 'utf8' });
  assert.ok(stdout, stderr);
  return JSON.parse(stdout) as FileResult[];
}

test('Every test of every file is told, and a file that proves nothing fails', () => inFolder(async (folder) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const results = runApart(folder);
  const told = (name: string) => results.find(({ file }) => file.endsWith(name)) as FileResult;
  const states = (name: string) => told(name).tests.map((one) => `${one.name}: ${one.state}`);
  assert.deepEqual(states('mixed.test.mjs').toSorted(), ['breaks: failed', 'holds: passed', 'in a suite › holds too: passed', 'waits for a client: skipped', 'with parts › bad part: failed', 'with parts › good part: passed']);
  assert.match(told('mixed.test.mjs').tests.find(({ name }) => name === 'breaks')?.why ?? '', /1 !== 2/);
  assert.equal(told('cannot-load.test.mjs').tests[0]?.name, '(the file itself)');
  assert.match(told('cannot-load.test.mjs').said ?? '', /broken at load/);
  assert.equal(told('empty.test.mjs').tests[0]?.why, 'This file holds no test.');
  assert.match(told('before-fails.test.mjs').tests.map(({ why }) => why).join(), /no city/);
  assert.deepEqual(Object.keys(files).map((name) => told(name).state), ['failed', 'failed', 'failed', 'skipped', 'failed']);
}));

test('The summary names what failed and what was left out, and why', () => {
  const step = { key: 'unit', ok: false, said: '1 files', ms: 61_000 };
  const text = summary([step], [{ file: 'a.test.ts', state: 'failed', ms: 30_000, tests: [{ name: 'breaks', state: 'failed', ms: 1, why: '1 !== 2\n  at x' }, { name: 'waits', state: 'skipped', ms: 0, why: 'no client' }] }], 70_000);
  for (const part of ['unit', '1 min 1 s', 'a.test.ts › breaks', '1 !== 2', '1 skipped: no client', '30.0 s  a.test.ts', 'Not well: unit.', '1 min 10 s']) assert.ok(text.includes(part), `${part} in\n${text}`);
  assert.ok(!text.includes('at x'));
});

test('An unknown step is refused with the right names', async () => {
  const { ok, output } = await command('node', 'test/run.ts', '--only', 'tpyes');
  assert.equal(ok, false);
  assert.match(output, /There is no step tpyes\. The steps are types, lint, floors/);
});

test('A generated file that is missing, changed or left over is told, and made right by generating', () => inFolder(async (folder) => {
  const page = [{ name: 'pages', owns: '*.md', files: async () => ({ 'a.md': 'one\ntwo\n', 'b.md': 'b' }) }];
  writeFileSync(join(folder, 'a.md'), 'one\n2\n');
  writeFileSync(join(folder, 'c.md'), 'c');
  const again = 'Run `npm run generate` and commit the result.';
  assert.deepEqual(await checkGenerated(page, folder), { files: 2, faults: [`a.md: line 2 reads "2" and should read "two". ${again}`, `b.md: missing, made by "pages". ${again}`, `c.md: "pages" no longer makes it. ${again}`] });
  assert.deepEqual(await generate(page, folder), ['a.md', 'b.md', 'c.md']);
  assert.deepEqual(await checkGenerated(page, folder), { files: 2, faults: [] });
  assert.deepEqual(await generate(page, folder), []);
}));

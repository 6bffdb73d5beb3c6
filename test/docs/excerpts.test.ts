import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { faultLine } from '#kernel/declare/declared.ts';
import { definePack } from '#domain/pack.ts';
import { loadPacks, PackFaults } from '#domain/load-packs.ts';
import bicycle from '#test/packs/bicycle/pack.ts';
import { stolenBicycle } from '#test/packs/bicycle/register.ts';
import { root } from '../run/command.ts';

const pages = globSync(['*.md', 'docs/**/*.md', '{domain,protocols,bench,deploy}/**/*.md'], { cwd: root, exclude: (path) => path.includes('node_modules') });
const read = (file: string) => readFileSync(join(root, file), 'utf8');

test('Code a page shows from a file stands in that file, line after line', () => {
  const shown = pages.flatMap((page) => [...read(page).matchAll(/^```ts (\S+)\n([\s\S]*?)^```/gm)].map(([, file = '', code = '']) => ({ page, file, code })));
  assert.ok(shown.length >= 16);
  for (const { page, file, code } of shown) {
    const text = read(file);
    assert.ok(text.includes(code), `${page} shows of ${file} what is not there:\n${code}`);
  }
});

test('The mistakes shown in “Add a topic” are what the program says', () => {
  const { found, ...rest } = stolenBicycle.lifecycle;
  const wrong = { ...stolenBicycle, lifecycle: { ...rest, found: { ...found!, acts: { ...found!.acts, reopen: { ...found!.acts['reopen']!, to: 'report' } } } } };
  const { 不是我的车: _left, ...english } = bicycle.english;
  const pack = definePack({ ...bicycle, english, things: [], signals: bicycle.signals.slice(0, 1).map((signal) => ({ ...signal, related: [] })), matters: bicycle.matters.map((matter) => (matter === stolenBicycle ? wrong : matter)) });
  assert.throws(() => loadPacks([pack]), (error) => {
    assert.ok(error instanceof PackFaults);
    for (const page of ['docs/add-a-topic.md', 'docs/add-a-topic.zh-CN.md']) {
      const [, block = ''] = /^```text\n\d+ mistake\(s\) in the packs:\n([\s\S]*?)```/m.exec(read(page)) ?? [];
      assert.deepEqual(block.trimEnd().split('\n').map((line) => line.trim()), error.faults.map(faultLine), page);
    }
    return true;
  });
});

test('A page in two languages shows the same code in both', () => {
  for (const page of pages.filter((each) => each.endsWith('.zh-CN.md'))) {
    const blocks = (text: string) => [...text.matchAll(/^```[\s\S]*?^```/gm)].map(([block]) => block);
    const english = page.replace('.zh-CN', '');
    assert.deepEqual(blocks(read(page)), blocks(read(english)), page);
    const headings = (text: string) => text.match(/^##+ /gm)?.length ?? 0;
    assert.equal(headings(read(page)), headings(read(english)), `${page}: as many headings`);
  }
});

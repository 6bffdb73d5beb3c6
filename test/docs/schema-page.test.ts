import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../run/command.ts';

const tables = readFileSync(join(root, 'docs/schema.md'), 'utf8').split(/^## /m).slice(1).map((text) => ({ name: text.split('\n')[0] ?? '', text }));
const namesIn = (text: string) => [...text.matchAll(/^- `(\w+)` (\w+)/gm)].map(([, name = '', kind = '']) => ({ name, kind }));

test('Every constraint and index says by its name which table it guards; none has a name PostgreSQL made up', () => {
  assert.ok(tables.length > 30);
  for (const { name: table, text } of tables) {
    for (const { name } of namesIn(text)) {
      assert.ok(name.startsWith(table.replace(/s$/, '')) || name.startsWith(table), `${table}: ${name}`);
      assert.doesNotMatch(name, /_(pkey|fkey|check\d*|key|idx)$/, `${table}: ${name}`);
    }
  }
});

test('Every table has a key', () => {
  for (const { name, text } of tables) assert.ok(namesIn(text).some(({ kind }) => kind === 'PRIMARY' || kind === 'UNIQUE'), `${name} has neither a primary key nor a unique constraint`);
});

test('Every moment is stored with its zone', () => {
  for (const { name, text } of tables) assert.doesNotMatch(text, /timestamp without time zone/, name);
});

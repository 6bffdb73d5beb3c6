import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { house } from './theme.ts';

const tokens = readFileSync(join(import.meta.dirname, '..', 'tokens.css'), 'utf8');
const paper = tokens.slice(tokens.indexOf(':root'), tokens.indexOf('[data-night]'));
const valueOf = (name: string) => new RegExp(`--${name}:\\s*(#[0-9a-f]{6})`).exec(paper)?.[1];

test('antd is given the very colours of the file of tokens', () => {
  const names = { ink: 'ink', ink2: 'ink-2', ink3: 'ink-3', paper: 'paper', wash: 'wash', wash2: 'wash-2', hairline: 'hairline', line: 'line', blue: 'blue', vermilion: 'vermilion', green: 'green', warning: 'warn-yellow-ink' } as const;
  for (const [key, name] of Object.entries(names)) assert.equal(house[key as keyof typeof house], valueOf(name), `--${name}`);
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../run/command.ts';
import { placeholders, readCatalogue } from './catalogue.ts';

const { areas, mentions, entries } = await readCatalogue();
const all = [...entries];

test('Every failure says in both languages what happened, why, and what to do next', () => {
  assert.ok(all.length > 50);
  for (const [code, { zh, en }] of all) {
    for (const part of ['title', 'detail', 'next'] as const) {
      assert.match(zh[part], /\p{Script=Han}/u, `${code} zh.${part}`);
      assert.match(en[part], /^\P{Script=Han}+$/u, `${code} en.${part}`);
      assert.doesNotMatch(`${zh[part]} ${en[part]}`, /\bTODO\b|undefined|\bnull\b/, `${code} ${part}`);
    }
  }
});

test('A failure is the reader’s or the world’s: its status is one of HTTP’s refusals, its code reads like a word', () => {
  for (const [code, { status }] of all) {
    assert.match(code, /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
    assert.ok([400, 401, 403, 404, 409, 410, 412, 413, 415, 422, 429, 500, 502, 503].includes(status), `${code} ${status}`);
  }
});

test('Both languages fill in the same values', () => {
  assert.ok(all.length > 100, 'the catalogue was read');
  for (const [code, { zh, en }] of all) assert.deepEqual(placeholders(en), placeholders(zh), code);
});

test('Who refuses gives every value the words speak of', () => {
  const missing = mentions.flatMap(({ file, code, values }) => {
    const entry = entries.get(code);
    if (!entry || values === null) return [];
    return placeholders(entry.zh).filter((name) => !values.includes(name)).map((name) => `${file}: ${code} without {${name}}`);
  });
  assert.deepEqual(missing, []);
});

test('No code is published in vain: something raises each', () => {
  const raised = new Set(mentions.map(({ code }) => code));
  assert.deepEqual(all.map(([code]) => code).filter((code) => !raised.has(code)), []);
});

test('The page names every code, and no other', () => {
  const published = areas.flatMap(({ codes }) => codes);
  assert.deepEqual(published.toSorted(), all.map(([code]) => code).toSorted(), 'every area is found by its text');
  const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');
  const named = [...page.matchAll(/^\| `([A-Z0-9_]+)` \| \d{3} \|/gm)].map((match) => match[1] ?? '');
  assert.deepEqual(named.toSorted(), published.toSorted(), 'run npm run generate');
});

import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { root } from '../run/command.ts';
import { stateOf } from '../run/results.ts';
import { areas, capabilities, storiesOf, storyFile } from './capabilities.ts';
import { coverageOf } from './state.ts';

const tried = (state: 'passed' | 'failed' | 'skipped') => ({ name: state, state, ms: 1 });
const fileOf = (key: string, tests: ReturnType<typeof tried>[]) => ({ file: storyFile(key), state: stateOf(tests), ms: 1, tests });

test('There are 130 capabilities, each with its own key, both names, a known area and at least one row', () => {
  assert.equal(capabilities.length, 130);
  assert.equal(new Set(capabilities.map(({ key }) => key)).size, 130);
  for (const { key, zh, en, area, rows } of capabilities) {
    assert.match(key, /^[a-z0-9-]+$/);
    assert.match(zh, /\p{Script=Han}/u, key);
    assert.match(en, /^[\x20-\x7e–’]+$/, key);
    assert.ok(areas[area], key);
    assert.ok(rows.length > 0 && rows.every((row) => /^(DZ|HH|MM|SX|SD)-/.test(row)), key);
  }
});

test('Every acceptance story is named by a capability', () => {
  const keys = new Set(capabilities.map(({ key }) => key));
  const strays = globSync('test/acceptance/*.test.ts', { cwd: root }).map((file) => basename(file, '.test.ts')).filter((key) => !keys.has(key));
  assert.deepEqual(strays, [], 'name these files by a key of test/coverage/capabilities.json');
});

test('The stories of every acceptance file can be read from its text', () => {
  for (const file of globSync('test/acceptance/*.test.ts', { cwd: root })) assert.ok(storiesOf(basename(file, '.test.ts')).length > 0, `${file}: give its tests plain names, test('A citizen …', …)`);
});

test('A capability passes when its stories were tried and none failed', () => {
  const [a, b, c, d] = capabilities.slice(0, 4).map(({ key }) => key) as [string, string, string, string];
  const states = coverageOf(capabilities, [fileOf(a, [tried('passed'), tried('skipped')]), fileOf(b, [tried('passed'), tried('failed')]), fileOf(c, [tried('skipped')]), fileOf(d, [])]);
  assert.equal(states.length, 130);
  assert.deepEqual(states.slice(0, 5).map(({ state }) => state), ['passing', 'failing', 'open', 'open', 'open']);
  assert.deepEqual(states[0], { key: a, state: 'passing', stories: ['passed', 'skipped'] });
  assert.deepEqual(states[4], { key: capabilities[4]?.key, state: 'open', stories: [] });
});

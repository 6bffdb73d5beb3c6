import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localIdsIn, withIds } from './outbox.ts';

const act = { act: 'handle', files: ['local:1', 'f0e1'], data: { more: ['local:2'], words: '路面已修好', count: 2, none: null } };

test('Files that wait on the device are found wherever an act names them', () => assert.deepEqual(localIdsIn(act), ['local:1', 'local:2']));

test('Before sending, each of them is given its real id, and nothing else changes', () => {
  assert.deepEqual(withIds(act, new Map([['local:1', 'aaa'], ['local:2', 'bbb']])), { act: 'handle', files: ['aaa', 'f0e1'], data: { more: ['bbb'], words: '路面已修好', count: 2, none: null } });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lifeIn } from './life.ts';

test('A lifecycle is read from its diagram, each state as far from the first as its shortest way', () => {
  const life = lifeIn('stateDiagram-v2\n  [*] --> reported\n  state "待研判" as reported\n  reported --> starting: 确认\n  reported --> [*]: 误报\n  state "待启动" as starting\n  starting --> reported: 退回\n  starting --> [*]');
  assert.deepEqual(life.states, [{ key: 'reported', title: '待研判', depth: 0 }, { key: 'starting', title: '待启动', depth: 1 }]);
  assert.deepEqual(life.moves.map(({ from, to, words }) => `${from} ${to} ${words}`), ['reported starting 确认', 'reported [*] 误报', 'starting reported 退回', 'starting [*] ']);
});

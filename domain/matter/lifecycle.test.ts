import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bicycleRegistration } from '#test/packs/bicycle/register.ts';
import { defineMatter, end, isEnding, to, type MatterType, type State } from './define.ts';
import { checkLifecycle, doerOf, firstState, stateOf, stateTitle } from './lifecycle.ts';

test('A matter begins in the first state of its table', () => {
  assert.equal(firstState(bicycleRegistration), 'submitted');
  assert.throws(() => firstState({ ...bicycleRegistration, lifecycle: {} }), /bicycle-registration has no states/);
});

test('A state has a title; an end is its own title', () => {
  assert.equal(stateTitle(bicycleRegistration, 'review'), '并联会审');
  assert.equal(stateTitle(bicycleRegistration, '准予登记'), '准予登记');
  assert.equal(stateOf(bicycleRegistration, '准予登记'), undefined);
});

test('An act is done by its own party, else by the one whose turn the state is', () => {
  const state = bicycleRegistration.lifecycle['submitted']!;
  assert.equal(doerOf(state, state.acts['withdraw']!), 'applicant');
  assert.equal(doerOf(state, state.acts['accept']!), 'window');
});

/** Any table of up to six states whose acts lead anywhere, also to states that are not there. */
const anyLifecycle = fc.integer({ min: 1, max: 6 }).chain((count) => {
  const target = fc.oneof(fc.nat(count).map((index) => `s${index}`), fc.constant(null));
  return fc.array(fc.array(target, { maxLength: 3 }), { minLength: count, maxLength: count });
});
const typeOf = (targets: readonly (readonly (string | null)[])[]): MatterType => defineMatter({
  key: 'any', title: 'Any', kind: 'task',
  lifecycle: Object.fromEntries(targets.map((acts, index): [string, State] => [`s${index}`, { title: 'S', by: 'applicant', acts: Object.fromEntries(acts.map((target, act) => [`a${act}`, target === null ? end('E', 'Ended', 'done') : to(target, 'T')])) }])),
});

/** The plain model: walk along every act until nothing new is found. */
function walk(type: MatterType, from: string): { states: Set<string>; ends: boolean } {
  const states = new Set([from]);
  let ends = false;
  for (let before = -1; before !== states.size;) {
    before = states.size;
    for (const key of states) for (const act of Object.values(type.lifecycle[key]?.acts ?? {})) {
      if (isEnding(act.to)) ends = true;
      else if (type.lifecycle[act.to]) states.add(act.to);
    }
  }
  return { states, ends };
}

test('Exactly the targets that are not there, the states nobody reaches and those nobody leaves are faults', () => {
  fc.assert(fc.property(anyLifecycle, (targets) => {
    const type = typeOf(targets);
    const spots = checkLifecycle('p', type).map((fault) => `${fault.spot} ${fault.said.slice(0, 10)}`);
    const states = Object.keys(type.lifecycle);
    const expected = [
      ...Object.entries(type.lifecycle).flatMap(([key, state]) => Object.entries(state.acts).filter(([, act]) => !isEnding(act.to) && !states.includes(act.to)).map(([act]) => `matter any · state ${key} · act ${act} leads to “`)),
      ...states.filter((key) => !walk(type, 's0').states.has(key)).map((key) => `matter any · state ${key} can never `),
      ...states.filter((key) => !walk(type, key).ends).map((key) => `matter any · state ${key} can never `),
    ];
    assert.deepEqual(spots, expected);
  }));
});

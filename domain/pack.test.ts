import assert from 'node:assert/strict';
import { test } from 'node:test';
import bicycle from '#test/packs/bicycle/pack.ts';
import { definePack, definitionsOf, pathOf, shelves } from './pack.ts';

test('A pack leaves out the nouns it does not use, and cannot be changed from afar', () => {
  const pack = definePack({ key: 'small', title: 'Small', area: 'service', lead: 'L' });
  for (const { shelf } of shelves) assert.deepEqual(pack[shelf], []);
  assert.throws(() => Object.assign(pack, { title: 'Other' }), TypeError);
  assert.equal(pathOf(pack), 'service/small');
});

test('Its definitions come in the order of the floors, so that what is named is known before it is needed', () => {
  const order = shelves.map(({ noun }) => noun as string);
  const nouns = definitionsOf(bicycle).map(({ noun }) => noun);
  assert.deepEqual(nouns, nouns.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
  assert.equal(nouns.length, bicycle.proofs.length + bicycle.things.length + bicycle.matters.length + bicycle.signals.length);
});

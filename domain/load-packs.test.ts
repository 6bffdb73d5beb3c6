import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultLine } from '#kernel/declare/declared.ts';
import { matterTypes } from '#domain/matter/define.ts';
import bicycle from '#test/packs/bicycle/pack.ts';
import { bicycleRegistration } from '#test/packs/bicycle/register.ts';
import { brokenGuides } from '#test/packs/broken/guides.ts';
import { brokenLifecycles } from '#test/packs/broken/lifecycles.ts';
import { brokenPacks } from '#test/packs/broken/packs.ts';
import { brokenProofsAndThings } from '#test/packs/broken/proofs-and-things.ts';
import { brokenRecords, record } from '#test/packs/broken/records.ts';
import { brokenReferences } from '#test/packs/broken/references.ts';
import { brokenGuards } from '#test/packs/broken/guards.ts';
import { brokenScenesAndDuties } from '#test/packs/broken/scenes-and-duties.ts';
import { brokenSignals, gauge, signal } from '#test/packs/broken/signals.ts';
import { matter, pack } from '#test/packs/broken/sound.ts';
import { loadPacks, PackFaults } from './load-packs.ts';
import type { Pack } from './pack.ts';

/** The lines an author reads when these packs are loaded; none when they load. */
function linesOf(packs: readonly Pack[]): string[] {
  try {
    loadPacks(packs);
    return [];
  } catch (error) {
    if (!(error instanceof PackFaults)) throw error;
    return error.faults.map(faultLine);
  }
}

for (const { why, packs, says } of [...brokenLifecycles, ...brokenGuides, ...brokenReferences, ...brokenRecords, ...brokenSignals, ...brokenProofsAndThings, ...brokenScenesAndDuties, ...brokenGuards, ...brokenPacks]) {
  test(`A broken pack is refused: ${why}`, () => assert.deepEqual(linesOf(packs), says));
}

test('The pack every broken one is made from has no mistake', () => {
  assert.deepEqual(linesOf([pack({ matters: [matter()], things: [gauge], records: [record({ subject: 'rider', rules: [{ kind: 'notNull', column: 'place' }] })], signals: [signal()] })]), []);
});

test('What was declared is found again, with the pack it came from and its English', () => {
  const declared = loadPacks([bicycle]);
  assert.equal(declared.get(matterTypes, 'bicycle-registration'), bicycleRegistration);
  assert.equal(declared.packOf(bicycleRegistration), 'service/bicycle');
  assert.equal(declared.say('车架号', 'en'), 'Frame number');
  assert.equal(declared.say('车架号', 'zh'), '车架号');
  assert.equal(declared.say('没有翻译的话', 'en'), '没有翻译的话');
  assert.equal(declared.find(matterTypes, 'nothing'), undefined);
  assert.throws(() => declared.get(matterTypes, 'nothing'), /No matter is called nothing/);
});

test('The error that stops the start counts the mistakes and lists each on a line', () => {
  const error = new PackFaults([{ pack: 'a/b', spot: 'matter c', said: 'is wrong.' }, { pack: 'a/b', spot: 'matter d', said: 'names “x”.', known: [] }]);
  assert.equal(error.message, '2 mistake(s) in the packs:\n  packs/a/b · matter c: is wrong.\n  packs/a/b · matter d: names “x”. Known: (none).');
});

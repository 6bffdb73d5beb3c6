import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Declared, faultLine, type Declaration } from '#kernel/declare/declared.ts';
import { bikeFlow, bikeJam, counterRepair, counterSignals, helmetShare, jamsOnTime, watchedCounter } from '#test/packs/bicycle/counter.ts';
import { checkSignal } from './check.ts';
import { above, atLeast, below, matters, opening, reported, type Signal } from './define.ts';

const sound: readonly Declaration[] = [watchedCounter, bikeJam, counterRepair, ...counterSignals];

/** The lines an author reads about a signal, among the sound definitions. */
function linesFor(signal: Signal, declarations: readonly Declaration[] = sound): string[] {
  const declared = new Declared();
  for (const each of declarations) declared.add('test/bikes', each);
  return checkSignal('test/bikes', signal, declared).map(faultLine);
}
const at = (signal: Signal, line: string) => `packs/test/bikes · signal ${signal.key}${line}`;

test('The signals of the tests have no mistake', () => {
  for (const signal of counterSignals) assert.deepEqual(linesFor(signal), []);
});

const broken: readonly { why: string; signal: Signal; without?: readonly Declaration[]; says: readonly string[] }[] = [
  { why: 'No meaning, no formula, no owner and no rule, all told at once', signal: { ...bikeFlow, meaning: ' ', formula: '', owner: '', warn: [] }, says: [' · meaning: is empty. Say its 定义.', ' · formula: is empty. Say its 口径.', ' · owner: is empty. Say its 责任单位.', ' · warn: has no warning rule (预警规则). Say at least when somebody must look at it.'] },
  { why: 'A key that is no address', signal: { ...helmetShare, key: '头盔' }, says: [': the key becomes part of an address: use small letters, digits and hyphens.'] },
  { why: 'A thing that no pack declares', signal: bikeFlow, without: [watchedCounter], says: [' · from: reads “watched-counter”, which no loaded pack declares. Known: (none).'] },
  { why: 'A quantity the thing does not report', signal: { ...bikeFlow, from: { ...watchedCounter.readings.mean('bikes'), quantities: ['trams'] } as never }, says: [' · from: reads “trams”, which watched-counter does not report. Known: bikes, pressure.'] },
  { why: 'A matter type nobody declares', signal: { ...jamsOnTime, from: { ...matters.onTime(), types: ['tram-jam'] } }, says: [' · from: counts matters of type “tram-jam”, which no loaded pack declares. Known: bike-jam, counter-repair.'] },
  { why: 'A range that is none', signal: { ...helmetShare, from: reported(9, 1) }, says: [' · from: allows values from 9 to 1, which is no range.'] },
  { why: 'A level the matter does not know', signal: { ...bikeFlow, warn: [{ level: 'red', when: above(1), opens: opening(bikeJam, 'IV') }] }, says: [' · warn red: opens bike-jam at level “IV”. Known: I, II, III.', ' · describes: the form of bike-jam would be refused: /level must be equal to one of the allowed values.'] },
  { why: 'A form that would be refused in the night of the flood', signal: { ...bikeFlow, describes: () => ({ title: 't', form: { level: 'I', where: 'x' } }) }, says: Array<string>(3).fill(" · describes: the form of bike-jam would be refused: / must have required property 'flow'.") },
  { why: 'A worse level that begins before a milder one', signal: { ...bikeFlow, warn: [{ level: 'blue', when: above(9) }, { level: 'red', when: above(5) }] }, says: [' · warn: the levels do not follow one another: each level once, all in one direction, a worse one later than a milder one.'] },
  { why: 'A warning of what is on target', signal: { ...jamsOnTime, warn: [{ level: 'blue', when: atLeast(90) }] }, says: [' · warn blue: warns of a value that is on target.'] },
  { why: 'Warnings finer than the values', signal: { ...bikeFlow, warnAt: 'town' }, says: [' · warnAt: warns by town, finer than the values, which are by county. Known: city, county, town.'] },
  { why: 'A related signal that is not there', signal: { ...helmetShare, related: ['helmets'], warn: [{ level: 'blue', when: below(3) }] }, says: [` · related: names “helmets”, which no loaded pack declares. Known: ${counterSignals.map(({ key }) => key).join(', ')}.`] },
  { why: 'Two levels that open different matters', signal: { ...bikeFlow, warn: [{ level: 'blue', when: above(1), opens: opening(bikeJam, 'III') }, { level: 'red', when: above(2), opens: opening({ ...counterRepair, levels: { I: '急' } }, 'I') }] }, says: [' · warn red: opens “counter-repair”, which no loaded pack declares. Known: bike-jam, counter-repair.', ' · warn red: opens another kind of matter than the first level. One signal has one answer, whose level rises.'] },
];

for (const { why, signal, without = [], says } of broken) {
  test(`A broken signal is refused: ${why}`, () => {
    const lines = linesFor(signal, sound.filter((each) => !without.includes(each)));
    assert.deepEqual(lines.filter((line) => says.some((said) => line === at(signal, said))), says.map((line) => at(signal, line)), lines.join('\n'));
  });
}

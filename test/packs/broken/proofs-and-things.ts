import { Type } from 'typebox';
import { defineProof, type ProofType } from '#domain/proof/define.ts';
import { quantity } from '#domain/thing/define.ts';
import { text } from '#kernel/schema/fields.ts';
import { minutes } from '#kernel/time/duration.ts';
import { badge, pack, thing, type Broken } from './sound.ts';

const inProof = (why: string, change: Partial<ProofType>, ...says: readonly string[]): Broken => ({ why, packs: [pack({ proofs: [defineProof({ ...badge, ...change })] })], says: says.map((line) => `packs/service/badges · proof badge${line}`) });
const inThing = (why: string, change: Parameters<typeof thing>[0], ...says: readonly string[]): Broken => ({ why, packs: [pack({ things: [thing(change)] })], says: says.map((line) => `packs/service/badges · thing ${change?.key ?? 'gauge'}${line}`) });
const code = ' · typeCode: “11999901000012344E901” must be the credit code of the body that defined the type and 3 digits (GB/T 36904).';

/** Licences that cannot be printed or found again, things that cannot report. */
export const brokenProofsAndThings: readonly Broken[] = [
  inProof('A type code with a mistyped credit code', { typeCode: '11999901000012344E901' }, code),
  { why: 'One type code for two licences', packs: [pack({ proofs: [badge, defineProof({ ...badge, key: 'medal' })] })], says: ['badge', 'medal'].map((key, index) => `packs/service/badges · proof ${key} · typeCode: is also that of the proof “${['medal', 'badge'][index]}”; a type code means one kind of licence only.`) },
  inProof('An empty face', { face: Type.Object({}) }, ' · face: shows nothing. Declare at least one field.'),
  inProof('A number that begins with nothing', { numberPrefix: '' }, ' · numberPrefix: is empty; printed numbers begin with it, as in 茂卫公证字〔2026〕第000123号.'),
  inProof('A face without English', { face: Type.Object({ owner: text('持证人') }) }, ": has no English for: 持证人. Add them to the pack's english."),
  inThing('A thing that reports nothing', { reports: {} }, ' · reports: reports nothing. Declare at least one quantity.'),
  inThing('A key that cannot stand in a topic', { key: 'Gauge/1' }, ': the key becomes part of an MQTT topic: use small letters, digits and hyphens, 2 to 40 of them.'),
  inThing('Names no message can carry', { reports: { 'Level 1': quantity('Level', 'm', 0, 9), at: quantity('At', 's', 0, 9) } },
    ' · reports Level 1: the name becomes a key of JSON messages: begin with a small letter, then letters, digits and underscores.', ' · reports at: is a word every message uses itself. Choose another name. Known: at, quality.'),
  inThing('A range that is none, and a number without a unit', { reports: { level: quantity('Level', ' ', 9, 0) } }, ' · reports level: allows values from 9 to 0, which is no range.', ' · reports level: has no unit. Write 1 for a number without one.'),
  inThing('Silent between two readings', { every: minutes(90) }, ' · silentAfter: is shorter than “every”: each one would be silent between two readings.'),
  inThing('Silence that opens a licence', { silenceOpens: badge }, ' · silenceOpens: opens the proof “badge”; only matters can be opened.'),
  inThing('A quantity without English', { title: '水位计', reports: { level: quantity('水位', 'm', 0, 9) } }, ": has no English for: 水位计 | 水位. Add them to the pack's english."),
];

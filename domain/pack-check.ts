import { type Declaration, type Declared, type Fault, type NounKey } from '#kernel/declare/declared.ts';
import { checkEnglish, fieldTexts } from '#kernel/declare/english.ts';
import { checkMatter } from '#domain/matter/check.ts';
import { matterTypes, type MatterType } from '#domain/matter/define.ts';
import { checkProof } from '#domain/proof/check.ts';
import { checkScene } from '#domain/proof/codes/check.ts';
import { proofTypes } from '#domain/proof/define.ts';
import { checkGuard } from '#domain/record/guard/check.ts';
import { checkRecord, type RecordType } from '#domain/record/define.ts';
import { checkDuty } from '#domain/subject/duties/check.ts';
import { checkRole } from '#domain/subject/check.ts';
import { checkSignal, signalTexts } from '#domain/signal/check.ts';
import { checkThing } from '#domain/thing/check.ts';
import type { ThingType } from '#domain/thing/define.ts';
import { areas, pathOf, shelves, type Pack } from './pack.ts';

/** Every mistake in one pack, once all packs are declared: its own facts, each definition by the check of its noun, its references, its English. */
export function checkPack(pack: Pack, declared: Declared): Fault[] {
  const at = pathOf(pack);
  return [
    ...checkFacts(at, pack, declared),
    ...checkShelves(at, pack),
    ...pack.roles.flatMap((role) => checkRole(at, role, declared)),
    ...pack.rules.flatMap((each) => checkEnglish(at, `rules ${each.key}`, [each.title, ...each.points], declared)),
    ...pack.duties.flatMap((duty) => checkDuty(at, duty, declared)),
    ...pack.records.flatMap((record) => [...checkRecord(at, record), ...checkEnglish(at, `record ${record.key}`, recordTexts(record), declared)]),
    ...pack.guards.filter(({ noun }) => noun === 'guard').flatMap((rule) => checkGuard(at, rule, declared)),
    ...pack.things.flatMap((thing) => [...checkThing(at, thing), ...checkThingBeyond(at, thing, declared)]),
    ...pack.proofs.flatMap((proof) => checkProof(at, proof, declared)),
    ...pack.scenes.flatMap((scene) => checkScene(at, scene, declared)),
    ...pack.matters.flatMap((matter) => [...checkMatter(at, matter, declared), ...checkProofsOf(at, matter, declared)]),
    ...pack.signals.filter(({ noun }) => noun === 'signal').flatMap((signal) => [...checkSignal(at, signal, declared), ...checkEnglish(at, `signal ${signal.key}`, signalTexts(signal), declared)]),
  ];
}

/** What only all packs together can get wrong: two of one name, one text with two translations. */
export function checkTogether(packs: readonly Pack[]): Fault[] {
  const faults: Fault[] = [];
  const english = new Map<string, { readonly said: string; readonly by: string }>();
  const names = new Set<string>();
  for (const pack of packs) {
    const at = pathOf(pack);
    if (names.has(at)) faults.push({ pack: at, spot: 'pack', said: 'is loaded twice, or two packs have this area and key. Rename one.' });
    names.add(at);
    for (const [chinese, said] of Object.entries(pack.english)) {
      const before = english.get(chinese);
      if (before && before.said !== said) faults.push({ pack: at, spot: 'english', said: `says “${said}” for ${chinese}, where packs/${before.by} says “${before.said}”. One text has one translation: agree, or word the Chinese differently.` });
      english.set(chinese, before ?? { said, by: at });
    }
  }
  return faults;
}

function checkFacts(at: string, pack: Pack, declared: Declared): Fault[] {
  const faults: Fault[] = [];
  if (!areas.includes(pack.area)) faults.push({ pack: at, spot: 'pack', said: `area “${pack.area}” is not known.`, known: areas });
  for (const { noun, key } of [{ noun: 'pack', key: pack.key }, ...pack.roles, ...pack.duties, ...pack.guards, ...pack.proofs, ...pack.scenes, ...pack.matters]) {
    if (!/^[a-z][a-z0-9-]{1,59}$/.test(key)) faults.push({ pack: at, spot: `${noun} ${key}`, said: 'the key stands in addresses and tables for ever: use small letters, digits and hyphens, 2 to 60 of them.' });
  }
  return [...faults, ...checkEnglish(at, 'pack', [pack.title], declared)];
}

/** A definition that stands under the wrong noun of its pack would be declared, but never found by its floor. */
const checkShelves = (at: string, pack: Pack): Fault[] =>
  shelves.flatMap(({ shelf, noun }) => pack[shelf].filter((each) => each.noun !== noun).map((each) => ({ pack: at, spot: `${each.noun} ${each.key}`, said: `stands under “${shelf}”, where a ${noun} belongs. Move it.` })));

const recordTexts = ({ title, summary, duty, source, columns, rules, sharing, opening }: RecordType): string[] => [
  title, summary, duty, source, ...fieldTexts(columns), ...rules.map((rule) => rule.title ?? ''),
  sharing.type === 'conditional' ? sharing.condition : sharing.type === 'none' ? sharing.basis : '', opening.type === 'conditional' ? opening.condition : '',
];

function checkThingBeyond(at: string, thing: ThingType, declared: Declared): Fault[] {
  return [
    ...mustBeLoaded(at, `thing ${thing.key} · silenceOpens`, matterTypes, [thing.silenceOpens], declared),
    ...checkEnglish(at, `thing ${thing.key}`, [thing.title, ...Object.values(thing.reports).map((quantity) => quantity.title), ...fieldTexts(thing.facts)], declared),
  ];
}

const checkProofsOf = (at: string, matter: MatterType, declared: Declared): Fault[] =>
  mustBeLoaded(at, `matter ${matter.key}`, proofTypes, [matter.issues, ...matter.materials.map((material) => material.from)], declared);

/** A definition may be named by another pack only while its own pack is loaded: rows would point to nothing. */
function mustBeLoaded<T extends Declaration>(at: string, spot: string, noun: NounKey<T>, needed: readonly (Declaration | undefined)[], declared: Declared): Fault[] {
  return [...new Set(needed)]
    .filter((each) => each !== undefined && each.noun === noun.noun && declared.find(noun, each.key) !== each)
    .map((each) => ({ pack: at, spot, said: `uses the ${noun.noun} “${each?.key}”, which no loaded pack declares.`, known: declared.all(noun).map(({ key }) => key) }));
}

import { Declared, faultLine, type Declaration, type Fault } from '#kernel/declare/declared.ts';
import { checkMatter } from '#domain/matter/check.ts';
import type { MatterType } from '#domain/matter/define.ts';
import { proofTypes, type ProofType } from '#domain/proof/define.ts';
import type { Role } from '#domain/subject/define.ts';

/** The areas of a city's work, as the folders under packs/. */
export const areas = ['service', 'governance', 'office', 'decision', 'data', 'common', 'environment', 'safety', 'regulation', 'grassroots', 'livelihood', 'economy'] as const;

/** A topic: everything a city needs for it, declared. */
export type Pack = {
  readonly key: string;
  readonly title: string;
  readonly area: (typeof areas)[number];
  /** Function of the organ in the lead, e.g. 生态环境局. */
  readonly lead: string;
  /** Rows of the plans it serves. */
  readonly serves: readonly string[];
  readonly roles: readonly Role[];
  readonly things: readonly Declaration[];
  readonly records: readonly Declaration[];
  readonly signals: readonly Declaration[];
  readonly matters: readonly MatterType[];
  readonly proofs: readonly ProofType[];
  readonly policies: readonly Declaration[];
  /** The English of every Chinese text people see. */
  readonly english: Readonly<Record<string, string>>;
};

type Given = Pick<Pack, 'key' | 'title' | 'area' | 'lead'> & Partial<Pack>;

/** Declares a pack; nouns it does not use may be left out. */
export const definePack = (given: Given): Pack => Object.freeze({ serves: [], roles: [], things: [], records: [], signals: [], matters: [], proofs: [], policies: [], english: {}, ...given });

/** All mistakes of all packs at once, one line each. The program does not start with any. */
export class PackFaults extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(`${faults.length} mistake(s) in the packs:\n${faults.map((fault) => `  ${faultLine(fault)}`).join('\n')}`);
    this.faults = faults;
  }
}

/** Loads packs: every key once, every definition checked. Throws PackFaults naming all mistakes. */
export function loadPacks(packs: readonly Pack[]): Declared {
  const declared = new Declared();
  const faults: Fault[] = [];
  for (const pack of packs) declared.addEnglish(pack.english);
  for (const pack of packs) for (const definition of definitionsOf(pack)) faults.push(...[declared.add(pathOf(pack), definition)].filter((fault) => fault !== null));
  for (const pack of packs) faults.push(...checkPack(pack, declared));
  if (faults.length > 0) throw new PackFaults(faults);
  return declared;
}

const pathOf = (pack: Pack) => `${pack.area}/${pack.key}`;

/** Every definition of a pack, in floor order. */
export const definitionsOf = (pack: Pack): readonly Declaration[] => [...pack.roles, ...pack.records, ...pack.things, ...pack.proofs, ...pack.policies, ...pack.matters, ...pack.signals];

function checkPack(pack: Pack, declared: Declared): Fault[] {
  const at = pathOf(pack);
  return [
    ...(areas.includes(pack.area) ? [] : [{ pack: at, spot: 'pack', said: `area “${String(pack.area)}” is not known.`, known: areas }]),
    ...pack.matters.flatMap((matter) => [...checkMatter(at, matter, declared), ...checkIssued(at, matter, declared)]),
  ];
}

function checkIssued(at: string, matter: MatterType, declared: Declared): Fault[] {
  const needed = [matter.issues, ...matter.materials.map((material) => material.from)].filter((proof) => proof !== undefined);
  return needed
    .filter((proof) => declared.find(proofTypes, proof.key) !== proof)
    .map((proof) => ({ pack: at, spot: `matter ${matter.key}`, said: `uses the proof “${proof.key}”, which no loaded pack declares.`, known: declared.all(proofTypes).map((each) => each.key) }));
}


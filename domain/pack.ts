import type { Declaration } from '#kernel/declare/declared.ts';
import type { MatterType } from '#domain/matter/define.ts';
import type { Scene } from '#domain/proof/define-scene.ts';
import type { ProofType } from '#domain/proof/define.ts';
import type { Guard } from '#domain/record/define-guard.ts';
import type { RecordType } from '#domain/record/define.ts';
import type { Duty } from '#domain/subject/define-duty.ts';
import type { Rules } from '#domain/subject/define-rules.ts';
import type { Role } from '#domain/subject/define.ts';
import type { Signal } from '#domain/signal/define.ts';
import type { ThingType } from '#domain/thing/define.ts';

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
  readonly duties: readonly Duty[];
  readonly rules: readonly Rules[];
  readonly things: readonly ThingType[];
  readonly records: readonly RecordType[];
  readonly guards: readonly Guard[];
  readonly signals: readonly Signal[];
  readonly matters: readonly MatterType[];
  readonly proofs: readonly ProofType[];
  readonly scenes: readonly Scene[];
  readonly policies: readonly Declaration[];
  /** The English of every Chinese text people see. */
  readonly english: Readonly<Record<string, string>>;
};

type Given = Pick<Pack, 'key' | 'title' | 'area' | 'lead'> & Partial<Pack>;

/** Declares a pack; nouns it does not use may be left out. */
export const definePack = (given: Given): Pack => Object.freeze({ serves: [], roles: [], duties: [], rules: [], things: [], records: [], guards: [], signals: [], matters: [], proofs: [], scenes: [], policies: [], english: {}, ...given });

/** Where a pack stands: `service/health`. */
export const pathOf = (pack: Pick<Pack, 'area' | 'key'>) => `${pack.area}/${pack.key}`;

/** The lists of a pack in floor order, and the noun each is for. */
export const shelves = [
  { shelf: 'roles', noun: 'role' }, { shelf: 'duties', noun: 'duty' }, { shelf: 'rules', noun: 'rules' }, { shelf: 'records', noun: 'record' }, { shelf: 'guards', noun: 'guard' }, { shelf: 'things', noun: 'thing' }, { shelf: 'proofs', noun: 'proof' }, { shelf: 'scenes', noun: 'scene' },
  { shelf: 'policies', noun: 'policy' }, { shelf: 'matters', noun: 'matter' }, { shelf: 'signals', noun: 'signal' },
] as const;

/** Every definition of a pack, in floor order. */
export const definitionsOf = (pack: Pack): readonly Declaration[] => shelves.flatMap(({ shelf }) => pack[shelf]);

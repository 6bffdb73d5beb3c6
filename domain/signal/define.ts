import { nounKey, type Declaration } from '#kernel/declare/declared.ts';
import { hours, type Elapsed } from '#kernel/time/duration.ts';
import type { Day } from '#kernel/time/day.ts';
import type { MatterType } from '#domain/matter/define.ts';
import type { MatterKind } from '#domain/matter/kinds.ts';
import type { ReadingsSource } from '#domain/thing/define.ts';
import type { Period } from './period.ts';
import type { RegionLevel } from './spot.ts';

/** Warning levels of 突发事件应对法, mildest first. */
export const levels = ['blue', 'yellow', 'orange', 'red'] as const;
export type Level = (typeof levels)[number];

/** A comparison with a limit. */
export type Condition = { readonly op: 'above' | 'atLeast' | 'below' | 'atMost'; readonly limit: number };
export const above = (limit: number): Condition => ({ op: 'above', limit });
export const atLeast = (limit: number): Condition => ({ op: 'atLeast', limit });
export const below = (limit: number): Condition => ({ op: 'below', limit });
export const atMost = (limit: number): Condition => ({ op: 'atMost', limit });

/** When a level begins: the condition, and how long it must have lasted. */
export type Warn = { readonly level: Level; readonly when: Condition; readonly for?: Elapsed; readonly opens?: { readonly matter: MatterType; readonly level: string } };

/** What a level opens: `opens: opening(floodResponse, 'III')`. The level is one of the matter's own. */
export const opening = (matter: MatterType, level: string): NonNullable<Warn['opens']> => ({ matter, level });

/** Matters as the source of a signal, counted by place and organ. */
export type MattersSource = { readonly kind: 'matters'; readonly measure: MatterMeasure; readonly kinds: readonly MatterKind[]; readonly types: readonly string[] };
/** opened and closed: in the period; open: at its end (now, for the running one); onTime: of those closed; satisfied: 4 and 5 of those rated; answered: rated of those closed that can be. */
export type MatterMeasure = 'opened' | 'closed' | 'open' | 'onTime' | 'satisfied';
type Which = { readonly kinds?: readonly MatterKind[]; readonly types?: readonly MatterType[] };
const mattersBy = (measure: MatterMeasure) => ({ kinds = [], types = [] }: Which = {}): MattersSource => ({ kind: 'matters', measure, kinds, types: types.map((type) => type.key) });
export const matters = { opened: mattersBy('opened'), closed: mattersBy('closed'), open: mattersBy('open'), onTime: mattersBy('onTime'), satisfied: mattersBy('satisfied') };

/** Values that the owner reports by hand, each period. */
export type ReportedSource = { readonly kind: 'reported'; readonly minimum: number; readonly maximum: number };
export const reported = (minimum: number, maximum: number): ReportedSource => ({ kind: 'reported', minimum, maximum });

export type Source = ReadingsSource | MattersSource | ReportedSource;

/** One thing as a value function sees it: its facts, and its values of the period. */
export type ThingGiven<Q extends string = string> = { readonly id: string; readonly code: string; readonly name: string; readonly point: readonly [number, number] | null; readonly facts: Readonly<Record<string, unknown>>; readonly values: Partial<Readonly<Record<Q, number>>> };

/** What a value is made of, by source. `day` is the day of the period, for rules that change by date. */
export type ReadingsGiven<Q extends string = string> = {
  readonly day: Day;
  /** The summary of each quantity over all things of the division; missing where nothing was read. */
  readonly values: Partial<Readonly<Record<Q, number>>>;
  /** With an hourly source: the mean of each hour of the period, null where nothing was read. */
  readonly hourly: Partial<Readonly<Record<Q, readonly (number | null)[]>>>;
  /** With an `ofEach` source: every thing by itself. */
  readonly things: readonly ThingGiven<Q>[];
};
/** `count` of `of`: for a plain count the two are the same. */
export type MattersGiven = { readonly day: Day; readonly count: number; readonly of: number };
export type ReportedGiven = { readonly day: Day; readonly value: number };

export type GivenOf<S extends Source> = S extends ReadingsSource<infer Q> ? ReadingsGiven<Q> : S extends MattersSource ? MattersGiven : ReportedGiven;

/** What decided a value: a thing by its id, a quantity, and words for people. */
export type Because = { readonly thing?: string; readonly quantity?: string; readonly words?: string };
export type Answer = { readonly value: number; readonly because?: Because };

/** What is known when a level begins, for the matter it opens. */
export type WarningFacts = {
  readonly level: Level;
  readonly matterLevel: string;
  readonly value: number;
  readonly unit: string;
  readonly region: string;
  readonly regionName: string;
  readonly at: Date;
  readonly because: Because | null;
  /** The thing that decided, when one did. */
  readonly thing: { readonly code: string; readonly name: string } | null;
};

/** A number about each division and period, when it must wake somebody, and what then happens. */
export type Signal = Declaration & {
  readonly noun: 'signal';
  /** 定义: what it means. */
  readonly meaning: string;
  /** 口径: how it is reckoned, in words. */
  readonly formula: string;
  /** Which version of the reckoning, as people name it. */
  readonly edition: string;
  /** Function of the organ that owns it. */
  readonly owner: string;
  readonly unit: string;
  readonly decimals: number;
  readonly better: 'lower' | 'higher' | 'neither';
  /** What is aimed at, and the row of the plan that asks for it. */
  readonly target?: { readonly condition: Condition; readonly row: string };
  readonly per: { readonly region: RegionLevel; readonly period: Period; readonly organ: boolean };
  readonly from: Source;
  /** Pure. Null when there is nothing to say: the division then has no value for the period. */
  readonly value: (given: never) => Answer | number | null;
  readonly warn: readonly Warn[];
  /** The divisions whose level opens warnings: the finest unless told. Wider ones show their level only. */
  readonly warnAt: RegionLevel;
  /** The form and title of the matter a level opens. */
  readonly describes?: (facts: WarningFacts) => { readonly title: string; readonly form: Record<string, unknown> };
  /** Names of what a value can be, e.g. 优 良 …, each from its lower limit on. */
  readonly bands: readonly Band[];
  /** Keys of signals that move with it. */
  readonly related: readonly string[];
  /** Its place among the key numbers of the command screen, 1 first. */
  readonly keyNumber?: number;
};

/** A named stretch of values: from `from` (inclusive) to the next band. */
export type Band = { readonly from: number; readonly title: string; readonly colour: string };

export const signals = nounKey<Signal>('signal');

type Given<S extends Source> = Pick<Signal, 'key' | 'title' | 'meaning' | 'formula' | 'owner' | 'unit' | 'better' | 'warn'> &
  Partial<Pick<Signal, 'edition' | 'decimals' | 'target' | 'warnAt' | 'describes' | 'bands' | 'related' | 'keyNumber'>> & {
    readonly per: { readonly region: RegionLevel; readonly period: Period; readonly organ?: boolean };
    readonly from: S;
    readonly value: (given: GivenOf<S>) => Answer | number | null;
  };

/** Declares a signal. What is left out: no decimals, no target, no bands, warnings at the finest division. */
export function defineSignal<S extends Source>(given: Given<S>): Signal {
  return Object.freeze({ noun: 'signal' as const, edition: '1', decimals: 0, bands: [], related: [], warnAt: given.per.region, ...given, per: { organ: false, ...given.per } });
}

/** The share of what was counted, in percent; null while there is nothing to take a share of. */
export const percent = ({ count, of }: MattersGiven): number | null => (of === 0 ? null : (100 * count) / of);

/** The longest a rule may ask a level to last. */
export const longestFor = hours(24 * 31);

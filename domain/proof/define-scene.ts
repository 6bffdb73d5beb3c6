import { nounKey, type Declaration } from '#kernel/declare/declared.ts';
import type { Day } from '#kernel/time/day.ts';
import type { ProofType } from './define.ts';

/** The one who shows a code, as a scene may look at them. Nothing of it leaves but what a scene says. */
export type Bearer = {
  readonly kind: 'person' | 'enterprise';
  readonly name: string;
  /** The name as 张＊. */
  readonly maskedName: string;
  /** Identity number or unified social credit code; masked, most digits of an identity number are stars. */
  readonly code: string;
  readonly maskedCode: string;
  /** Full years; null for an enterprise. */
  readonly age: number | null;
  /** Name of the county they live or stand in. */
  readonly county: string;
  readonly today: Day;
  /** The valid licence of a kind; null when there is none. */
  readonly holds: (type: ProofType) => { readonly number: string; readonly validUntil: Day | null } | null;
};

/** One thing a scene is shown, in words; null when there is nothing to say. */
export type Shown = {
  readonly title: string;
  readonly say: (bearer: Bearer) => string | null;
  /** Also in the code itself, for devices without network: only what harms nobody who reads over the shoulder. */
  readonly offline?: boolean;
};

/** A scene in which codes are scanned (场景): who answers for it, who shows a code there, and all that is shown. */
export type Scene = Declaration & {
  readonly noun: 'scene';
  /** Function of the organ that answers for the scene, e.g. 交通运输局. */
  readonly lead: string;
  readonly holder: 'person' | 'enterprise';
  /** For what, as the holder reads it. */
  readonly purpose: string;
  readonly shows: readonly Shown[];
  /** Kinds of licences `shows` looks at. */
  readonly reads: readonly ProofType[];
  /** Days the holder can look back on scans; then they are erased. */
  readonly keepDays: number;
};

export const scenes = nounKey<Scene>('scene');

export const defineScene = (given: Omit<Scene, 'noun' | 'reads'> & { readonly reads?: readonly ProofType[] }): Scene => Object.freeze({ noun: 'scene' as const, reads: [], ...given });
